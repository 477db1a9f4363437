import { signal } from '@preact/signals';
import { isNewer } from '../ids.ts';
import type { Channel } from '../types.ts';

/** How far a person has read, kept in this browser. */
export function createReadMarks(personId: string) {
  const key = `read:${personId}`;
  const stored = localStorage.getItem(key);
  const marks = signal<Readonly<Record<string, string>>>(stored === null ? {} : JSON.parse(stored));

  return {
    /** Whether this browser knows nothing of the person yet: then nothing is unread. */
    isNew: stored === null,
    read(channelId: string, messageId: string | null): void {
      const before = marks.peek()[channelId];
      if (before !== undefined && !isNewer(messageId, before)) return;
      marks.value = { ...marks.peek(), [channelId]: messageId ?? '0' };
      localStorage.setItem(key, JSON.stringify(marks.peek()));
    },
    /** The id of the newest message that was read there. */
    readUntil: (channelId: string): string | undefined => marks.value[channelId],
    isUnread: ({ id, last_message_id }: Pick<Channel, 'id' | 'last_message_id'>): boolean =>
      isNewer(last_message_id, marks.value[id]),
  };
}
