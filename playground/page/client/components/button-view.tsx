import { Icon } from '../icons.tsx';
import { useVisit } from '../state/visit.ts';
import type { Component, Message } from '../types.ts';
import { Dots } from './dots.tsx';
import { EmojiView } from './emoji-view.tsx';

const LINK = 5;
const PREMIUM = 6;
/** The classes of buttons by their style. */
const STYLES = ['', 'primary', 'secondary', 'success', 'danger', 'link-button'];

interface Props {
  message: Message;
  component: Component;
}

/** A button of a message. */
export function ButtonView({ message, component }: Props) {
  const { interactions } = useVisit();
  const { style = 2, url, disabled, custom_id: customId } = component;
  const name = `button ${STYLES[style] ?? 'secondary'}`;
  if (style === PREMIUM) return <p class="quiet">A button to buy something; there is no shop here.</p>;
  if (style === LINK) {
    const isLink = !disabled && url && /^(?:https?|discord):/.test(url);
    const Kind = isLink ? 'a' : 'button';
    const about = isLink
      ? { href: url, target: '_blank', rel: 'noopener noreferrer' }
      : { type: 'button' as const, disabled: true };
    return (
      <Kind class={name} {...about}>
        <Words component={component} />
        <Icon name="outside" />
      </Kind>
    );
  }
  const { busy } = interactions.of(message.id);
  return (
    <button
      type="button"
      class={name}
      disabled={Boolean(disabled)}
      // Not `disabled`: it would lose the focus.
      aria-disabled={busy !== undefined && !disabled ? true : undefined}
      aria-busy={busy === customId ? true : undefined}
      onClick={() => void interactions.press(message, component)}
    >
      <Words component={component} />
      {busy === customId && <Dots />}
    </button>
  );
}

function Words({ component: { emoji, label } }: Pick<Props, 'component'>) {
  return (
    <>
      {emoji && <EmojiView emoji={emoji} />}
      {label && <span>{label}</span>}
    </>
  );
}
