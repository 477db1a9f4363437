import type { ComponentChildren } from 'preact';
import { useShell } from '../app/shell.ts';
import { titleOf } from '../names.ts';
import { useVisit } from '../state/visit.ts';
import type { Channel } from '../types.ts';
import { Count } from './count.tsx';
import { openPlaceMenu } from './place-menu.tsx';
import { useMenuKeys } from './use-menu-keys.ts';
import { withCount } from './with-count.ts';

interface Props {
  channel: Channel;
  /** What stands before the name. */
  mark: ComponentChildren;
  /** What stands after it. */
  note?: string | undefined;
}

/** A channel, thread or conversation to open. What is unread is bold and has a dot, what mentions one has a number. */
export function PlaceRow({ channel, mark, note }: Props) {
  const visit = useVisit();
  const { isMenuOpen } = useShell();
  const { channel: open, thread } = visit.current.value;
  const name = titleOf(channel);
  const isCurrent = channel.id === (thread ?? open)?.id;
  const isOpen = channel.id === open?.id || isCurrent;
  const mentions = isCurrent ? 0 : visit.marks.mentionsIn(channel.id);
  const isUnread = !isOpen && (mentions > 0 || visit.marks.isUnread(channel));
  const menu = useMenuKeys((anchor, at) => openPlaceMenu(visit, { channel, anchor, at }));
  const classes = ['place', isOpen && 'open', isUnread && 'unread'];

  function press() {
    isMenuOpen.value = false;
    visit.open(channel);
  }

  return (
    <button
      type="button"
      class={classes.filter(Boolean).join(' ')}
      aria-current={isCurrent ? 'page' : undefined}
      aria-label={isUnread ? withCount(name, true, mentions) : undefined}
      onClick={press}
      {...menu}
    >
      <span class="mark" aria-hidden="true">
        {mark}
      </span>
      <span class="name">{name}</span>
      {note !== undefined && <span class="note">{note}</span>}
      <Count count={mentions} />
    </button>
  );
}
