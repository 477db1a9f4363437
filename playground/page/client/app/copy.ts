import { hashOf } from '../state/route.ts';
import type { Visit } from '../state/visit.ts';
import type { Channel } from '../types.ts';
import { attempt } from './attempt.ts';

/** Puts a text on the clipboard, and says so. */
export function copy(visit: Visit, text: string, what: string): void {
  attempt(
    visit,
    navigator.clipboard.writeText(text).then(() => visit.toasts.say(`${what} copied`)),
  );
}

/** The address at which a channel or thread is open. */
export function linkTo({ id, parent_id: parentId, thread_metadata: thread }: Channel): string {
  return `${location.origin}/${thread && parentId ? hashOf(parentId, id) : hashOf(id)}`;
}
