import type { Visit } from '../state/visit.ts';
import type { Message } from '../types.ts';

/** The kinds of messages that people write: plain ones and replies. */
const WRITTEN = [0, 19];

/** One's newest message of a channel that can be changed. */
export function findLastOwn(visit: Visit, channelId: string): Message | undefined {
  const { messages } = visit.lists.open(channelId).peek();
  return messages.findLast(({ author, type }) => author.id === visit.state.value.you.id && WRITTEN.includes(type));
}
