import type { Effects, Lock, Store, Writes } from '../storage/store.ts';
import { transact, type Transaction } from '../storage/transact.ts';
import { compareIds } from '../snowflake.ts';
import { uploadsOf } from './brought-file.ts';
import type { Conversation, ConversationRecord, Inbox } from './conversation.ts';
import { erase } from './erase.ts';
import { activeSet, chosenSet, inboxKey, lastKey, recordKey, rechosen, turnKey, WAITING, waits } from './keys.ts';
import { createLease, type Lease } from './lease.ts';
import { indexed } from './post-index.ts';
import type { Post } from './post.ts';
import { scrubIsDue } from './forget-marks.ts';
import { type Stale, withoutStale, withStale } from './stale.ts';
import { orAway } from './store-away.ts';
import { isHeard, isKnown, takenWith } from './taken.ts';
import { type LastTurn, lastTurn, type Turn, unheardOf } from './turn.ts';

export interface LedgerOptions {
  store: Store;
  /** How long after the death of its process a conversation can be taken over, in milliseconds. */
  leaseMs: number;
  now: () => number;
}

/** Everything that is stored of conversations. Whatever it answers with rejects with a `StoreAwayError`. */
export type Ledger = ReturnType<typeof createLedger>;

const EMPTY: Inbox = { posts: [] };
/** More failed posts than this are not carried along: it is context for the assistant, not a queue. */
const MAX_UNHEARD = 20;

/** After so many posts of bots without one of a person Bobbin is quiet: two bots would talk for ever. */
const MAX_BOT_POSTS = 5;
/** For longer than another process could hear of the same thing. */
const CLAIM_MS = 60_000;
const MAX_CHOSEN = 1_000;

/** The inbox as it is stored, for a commit that expects it unchanged. */
const stored = ({ id, inbox }: Conversation) => ({ [inboxKey(id)]: inbox === EMPTY ? undefined : inbox });

