import { attempt } from '../app/attempt.ts';
import { copy } from '../app/copy.ts';
import { messageLink } from '../state/route.ts';
import type { Visit } from '../state/visit.ts';
import type { Emoji, Message } from '../types.ts';

/** Adds one's reaction or takes it away. */
export function react(visit: Visit, message: Message, emoji: Emoji, isOn: boolean): void {
  attempt(visit, visit.api.react(message, emoji, isOn));
}

/** Pins a message or takes it off, without asking. */
export function pin(visit: Visit, message: Message, isOn: boolean): void {
  attempt(visit, visit.api.pin(message, isOn));
}

/** Deletes a message without asking; one that only this person sees goes away. */
export function remove(visit: Visit, message: Message): void {
  attempt(visit, visit.api.remove(message));
}

/** Votes for these answers of a poll, and for no others. */
export function vote(visit: Visit, message: Message, answers: readonly number[]): void {
  attempt(visit, visit.api.vote(message, answers));
}

/** From this message on, all is unread again. */
export function markUnread({ marks }: Visit, { id, channel_id: channelId }: Message): void {
  marks.unreadAfter(channelId, String(BigInt(id) - 1n));
}

/** Copies what was written. */
export function copyText(visit: Visit, { content }: Message): void {
  copy(visit, content, 'Text');
}

/** Copies an address that opens the place of a message and jumps to it. */
export function copyLink(visit: Visit, message: Message): void {
  const place = visit.channels.get(message.channel_id);
  copy(visit, messageLink(message, place?.thread_metadata && place.parent_id), 'Link');
}
