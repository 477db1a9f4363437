import { createSlots } from '../slots.ts';
import { timeOf } from '../snowflake.ts';
import type { Store } from '../storage/store.ts';
import { transact } from '../storage/transact.ts';
import { activeSet, inboxKey, turnKey, waits } from './keys.ts';
import type { Inbox } from './conversation.ts';
import { orAway } from './store-away.ts';

export interface ForgetIdleOptions {
  store: Store;
  now: () => number;
  /** Has somebody work on a conversation, and waits until that is over. */
  takeUp: (conversationId: string) => Promise<void>;
}

/** So many are looked at in one call; the next call goes on. */
const MAX_LOOKED_AT = 1_000;
const AT_ONCE = 8;

/** Forgets the conversations in which nobody has posted for long. */
export function createForgetIdle({ store, now, takeUp }: ForgetIdleOptions) {
  /** Answers whether nothing waits there, is under way or came in late. */
  async function mark(id: string, serverId: string | undefined, beforeMs: number): Promise<boolean> {
    return transact(store, async (transaction) => {
      const [kept, turn] = await transaction.getMany<unknown>([inboxKey(id), turnKey(id)]);
      const inbox = kept as Inbox | undefined;
      if (!inbox) {
        transaction.score({ set: activeSet(serverId), member: id, score: undefined });
        return false;
      }
      const newest = inbox.taken?.at(-1);
      const isInUse = newest !== undefined && timeOf(newest) >= beforeMs;
      if (turn !== undefined || inbox.posts.length > 0 || isInUse) return false;
      transaction.set(inboxKey(id), { ...inbox, isIdle: true } satisfies Inbox);
      transaction.score(waits(id, now()));
      return true;
    });
  }

  /**
   * Those of a server, or without one the DMs, with no post since that time. Resolves when they are gone, or wait for an
   * Assistants server that is away; answers how many were found.
   */
  return async function forgetIdle(serverId: string | undefined, beforeMs: number): Promise<number> {
    const ids = await orAway(store.members(activeSet(serverId), { max: beforeMs - 1, limit: MAX_LOOKED_AT }));
    const slots = createSlots(AT_ONCE);
    const found = await Promise.all(
      ids.map((id) =>
        slots.run(async () => {
          const isIdle = await orAway(mark(id, serverId, beforeMs));
          if (isIdle) await takeUp(id);
          return isIdle;
        }),
      ),
    );
    return found.filter(Boolean).length;
  };
}
