import type { Visit } from '../state/visit.ts';
import type { Shell } from './shell.ts';

/**
 * What Escape does where nothing else takes it: it closes what lies over the page, then the thread that one is in, and
 * marks the channel as read. Answers whether it did something.
 */
export function leaveOrRead(visit: Visit, { isMenuOpen, hasMembers }: Shell): boolean {
  const { channel, thread } = visit.current.peek();
  const { activeElement } = document;
  if (isMenuOpen.peek()) {
    isMenuOpen.value = false;
    document.querySelector<HTMLElement>('.icon.menu')?.focus();
    return true;
  }
  const sheet = document.querySelector('.members');
  if (sheet && getComputedStyle(sheet).position === 'fixed') {
    hasMembers.value = false;
    return true;
  }
  if (thread && activeElement?.closest('.pane.thread')) {
    const isWriting = activeElement instanceof HTMLTextAreaElement && activeElement.value !== '';
    if (!isWriting) visit.closeThread();
    return !isWriting;
  }
  if (!channel) return false;
  visit.marks.read(channel.id, channel.last_message_id);
  return true;
}

/** Nothing is unread any more. */
export function readAll(visit: Visit): void {
  for (const { id, last_message_id: last } of visit.channels.all.peek()) visit.marks.read(id, last);
}
