import type { Store } from '../storage/store.ts';
import { transact } from '../storage/transact.ts';

/** What is remembered of one conversation, under the id of its Discord thread, channel or DM. */
export interface ConversationRecord {
  /** The Discord id of whoever made the first post. */
  readonly startedBy: string;
  /** The Assistants thread; absent until the first run and after a reset. */
  readonly threadId?: string;
  /** The assistant chosen here; absent means the default one. */
  readonly assistantId?: string;
  /** What was said here before is lost, and nobody has been told yet. */
  readonly isForgotten?: boolean;
  /** Bobbin was taken out of the thread: it speaks again only when it is mentioned. */
  readonly hasLeft?: boolean;
  /** Counts the resets: a turn that began before one must not bring the old thread back. */
  readonly resets?: number;
}

export type ConversationRecords = ReturnType<typeof createConversationRecords>;

export function createConversationRecords(store: Store) {
  const key = (conversationId: string) => `conversation/${conversationId}`;

  return {
    async get(conversationId: string): Promise<ConversationRecord | undefined> {
      return store.get<ConversationRecord>(key(conversationId));
    },
    /** Changes the record as one step; `undefined` in, when there is none; `undefined` out leaves it as it is. */
    async update(
      conversationId: string,
      change: (record: ConversationRecord | undefined) => ConversationRecord | undefined,
    ): Promise<ConversationRecord | undefined> {
      return transact(store, async (transaction) => {
        const before = await transaction.get<ConversationRecord>(key(conversationId));
        const after = change(before);
        if (after !== undefined) transaction.set(key(conversationId), after);
        return after ?? before;
      });
    },
  };
}
