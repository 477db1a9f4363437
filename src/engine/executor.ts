import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Lock } from '../storage/store.ts';
import { ApiError } from './api-error.ts';
import type { createExecution } from './execution.ts';
import type { Journal } from './journal.ts';
import type { RunEntry } from './objects.ts';
import type { Kept } from './ordered.ts';
import type { RunView } from './run-view.ts';
import { isActive, isOverdue, timelyEnd } from './runs.ts';
import type { State } from './state.ts';

/** How often a run that has just been given work is tried again while another process still holds its lock. */
const URGENT_TRIES = 40;
const URGENT_PAUSE_MS = 25;
/** How many lock lifetimes lie between two looks for runs that nobody executes. */
const TTLS_PER_LOOK = 3;

const CUT_SHORT = { code: 'server_error' as const, message: 'The server was stopped while it wrote the answer.' };

interface ExecutorOptions {
  state: State;
  log: Logger;
  execution: ReturnType<typeof createExecution>;
  /** How long after the death of its process a run can be taken over. */
  lockTtlMs: number;
}

interface Execution {
  readonly abort: AbortController;
  readonly done: Promise<void>;
  journal?: Journal;
  /** It was given work that came too late for this execution, perhaps. */
  isWantedAgain: boolean;
}

/** Moves runs from `queued` to their end. */
export type Executor = ReturnType<typeof createExecutor>;

/**
 * Executes runs, each under a short lock that is renewed while it works. A run that was cut short, here or in a process
 * that died, starts again after its last completed step.
 */
