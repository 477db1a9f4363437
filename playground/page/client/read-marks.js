import { isNewer } from './ids.js';

/**
 * How far a person has read, kept in this browser.
 *
 * @param {string} personId
 */
export function createReadMarks(personId) {
  const key = `read:${personId}`;
  const stored = localStorage.getItem(key);
  /** @type {Record<string, string>} */
  const marks = stored === null ? {} : JSON.parse(stored);

  return {
    /** Whether this browser knows nothing of the person yet: then nothing is unread. */
    isNew: stored === null,
    /**
     * @param {string} channelId
     * @param {string | null} messageId
     */
    read(channelId, messageId) {
      if (!isNewer(messageId, marks[channelId]) && marks[channelId] !== undefined) return;
      marks[channelId] = messageId ?? '0';
      localStorage.setItem(key, JSON.stringify(marks));
    },
    /** @param {{ id: string, last_message_id: string | null }} channel */
    isUnread: ({ id, last_message_id }) => isNewer(last_message_id, marks[id]),
  };
}
