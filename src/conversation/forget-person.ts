import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createSlots } from '../slots.ts';
import { compareIds, isNewer } from '../snowflake.ts';
import type { Store } from '../storage/store.ts';
import { transact } from '../storage/transact.ts';
import { forgetting, forgettingSet } from './forget-marks.ts';
import { inboxKey, waits } from './keys.ts';
import type { Inbox } from './conversation.ts';
import { createPostIndex, type Indexed } from './post-index.ts';
import { createScrubber } from './scrubber.ts';
import { orAway } from './store-away.ts';
import { takenWith } from './taken.ts';

export interface ForgetPersonOptions {
  store: Store;
  log: Logger;
  /** Has somebody work on a conversation, and waits until that is over. Never rejects. */
  takeUp: (conversationId: string) => Promise<void>;
  now: () => number;
  sleep?: typeof delay | undefined;
}

/** What has become of a wish to be forgotten. What is pending goes on by itself, also in the next process. */
export interface Forgotten {
  /** The conversations in which something of the person was, or may have been. */
  readonly conversations: number;
  /** The posts that were found. */
  readonly posts: number;
  /** The conversations that are not done yet: an answer is under way, or the Assistants server is away. */
  readonly pending: number;
  /** Whether nothing is left in the store's files; `refused` when only the store's operator can see to that. */
  readonly store: 'done' | 'pending' | 'refused';
}

const POLL_MS = 50;
/** So many conversations are worked on at the same time. */
const AT_ONCE = 32;

/** Forgets a person in every conversation. */
export function createForgetPerson({ store, log, takeUp, now, sleep = delay }: ForgetPersonOptions) {
  const index = createPostIndex(store);
  const slots = createSlots(AT_ONCE);
  const scrubber = createScrubber({ store, log, sleep });
  const pendingOf = (personId: string) => orAway(store.members(forgettingSet(personId)));

  /**
   * As one step: posts that wait are gone, and what is in the Assistants thread has to go. Nothing of it is taken in again.
   * Answers whether there is such a conversation.
   */
  async function mark(personId: string, id: string, newest: string): Promise<boolean> {
    return transact(store, async (transaction) => {
      const inbox = await transaction.get<Inbox>(inboxKey(id));
      if (!inbox) return false;
      const isTheirs = ({ author, id: postId }: Inbox['posts'][number]) =>
        author.id === personId && !isNewer(postId, newest);
      const before = inbox.forget?.[personId];
      transaction.set(inboxKey(id), {
        ...inbox,
        taken: takenWith(inbox, inbox.posts.filter(isTheirs)),
        posts: inbox.posts.filter((post) => !isTheirs(post)),
        ...(inbox.unheard && { unheard: inbox.unheard.filter((post) => !isTheirs(post)) }),
        forget: { ...inbox.forget, [personId]: before !== undefined && isNewer(before, newest) ? before : newest },
      } satisfies Inbox);
      transaction.score(waits(id, now()));
      transaction.score(forgetting(personId, id, now()));
      return true;
    });
  }

  /** Marked first, taken out of the index then: what is marked needs no index. */
  async function markAll(personId: string, posts: readonly Indexed[]): Promise<void> {
    for (const [id, own] of Map.groupBy(posts, ({ conversationId }) => conversationId)) {
      const newest = own
        .map(({ postId }) => postId)
        .toSorted(compareIds)
        .at(-1);
      if (newest !== undefined) await orAway(mark(personId, id, newest));
      await orAway(index.remove(own));
    }
  }

  return {
    /** Waits until all of it is done, `waitMs` at most and until the signal. */
    async forgetPerson(
      personId: string,
      waitMs: number,
      signal: AbortSignal = new AbortController().signal,
    ): Promise<Forgotten> {
      const endMs = performance.now() + waitMs;
      const isInTime = () => performance.now() < endMs && !signal.aborted;
      const posts = await orAway(index.by(personId));
      await markAll(personId, posts);
      let pending = await pendingOf(personId);
      const conversations = pending.length;
      for (const id of pending) void slots.run(() => takeUp(id));
      while (pending.length > 0 && isInTime()) {
        await sleep(POLL_MS);
        pending = await pendingOf(personId);
      }
      const outcome = { conversations, posts: posts.length, pending: pending.length };
      const wiping = scrubber.scrub().catch((error: unknown) => {
        log.warn({ err: error }, 'deleted data could not be wiped from the store yet');
        void scrubber.insist();
        return 'pending' as const;
      });
      const rest = Math.max(0, endMs - performance.now());
      const tooLate = delay(rest, 'pending' as const, { ref: false, signal }).catch(() => 'pending' as const);
      const wiped = await Promise.race([wiping, tooLate]);
      return { ...outcome, store: pending.length > 0 && wiped === 'done' ? 'pending' : wiped };
    },

    /** People were forgotten in a conversation; whoever was so in the last one is wiped from the store's files. */
    async settle(personIds: readonly string[]): Promise<void> {
      // Not knowing counts as the last one.
      const left = await Promise.all(personIds.map((personId) => pendingOf(personId).catch(() => [])));
      if (left.some((pending) => pending.length === 0)) await scrubber.insist();
    },

    resume: scrubber.resume,
    close: scrubber.close,
  };
}
