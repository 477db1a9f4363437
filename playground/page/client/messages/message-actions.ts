import { messageLink } from '../state/route.ts';
import type { Visit } from '../state/visit.ts';
import type { Emoji, Message } from '../types.ts';

/** Adds one's reaction or takes it away. What goes wrong is said at the composer. */
export function react(visit: Visit, message: Message, emoji: Emoji, isOn: boolean): void {
  void visit.api.react(message, emoji, isOn).catch(sayIn(visit, message));
}

export function pin(visit: Visit, message: Message, isOn: boolean): void {
  void visit.api.pin(message, isOn).catch(sayIn(visit, message));
}

/** Deletes a message without asking; one that only this person sees goes away. */
export function remove(visit: Visit, message: Message): void {
  void visit.api.remove(message).catch(sayIn(visit, message));
}

/** Votes for these answers of a poll, and for no others. */
export function vote(visit: Visit, message: Message, answers: readonly number[]): void {
  void visit.api.vote(message, answers).catch(sayIn(visit, message));
}

/** Begins a thread with a message, named after it, and opens it. */
export async function startThread(visit: Visit, message: Message): Promise<void> {
  const name = message.content.replaceAll(/\s+/g, ' ').trim().slice(0, 100) || 'New thread';
  try {
    const thread = await visit.api.startThread(message.channel_id, { name, messageId: message.id });
    visit.channels.merge(thread);
    visit.open(thread);
  } catch (error) {
    sayIn(visit, message)(error as Error);
  }
}

/** From this message on, all is unread again. */
export function markUnread({ marks }: Visit, { id, channel_id: channelId }: Message): void {
  marks.unreadAfter(channelId, String(BigInt(id) - 1n));
}

export function copyText(visit: Visit, message: Message): void {
  copy(visit, message, message.content);
}

/** Copies an address that opens the place of a message and jumps to it. */
export function copyLink(visit: Visit, message: Message): void {
  copy(visit, message, messageLink(message, parentOf(visit, message)));
}

export function copyId(visit: Visit, message: Message): void {
  copy(visit, message, message.id);
}

function copy(visit: Visit, message: Message, text: string): void {
  void navigator.clipboard.writeText(text).catch(sayIn(visit, message));
}

/** The channel of a thread. */
function parentOf({ channels }: Visit, { channel_id: channelId }: Message): string | null | undefined {
  const channel = channels.get(channelId);
  return channel?.thread_metadata && channel.parent_id;
}

function sayIn({ writing }: Visit, { channel_id: channelId }: Message) {
  return (error: Error) => writing.say(channelId, error.message);
}