export function createExecutor({ state, log, execution, lockTtlMs }: ExecutorOptions) {
  const executions = new Map<string, Execution>();
  /** When to try again to get a run that a living process holds: asking for it costs a write. */
  const heldUntilMs = new Map<string, number>();
  let isClosed = false;

  async function execute(threadId: string, runId: string, isUrgent: boolean): Promise<void> {
    const lock = await takeLock(runId, isUrgent ? URGENT_TRIES : 1);
    if (!lock) return; // somebody else is at it
    try {
      const entry = await begin(threadId, runId, lock.token);
      if (entry) await work(entry, lock);
    } finally {
      await lock.release();
    }
  }

  async function takeLock(runId: string, tries: number): Promise<Lock | undefined> {
    for (let left = tries; left > 0; left -= 1) {
      const lock = await state.store.lock(state.runLock(runId), lockTtlMs);
      if (lock) return lock;
      if (left === 1 || isClosed) break;
      await delay(URGENT_PAUSE_MS);
    }
    heldUntilMs.set(runId, performance.now() + lockTtlMs / 2);
    return undefined;
  }

  async function work(entry: Kept<RunEntry>, lock: Lock): Promise<void> {
    const { id: runId, thread_id: threadId } = entry.object;
    const own = executions.get(runId);
    if (!own) return;
    const renewal = setInterval(() => {
      keep(lock, threadId, runId, own).catch((error: unknown) =>
        log.warn({ threadId, runId, err: error }, 'lease could not be renewed'),
      );
    }, lockTtlMs / 3);
    renewal.unref();
    try {
      const journal = await execution.open(entry, lock.token);
      own.journal = journal;
      const status = await execution.run(journal, entry, own.abort.signal);
      if (status) log.info({ threadId, runId, status }, 'run settled');
    } catch (error) {
      if (!(error instanceof ApiError)) throw error; // otherwise the thread was deleted meanwhile
    } finally {
      clearInterval(renewal);
    }
  }

  /** Holds the lock for longer; stops the execution of a run that somebody else has cancelled, ended or taken over. */
  async function keep(lock: Lock, threadId: string, runId: string, { abort, journal }: Execution): Promise<void> {
    if (!(await lock.renew())) return abort.abort();
    const run = await state.store.get<Kept<RunEntry>>(state.runs(threadId).key(runId));
    const isOurs =
      run?.object.status === 'queued' || (run?.object.status === 'in_progress' && run.lease === lock.token);
    if (!isOurs || isOverdue(run.object, state.seconds())) return abort.abort();
    return journal?.keepUp();
  }

  /** The run, now in progress under this lease; `undefined` when there is nothing to execute. */
  async function begin(threadId: string, runId: string, lease: string): Promise<Kept<RunEntry> | undefined> {
    try {
      return await state.changeThread(threadId, async (transaction, thread) => {
        const run = await state.runs(threadId).get(transaction, runId);
        if (!run || !isActive(run.object)) return undefined;
        const { status } = run.object;
        if (isOverdue(run.object, state.seconds()) || status === 'cancelling') {
          await state.endRun(transaction, thread, run, timelyEnd(run.object));
          return undefined;
        }
        if (status === 'requires_action') return undefined;
        const { open, ...rest } = run;
        if (open?.messageId !== undefined) {
          // Somebody has been given a part of it, which cannot be taken back.
          await state.endRun(transaction, thread, run, 'failed', { last_error: CUT_SHORT });
          return undefined;
        }
        if (open) {
          const steps = state.steps(threadId, runId);
          const step = await steps.get(transaction, open.stepId);
          if (step) steps.remove(transaction, step);
        }
        const object = {
          ...run.object,
          status: 'in_progress' as const,
          started_at: run.object.started_at ?? state.seconds(),
        };
        const begun: Kept<RunEntry> = { ...rest, lease, object };
        await state.putRun(transaction, thread, begun);
        return begun;
      });
    } catch (error) {
      if (error instanceof ApiError) return undefined; // the thread was deleted meanwhile
      throw error;
    }
  }

  /** Sees to runs that nobody executes and nobody asks for: those of a process that died. */
  async function lookAround(): Promise<void> {
    for (const [runId, threadId] of await state.active.list()) {
      if (isClosed) return;
      if (executions.has(runId)) continue;
      const run = await state.store.get<RunEntry>(state.runs(threadId).key(runId));
      const isMoving = run && isActive(run.object) && run.object.status !== 'requires_action';
      if (isMoving || (run && isOverdue(run.object, state.seconds()))) attend(threadId, runId);
    }
  }

  const look = () => {
    lookAround().catch((error: unknown) => log.warn({ err: error }, 'unfinished runs could not be looked for'));
  };
  const looking = setInterval(look, TTLS_PER_LOOK * lockTtlMs);
  looking.unref();
  setImmediate(() => isClosed || look());

  /**
   * Sees to it that an active run moves, unless somebody else does already. Does not wait for it. `isUrgent` when it
   * has just been given work.
   */
  function attend(threadId: string, runId: string, isUrgent = false): void {
    if (isClosed) return;
    const current = executions.get(runId);
    if (current) {
      current.isWantedAgain ||= isUrgent;
      return;
    }
    if (!isUrgent && (heldUntilMs.get(runId) ?? 0) > performance.now()) return;
    heldUntilMs.delete(runId);
    const done = Promise.resolve()
      .then(() => execute(threadId, runId, isUrgent))
      .catch((error: unknown) => log.error({ threadId, runId, err: error }, 'run execution broke off'))
      .finally(() => {
        executions.delete(runId);
        state.watch.changed(threadId);
        if (own.isWantedAgain) attend(threadId, runId, true);
      });
    const own: Execution = { abort: new AbortController(), done, isWantedAgain: false };
    executions.set(runId, own);
  }

  return {
    attend,

    /** A run that is executed here, with what it is writing. */
    view: (runId: string): RunView | undefined => executions.get(runId)?.journal?.view(),

    /** Whether a run is executed here. */
    has: (runId: string): boolean => executions.has(runId),

    /** Stops a run that was cancelled, ended or deleted in the store, if it is executed here. */
    stop(runId: string): void {
      executions.get(runId)?.abort.abort();
    },

    /**
     * Begins no more executions and waits for those that run. When the signal is aborted they are stopped: their runs
     * are `queued` again for the next process that reads them.
     */
    async close(deadline?: AbortSignal): Promise<void> {
      isClosed = true;
      clearInterval(looking);
      const stopAll = () => executions.forEach(({ abort }) => abort.abort());
      deadline?.addEventListener('abort', stopAll, { once: true });
      if (deadline?.aborted) stopAll();
      await Promise.all([...executions.values()].map(({ done }) => done));
      deadline?.removeEventListener('abort', stopAll);
    },
  };
}
