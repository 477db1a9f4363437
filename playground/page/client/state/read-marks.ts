import { signal } from '@preact/signals';
import { isNewer } from '../ids.ts';
import type { Channel } from '../types.ts';

/** How far a person has read, and what mentions them beyond that, kept in this browser. */
export function createReadMarks(personId: string, ending: AbortSignal) {
  const marks = stored<string>(`read:${personId}`);
  /** By channel. */
  const mentions = stored<number>(`mentions:${personId}`);

  /** How often a channel was said to be read, and not only seen. */
  const turns = signal<Readonly<Record<string, number>>>({});

  const forgetMentions = (channelId: string) => {
    if (mentions.value.peek()[channelId]) mentions.set({ ...mentions.value.peek(), [channelId]: 0 });
  };

  function see(channelId: string, messageId: string | null): void {
    forgetMentions(channelId);
    const before = marks.value.peek()[channelId];
    if (before !== undefined && !isNewer(messageId, before)) return;
    marks.set({ ...marks.value.peek(), [channelId]: messageId ?? '0' });
  }

  // Another tab of this person has read something, or was told of it.
  const follow = ({ key }: StorageEvent) => {
    marks.follow(key);
    mentions.follow(key);
  };
  addEventListener('storage', follow, { signal: ending });

  return {
    /** Whether this browser knows nothing of the person yet: then nothing is unread. */
    isNew: marks.isNew,
    read(channelId: string, messageId: string | null): void {
      see(channelId, messageId);
      turns.value = { ...turns.peek(), [channelId]: (turns.peek()[channelId] ?? 0) + 1 };
    },
    /** The same for what stands before one's eyes: what was new stays marked there. */
    see,
    /** Grows whenever somebody says that they have read the channel. */
    turnOf: (channelId: string): number => turns.value[channelId] ?? 0,
    /** What came after a message is unread again. */
    unreadAfter(channelId: string, messageId: string): void {
      marks.set({ ...marks.value.peek(), [channelId]: messageId });
    },
    /** Something that is not read yet mentions this person. */
    mention(channelId: string, count = 1): void {
      mentions.set({ ...mentions.value.peek(), [channelId]: (mentions.value.peek()[channelId] ?? 0) + count });
    },
    /** The id of the newest message that was read there. */
    readUntil: (channelId: string): string | undefined => marks.value.value[channelId],
    isUnread: ({ id, last_message_id }: Pick<Channel, 'id' | 'last_message_id'>): boolean =>
      isNewer(last_message_id, marks.value.value[id]),
    /** How many unread messages there mention this person. */
    mentionsIn: (channelId: string): number => mentions.value.value[channelId] ?? 0,
  };
}

function stored<Value>(key: string) {
  const read = (): Readonly<Record<string, Value>> => JSON.parse(localStorage.getItem(key) ?? '{}');
  const value = signal(read());
  return {
    isNew: localStorage.getItem(key) === null,
    value,
    set(changed: Readonly<Record<string, Value>>): void {
      value.value = changed;
      localStorage.setItem(key, JSON.stringify(changed));
    },
    follow(changedKey: string | null): void {
      if (changedKey === key) value.value = read();
    },
  };
}
