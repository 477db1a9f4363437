import { useRef } from 'preact/hooks';
import { useShell } from '../app/shell.ts';
import { Avatar } from '../avatar.tsx';
import { IconButton } from '../icon-button.tsx';
import { Icon } from '../icons.tsx';
import { rankOf } from '../members/rank.ts';
import { accountName } from '../names.ts';
import { useVisit } from '../state/visit.ts';
import { openOwnSettings } from './own-settings.tsx';
import { PersonSwitch } from './person-switch.tsx';
import { useToggle } from '../app/use-toggle.ts';

/** Who one is at the moment; pressed, it offers to be somebody else. */
export function UserPanel() {
  const visit = useVisit();
  const shell = useShell();
  const root = useRef<HTMLButtonElement>(null);
  const { isOpen, toggle } = useToggle((close) => (
    <PersonSwitch anchor={root.current ?? document.body} onClose={close} />
  ));
  const { you, guild } = visit.state.value;
  const rank = rankOf(you, guild);
  return (
    <section class="user-panel" aria-label="You">
      <button
        ref={root}
        type="button"
        class="user-button"
        aria-haspopup="menu"
        data-tooltip="Be somebody else"
        aria-expanded={isOpen}
        onClick={toggle}
      >
        <Avatar user={you} />
        <span class="user-names">
          <span class="hidden-label">You are </span>
          <strong>{accountName(you)}</strong> <small>{rank}</small>
        </span>
        <Icon name="switch" />
      </button>
      <IconButton
        icon="settings"
        label="Your settings"
        aria-haspopup="menu"
        onClick={({ currentTarget }) => openOwnSettings(visit, shell, currentTarget)}
      />
    </section>
  );
}
