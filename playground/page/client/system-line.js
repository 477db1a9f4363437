/** @import { Message } from './types.ts' */
import { nameOf } from './names.js';

/** Messages that users write: posts, replies, answers to commands. */
const WRITTEN = new Set([0, 19, 20, 23]);
export const THREAD_CREATED = 18;
export const THREAD_STARTER = 21;

/**
 * What Discord itself says in a message; undefined when a user wrote it.
 *
 * @param {Message} message
 */
export function systemLine(message) {
  const { type, author, mentions, content } = message;
  if (WRITTEN.has(type) || type === THREAD_STARTER) return undefined;
  const who = nameOf(author);
  const whom = mentions.map(nameOf).join(', ');
  switch (type) {
    case 1:
      return `${who} added ${whom}.`;
    case 2:
      return mentions.some(({ id }) => id !== author.id) ? `${who} removed ${whom}.` : `${who} left.`;
    case 4:
      return `${who} changed the name to “${content}”.`;
    case 6:
      return `${who} pinned a message.`;
    case 7:
      return `${who} joined the server.`;
    case THREAD_CREATED:
      return `${who} started a thread.`;
    default:
      return content === '' ? `${who} did something that this page does not know.` : `${who}: ${content}`;
  }
}
