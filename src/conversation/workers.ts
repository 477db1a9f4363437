import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { patiently } from '../patiently.ts';
import { createSlots } from '../slots.ts';
import { type CarryOnOptions, createCarryOn } from './carry-on.ts';
import { uploadsOf } from './brought-file.ts';
import { createDropThread } from './drop-thread.ts';
import { createForget, type ForgetOptions, hasStale, hasToForget } from './forget.ts';
import { type Lease, LeaseLostError } from './lease.ts';
import type { Conversation } from './conversation.ts';
import { StoreAwayError } from './store-away.ts';
import type { Post } from './post.ts';
import { nextTurn } from './turn.ts';

export interface WorkersOptions extends CarryOnOptions, Pick<ForgetOptions, 'onForgotten'> {
  log: Logger;
  /** How long after the death of its process a conversation can be taken over, in milliseconds. */
  leaseMs: number;
}

interface Worker {
  readonly abort: AbortController;
  readonly done: Promise<void>;
  /** Something came in that this worker may have looked for too early. */
  isWantedAgain: boolean;
}

/** So many conversations are taken up at the same time after a start. */
const MAX_RESUMED = 50;
const FIRST_WAIT_MS = 200;
const MAX_WAIT_MS = 2_000;
/** After a mistake of ours: nothing is given up, and nothing goes round in circles. */
const AFTER_MISTAKE_MS = 60_000;
/** When the Assistants server did not let something go. */
const FORGET_AGAIN_MS = 60_000;

/** Who wants something to be done with an answer. */
export interface Asking {
  readonly personId: string;
  /** Where it is asked for. */
  readonly channelId: string;
  /** There. */
  readonly isModerator: boolean;
}

/** Whoever asked for an answer may do with it what moderators of its place may. */
export function mayAsk({ personId, channelId, isModerator }: Asking, posts: readonly Post[]): boolean {
  return posts.some(
    (post) =>
      post.author.id === personId ||
      (isModerator && (post.conversationId === channelId || post.channelId === channelId)),
  );
}

/** How long a run that is just being started is waited for, in order to be stopped. */
const STOP_TRIES = 20;
const STOP_WAIT_MS = 250;

type Outcome = 'done' | 'held elsewhere' | 'later';

