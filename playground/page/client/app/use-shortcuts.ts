import { useEffect } from 'preact/hooks';
import { listServer } from '../sidebar/listing.ts';
import type { Visit } from '../state/visit.ts';
import { focusNextRegion } from './focus.ts';
import { openQuickSwitcher } from './quick-switcher.tsx';
import type { Shell } from './shell.ts';
import { openShortcuts } from './shortcuts.tsx';
import { leaveOrRead, readAll } from './leave-or-read.ts';

/** The keys that work everywhere on the page; `shortcuts.tsx` lists them. */
export function useShortcuts(visit: Visit, shell: Shell): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      // What lies above the page has keys of its own.
      if (document.querySelector('dialog[open], .popup:popover-open')) return;
      if (press(event, visit, shell)) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [visit, shell]);
}

/** Answers whether the key means something here. */
function press(event: KeyboardEvent, visit: Visit, shell: Shell): boolean {
  const { key, altKey, shiftKey } = event;
  const isCommand = event.ctrlKey || event.metaKey;
  const letter = key.toLowerCase();
  if (isCommand && !altKey && !shiftKey && letter === 'k') openQuickSwitcher(visit);
  else if (isCommand && !altKey && key === '/') openShortcuts(visit);
  else if (isCommand && !altKey && shiftKey && letter === 'd') shell.hasDrawer.value = !shell.hasDrawer.value;
  else if (isCommand && !altKey && !shiftKey && letter === 'u') shell.hasMembers.value = !shell.hasMembers.value;
  else if (altKey && !isCommand && key === 'ArrowUp') goTo(visit, shell, -1, shiftKey);
  else if (altKey && !isCommand && key === 'ArrowDown') goTo(visit, shell, 1, shiftKey);
  else if (key === 'F6') focusNextRegion(shiftKey ? -1 : 1);
  else if (key === 'Escape' && shiftKey) readAll(visit);
  else if (key === 'Escape') return leaveOrRead(visit, shell);
  else return false;
  return true;
}

/** Opens the place after the one that is open, or before it; only unread ones if wanted. */
function goTo(visit: Visit, { folded }: Shell, step: 1 | -1, isUnreadOnly: boolean): void {
  const { channel, thread } = visit.current.peek();
  const here = (thread ?? channel)?.id;
  const isDirect = channel?.recipients !== undefined;
  const places = isDirect
    ? visit.channels.directs.peek()
    : listServer(visit, folded.peek()).flatMap(({ rooms }) => rooms.flatMap((room) => [room.channel, ...room.threads]));
  const index = places.findIndex(({ id }) => id === here);
  const { length } = places;
  for (let count = 1; count < length; count += 1) {
    const place = places[(Math.max(index, 0) + step * count + length) % length];
    if (place && (!isUnreadOnly || visit.marks.isUnread(place))) return visit.open(place);
  }
}