export function createLedger({ store, leaseMs, now }: LedgerOptions) {
  async function changeInbox(id: string, change: (inbox: Inbox) => Inbox | undefined): Promise<boolean> {
    return orAway(
      transact(store, async (transaction) => {
        const before = await transaction.get<Inbox>(inboxKey(id));
        const after = before && change(before);
        if (!after) return false;
        transaction.set(inboxKey(id), after);
        transaction.score(waits(id, now()));
        return true;
      }),
    );
  }

  /** What is known of the turns before a reset, and the thread that they were in. */
  async function forgetLast(transaction: Transaction, id: string, threadId: string | undefined): Promise<void> {
    transaction.set(lastKey(id), undefined);
    const inbox = await transaction.get<Inbox>(inboxKey(id));
    if (!inbox) return;
    const { unheard: _unheard, retry: _nothing, ...others } = inbox;
    const resetAt = inbox.taken?.at(-1);
    const rest = { ...others, ...(resetAt !== undefined && { resetAt }) };
    transaction.set(inboxKey(id), withStale(rest, { stale: [threadId ?? []].flat() }));
    transaction.score(waits(id, now()));
  }

  return {
    async get(id: string): Promise<ConversationRecord | undefined> {
      return orAway(store.get<ConversationRecord>(recordKey(id)));
    },

    async read(id: string): Promise<Conversation> {
      const keys = [recordKey(id), inboxKey(id), turnKey(id), lastKey(id)];
      const [record, inbox, turn, last] = await orAway(store.getMany(keys));
      return {
        id,
        record: record as ConversationRecord | undefined,
        inbox: (inbox as Inbox | undefined) ?? EMPTY,
        turn: turn as Turn | undefined,
        last: last as LastTurn | undefined,
      };
    },

    /** Changes the record as one step; `undefined` in, when there is none; `undefined` out leaves it as it is. */
    async update(
      id: string,
      change: (record: ConversationRecord | undefined) => ConversationRecord | undefined,
    ): Promise<ConversationRecord | undefined> {
      return orAway(
        transact(store, async (transaction) => {
          const before = await transaction.get<ConversationRecord>(recordKey(id));
          const after = change(before);
          if (after === undefined) return before;
          transaction.set(recordKey(id), after);
          if (after.resets !== before?.resets) await forgetLast(transaction, id, before?.threadId);
          for (const score of rechosen(id, before, after, now())) transaction.score(score);
          return after;
        }),
      );
    },

    /**
     * Puts a post into the inbox, once however often and by however many processes this is called. Posts should be
     * handed in in their order: one that comes later than 64 newer ones counts as answered.
     */
    async takeIn(post: Post): Promise<void> {
      const { id: postId, conversationId: id, author, serverId, threadName } = post;
      await orAway(
        transact(store, async (transaction) => {
          const [known, kept] = await transaction.getMany<unknown>([recordKey(id), inboxKey(id)]);
          const { isIdle: _notAnyMore, ...inbox } = (kept as Inbox | undefined) ?? EMPTY;
          if (isKnown(inbox, postId)) return;

          const record = changedByPost(known as ConversationRecord | undefined, post);
          if ((record.botPosts ?? 0) > MAX_BOT_POSTS) return;
          const isNewHere = known === undefined || (known as ConversationRecord).hasLeft === true;
          const isBroughtIn = isNewHere && serverId !== undefined && threadName === undefined;
          if (record !== known) transaction.set(recordKey(id), record);
          for (const score of rechosen(id, known as ConversationRecord | undefined, record, now()))
            transaction.score(score);
          const posts = [...inbox.posts, post].toSorted((one, other) => compareIds(one.id, other.id));
          const since = isBroughtIn ? { since: postId } : {};
          transaction.set(inboxKey(id), { ...inbox, ...since, posts } satisfies Inbox);
          transaction.score(waits(id, now()));
          transaction.score({ set: activeSet(serverId), member: id, score: now() });
          for (const score of indexed(post, now())) transaction.score(score);
        }),
      );

      function changedByPost(before: ConversationRecord | undefined, post: Post): ConversationRecord {
        const { hasHistory, assistantId } = post;
        const known = before ?? {
          startedBy: author.id,
          ...(serverId && { serverId }),
          ...(hasHistory && { isForgotten: true }),
        };
        const record = assistantId === undefined ? known : { ...known, assistantId };
        const { hasLeft, botPosts = 0, ...rest } = record;
        if (author.isBot) return { ...rest, botPosts: botPosts + 1 };
        return hasLeft || botPosts > 0 ? rest : record;
      }
    },

    /** Where a post is; one that was taken before a reset is unknown. */
    async stateOf(id: string, postId: string): Promise<'waiting' | 'taken' | 'unknown'> {
      const inbox = await orAway(store.get<Inbox>(inboxKey(id)));
      if (inbox?.posts.some((post) => post.id === postId)) return 'waiting';
      return inbox && isHeard(inbox, postId) ? 'taken' : 'unknown';
    },

    /** Gives a post that still waits its new text and files. Answers whether it still waited. */
    async edit(id: string, postId: string, { text, files = [] }: Pick<Post, 'text' | 'files'>): Promise<boolean> {
      return changeInbox(id, (inbox) => {
        if (!inbox.posts.some((post) => post.id === postId)) return undefined;
        const posts = inbox.posts.map((post): Post => {
          const { files: _before, ...rest } = post;
          return post.id === postId ? { ...rest, text, ...(files.length > 0 && { files }) } : post;
        });
        return { ...inbox, posts };
      });
    },

    /** Takes out a post that still waits; of one that a turn has taken, the message is to be deleted. */
    async remove(id: string, postId: string): Promise<boolean> {
      return changeInbox(id, (inbox) => {
        const isWaiting = [...inbox.posts, ...(inbox.unheard ?? [])].some((post) => post.id === postId);
        if (isWaiting) {
          const others = (posts: readonly Post[] = []) => posts.filter((post) => post.id !== postId);
          return { ...inbox, posts: others(inbox.posts), unheard: others(inbox.unheard) };
        }
        if (!isKnown(inbox, postId)) return undefined;
        return { ...inbox, deleted: [...(inbox.deleted ?? []), postId] };
      });
    },

    /**
     * Has the last question answered once more, if that turn was the last and nothing newer waits. `mayRetry` is asked
     * with its posts.
     */
    async retry(id: string, key: string | undefined, byId: string, mayRetry: (posts: readonly Post[]) => boolean) {
      return orAway(
        transact(store, async (transaction): Promise<'retrying' | 'newer' | 'nothing' | 'refused' | 'ending'> => {
          const keys = [inboxKey(id), turnKey(id), lastKey(id)];
          const [kept, turn, last] = await transaction.getMany<unknown>(keys);
          const inbox = (kept as Inbox | undefined) ?? EMPTY;
          const { key: currentKey, parts } = (turn as Turn | undefined) ?? {};
          if (parts && (key === undefined || key === currentKey)) return 'ending';
          if (!last) return 'nothing';
          const { key: lastTurnKey, posts } = last as LastTurn;
          if (turn || inbox.posts.length > 0 || (key !== undefined && key !== lastTurnKey)) return 'newer';
          if (!mayRetry(posts)) return 'refused';
          transaction.set(inboxKey(id), { ...inbox, retry: { key: lastTurnKey, byId } } satisfies Inbox);
          transaction.score(waits(id, now()));
          return 'retrying';
        }),
      );
    },

    /** Discord has deleted the place. Answers whether there was a conversation. */
    async markGone(id: string): Promise<boolean> {
      return changeInbox(id, (inbox) => ({ ...inbox, isGone: true }));
    },

    /**
     * Discord does not know the place: it has been deleted, unless its thread is only to be started by the turn that
     * waits or is under way. Answers whether the conversation has to go.
     */
    async markMissing(id: string): Promise<boolean> {
      const { turn } = await this.read(id);
      if (turn) return false;
      return changeInbox(id, (inbox) => (inbox.posts.length > 0 ? undefined : { ...inbox, isGone: true }));
    },

    /** The newest post of each conversation that is in its inbox or was, in the order of the ids. */
    async newestPosts(ids: readonly string[]): Promise<(string | undefined)[]> {
      const inboxes = await orAway(store.getMany<Inbox>(ids.map(inboxKey)));
      return inboxes.map((inbox) =>
        [inbox?.posts.at(-1)?.id, inbox?.taken?.at(-1)]
          .filter((id) => id !== undefined)
          .toSorted(compareIds)
          .at(-1),
      );
    },

    /** Whether this process is the one to deal with something that every process is told. */
    async claim(what: string): Promise<boolean> {
      return (await orAway(store.lock(what, CLAIM_MS))) !== undefined;
    },

    /** Those in which something waits or is under way, the longest waiting first. */
    async waiting(): Promise<string[]> {
      return orAway(store.members(WAITING));
    },

    /** The conversations of a server, or all DMs, that had a post since, the newest first. */
    async activeSince(serverId: string | undefined, sinceMs: number, limit: number): Promise<string[]> {
      return orAway(store.members(activeSet(serverId), { min: sinceMs, limit, highestFirst: true }));
    },

    /** The conversations for which an assistant was chosen, the latest choice first, 1,000 at most. */
    async chosenIn(assistantId: string): Promise<{ id: string; serverId: string | undefined }[]> {
      const ids = await orAway(store.members(chosenSet(assistantId), { limit: MAX_CHOSEN, highestFirst: true }));
      const records = await orAway(store.getMany<ConversationRecord>(ids.map(recordKey)));
      return ids
        .map((id, index) => ({ id, record: records[index] }))
        .filter(({ record }) => record?.assistantId === assistantId)
        .map(({ id, record }) => ({ id, serverId: record?.serverId }));
    },

    /** The right to work on a conversation; `undefined` while somebody else has it. */
    async lease(id: string): Promise<Lease | undefined> {
      const lock: Lock | undefined = await orAway(store.lock(`conversation/${id}`, leaseMs));
      return lock && createLease({ store, lock, ttlMs: leaseMs });
    },

    /** Makes a turn of what waits, as one step. Answers whether the inbox was still as it was read. */
    async begin(lease: Lease, conversation: Conversation, turn: Turn): Promise<boolean> {
      const { id, inbox } = conversation;
      const now = new Set(turn.posts.map((post) => post.id));
      const taken = takenWith(inbox, turn.posts);
      const { unheard: _carried, retry: _done, ...rest } = inbox;
      const left: Inbox = { ...rest, taken, posts: inbox.posts.filter((post) => !now.has(post.id)) };
      return lease.commit({ [inboxKey(id)]: left, [turnKey(id)]: turn }, stored(conversation));
    },

    /** Writes down how far a turn is, and with it a changed record when that is still the one that was read. */
    async save(
      lease: Lease,
      id: string,
      turn: Turn,
      record?: { before: ConversationRecord | undefined; after: ConversationRecord },
    ): Promise<boolean> {
      const writes: Writes = { [turnKey(id)]: turn, ...(record && { [recordKey(id)]: record.after }) };
      return lease.commit(writes, record && { [recordKey(id)]: record.before });
    },

    /**
     * Ends the turn; when nothing else waits, all work with it, and the lease. Posts that the assistant never got stay
     * for the next turn, and a thread that a reset has left without a conversation is to be deleted. `changed` when the conversation is not as it was read any more: then nothing has happened.
     */
    async end(lease: Lease, conversation: Conversation, ended?: Turn): Promise<'done' | 'more' | 'changed'> {
      const { id, inbox, record, last: before } = conversation;
      const isCurrent = ended !== undefined && ended.resets === (record?.resets ?? 0);
      const left = ended ? inboxAfter(ended, conversation) : inbox;
      const { posts, deleted, retry, forget, stale, staleFiles, isGone, isIdle: isUnused } = left;
      // What was to be answered once more may have been reset, deleted or forgotten meanwhile.
      const isToRetry = before !== undefined && retry?.key === before.key;
      const hasToForget = (deleted ?? forget ?? stale ?? staleFiles) !== undefined;
      const isIdle = posts.length === 0 && !isToRetry && !hasToForget && !isGone && !isUnused;
      const effects: Effects = isIdle ? { scores: [waits(id, undefined)], releases: [lease.lock] } : {};
      const seen = { ...stored(conversation), [recordKey(id)]: record };
      const last = isCurrent ? { [lastKey(id)]: lastTurn(ended, before) } : {};
      const kept = left === inbox ? {} : { [inboxKey(id)]: left };
      const isEnded = await lease.commit({ [turnKey(id)]: undefined, ...last, ...kept }, seen, effects);
      if (!isEnded) return 'changed';
      return isIdle ? 'done' : 'more';
    },

    /** These things have left the Assistants server. */
    async forgetStale(lease: Lease, id: string, gone: Stale): Promise<void> {
      for (;;) {
        const conversation = await this.read(id);
        if (await lease.commit({ [inboxKey(id)]: withoutStale(conversation.inbox, gone) }, stored(conversation)))
          return;
      }
    },

    /** The messages of these deleted posts have left the Assistants thread, or cannot be found. */
    async forgetDeleted(lease: Lease, conversation: Conversation): Promise<boolean> {
      const { id, inbox, last } = conversation;
      const { deleted = [], ...rest } = inbox;
      // Nobody answers a deleted question once more.
      const isOfLast = last?.posts.some((post) => deleted.includes(post.id));
      const writes = {
        [inboxKey(id)]: rest,
        ...(isOfLast && { [lastKey(id)]: undefined }),
        ...scrubIsDue(now(), false),
      };
      return lease.commit(writes, stored(conversation));
    },

    /** Answers whether the conversation is gone. */
    erase: (lease: Lease, conversation: Conversation) => erase({ store, now }, lease, conversation),
  };
}

/** What a turn leaves for the next one, and what for nobody. */
function inboxAfter(ended: Turn, { inbox, record }: Conversation): Inbox {
  const isCurrent = ended.resets === (record?.resets ?? 0);
  const unheard = isCurrent ? unheardOf(ended).filter(({ id }) => !inbox.deleted?.includes(id)) : [];
  const stale = ended.threadId !== undefined && ended.threadId !== record?.threadId ? [ended.threadId] : [];
  const carried = unheard.length > 0 ? { unheard: unheard.slice(-MAX_UNHEARD) } : {};
  // No message has them; the next turn brings them anew.
  const unused = ended.isUnheard ? uploadsOf(ended.files) : [];
  return withStale({ ...inbox, ...carried }, { stale, staleFiles: [...(ended.staleFiles ?? []), ...unused] });
}