/** Works on conversations, each under its lease, until nothing waits in them. */
export function createWorkers(options: WorkersOptions) {
  const { ledger, log, leaseMs, sleep = delay } = options;
  const { carryOn, cancelRun } = createCarryOn(options);
  const { dropThread, dropFiles } = createDropThread(options);
  const forgetSome = createForget(options);
  const workers = new Map<string, Worker>();
  const alarms = new Set<NodeJS.Timeout>();
  const stop = new AbortController();
  let isClosing = false;

  /** Sees to it that somebody works on the conversation. Does not wait for it. */
  function wake(id: string): void {
    if (isClosing) return;
    const current = workers.get(id);
    if (current) {
      current.isWantedAgain = true;
      return;
    }
    const abort = new AbortController();
    const own: Worker = { abort, isWantedAgain: false, done: Promise.resolve().then(() => persist(id, abort.signal)) };
    workers.set(id, own);
    void own.done.finally(() => {
      workers.delete(id);
      if (own.isWantedAgain) wake(id);
    });
  }

  async function takeUp(id: string): Promise<void> {
    wake(id);
    await workers.get(id)?.done;
  }

  function wakeLater(id: string, ms: number): void {
    if (isClosing) return;
    const alarm = setTimeout(() => {
      alarms.delete(alarm);
      wake(id);
    }, ms);
    alarm.unref();
    alarms.add(alarm);
  }

  /** Never rejects. While the store is away it waits for it. */
  async function persist(id: string, signal: AbortSignal): Promise<void> {
    try {
      const outcome = await patiently(() => workOn(id, signal), {
        mayPass: (error) => error instanceof StoreAwayError && !signal.aborted,
        signal: stop.signal,
        firstWaitMs: FIRST_WAIT_MS,
        maxWaitMs: MAX_WAIT_MS,
        sleep,
      });
      if (outcome === 'held elsewhere') wakeLater(id, leaseMs);
    } catch (error) {
      if (stop.signal.aborted) return;
      if (signal.aborted) return wake(id); // its place is gone
      if (error instanceof LeaseLostError) {
        log.warn({ conversationId: id }, 'another process has taken the conversation over');
        return wakeLater(id, leaseMs);
      }
      log.error({ conversationId: id, err: error }, 'work broke off, trying again later');
      wakeLater(id, AFTER_MISTAKE_MS);
    }
  }

  async function workOn(id: string, signal: AbortSignal): Promise<Outcome> {
    const lease = await ledger.lease(id);
    if (!lease) return 'held elsewhere';
    let isReleased = false;
    try {
      const outcome = await drain(lease, id, signal);
      isReleased = outcome === 'done';
      return outcome;
    } finally {
      lease.stop();
      // One that cannot be given up runs out.
      if (!isReleased) await lease.release().catch(() => undefined);
    }
  }

  /** Turn after turn, until nothing is left; then the lease is given up in one step with the last look. */
  async function drain(lease: Lease, id: string, signal: AbortSignal): Promise<Outcome> {
    let hasForgotten = true;
    for (;;) {
      const conversation = await ledger.read(id);
      const { inbox, turn } = conversation;
      if (inbox.isGone || (inbox.isIdle && inbox.posts.length === 0)) {
        const outcome = await forgetAll(lease, conversation, signal);
        if (outcome === 'changed') continue;
        return outcome;
      }
      if (turn) {
        if (await carryOn(lease, conversation, turn, false, signal)) return 'done';
        continue;
      }
      if (isClosing) return 'later';
      const next = nextTurn(conversation, options.maxTurnText);
      // Nobody waits until what is left over has gone.
      if (hasForgotten && (hasToForget(inbox) || (!next && hasStale(inbox)))) {
        hasForgotten = await tryToForget(lease, conversation, signal);
        continue;
      }
      if (next) {
        if (!(await ledger.begin(lease, conversation, next))) continue;
        if (await carryOn(lease, conversation, next, true, signal)) return 'done';
      } else if (!hasForgotten) {
        return 'later';
      } else if ((await ledger.end(lease, conversation)) === 'done') {
        return 'done';
      }
    }
  }

  /** Discord has deleted the place, or nobody comes any more: so goes everything that was said there. */
  async function forgetAll(
    lease: Lease,
    conversation: Conversation,
    signal: AbortSignal,
  ): Promise<Outcome | 'changed'> {
    const { id, record, inbox, turn } = conversation;
    if (turn?.threadId !== undefined && turn.runId !== undefined) await cancelRun(turn.threadId, turn.runId);
    if (turn) await options.admission.giveBack(id, turn);
    try {
      for (const threadId of new Set([record?.threadId, turn?.threadId, ...(inbox.stale ?? [])])) {
        if (threadId !== undefined) await dropThread(threadId, [], signal);
      }
      // Those of a turn may be in no thread yet.
      await dropFiles([...uploadsOf(turn?.files), ...(turn?.staleFiles ?? []), ...(inbox.staleFiles ?? [])], signal);
    } catch (error) {
      forgetLater(id, error, signal);
      return 'later';
    }
    if (!(await ledger.erase(lease, conversation))) return 'changed';
    options.onForgotten?.(Object.keys(inbox.forget ?? {}));
    return 'done';
  }

  /** Answers whether it worked. */
  async function tryToForget(lease: Lease, conversation: Conversation, signal: AbortSignal): Promise<boolean> {
    try {
      await forgetSome(lease, conversation, signal);
      return true;
    } catch (error) {
      forgetLater(conversation.id, error, signal);
      return false;
    }
  }

  /** Rejects with what trying again later does not mend. */
  function forgetLater(id: string, error: unknown, signal: AbortSignal): void {
    signal.throwIfAborted();
    if (error instanceof StoreAwayError || error instanceof LeaseLostError) throw error;
    log.warn({ conversationId: id, err: error }, 'the server did not let something be forgotten, trying again');
    wakeLater(id, FORGET_AGAIN_MS);
  }

  return {
    wake,

    /** Stops what is under way in a conversation: its place is gone. */
    interrupt(id: string): void {
      workers.get(id)?.abort.abort(new Error('The place of the conversation is gone.'));
      wake(id);
    },

    /** Also one that another process works on: the run is what is stopped. */
    async stop(id: string, turnKey: string | undefined, who: Asking): Promise<'stopped' | 'nothing' | 'refused'> {
      for (let tries = 1; tries <= STOP_TRIES; tries += 1) {
        const { turn } = await ledger.read(id);
        if (!turn || turn.parts || (turnKey !== undefined && turn.key !== turnKey)) return 'nothing';
        if (!mayAsk(who, turn.posts)) return 'refused';
        if (turn.threadId !== undefined && turn.runId !== undefined) {
          await cancelRun(turn.threadId, turn.runId);
          return 'stopped';
        }
        await sleep(STOP_WAIT_MS);
      }
      return 'nothing';
    },

    /** Works on a conversation, and waits until nothing more can be done there now. */
    takeUp,

    /** Takes up what processes have left that ended or died. Resolves when all of it has been taken up. */
    async resume(): Promise<void> {
      const slots = createSlots(MAX_RESUMED);
      await Promise.all((await ledger.waiting()).map((id) => slots.run(() => takeUp(id))));
    },

    /** Begins nothing more and waits for the turns under way; after the bound they are left as they are stored. */
    async close(boundMs: number): Promise<void> {
      isClosing = true;
      for (const alarm of alarms) clearTimeout(alarm);
      const timer = setTimeout(() => {
        stop.abort(new Error('Bobbin is being stopped'));
        for (const { abort } of workers.values()) abort.abort(stop.signal.reason);
      }, boundMs);
      while (workers.size > 0) await Promise.all([...workers.values()].map(({ done }) => done));
      clearTimeout(timer);
    },
  };
}
