import type { Logger } from 'pino';
import type { Lock } from '../storage/store.ts';
import type { Transaction } from '../storage/transact.ts';
import type { Outcome } from './answer.ts';
import { ApiError } from './api-error.ts';
import { newAnswer } from './messages.ts';
import type { IncompleteReason, RunEntry, ThreadEntry } from './objects.ts';
import type { Kept } from './ordered.ts';
import { ended, endedByTime, isActive, isOverdue } from './runs.ts';
import type { State } from './state.ts';

interface ExecutorOptions {
  state: State;
  log: Logger;
  answer: (entry: RunEntry, signal: AbortSignal) => Promise<Outcome>;
  /** How long after the death of its process a run can be taken over. */
  lockTtlMs: number;
}

/** What becomes of a run; nothing when `run` is left out. */
interface Change {
  run?: Kept<RunEntry>;
  /** What the run has said. */
  text?: string;
  /** Why that is not all. */
  incomplete?: IncompleteReason;
}

/** Moves runs from `queued` to their end. */
export type Executor = ReturnType<typeof createExecutor>;

/**
 * Executes runs under a short lock that is renewed while it works. All of an answer is written in one step at the end,
 * by the holder of the run's lease only: a run that was cut short left nothing behind and starts again.
 */
export function createExecutor({ state, log, answer, lockTtlMs }: ExecutorOptions) {
  const executions = new Map<string, { abort: AbortController; done: Promise<void> }>();
  let isClosed = false;

  async function execute(threadId: string, runId: string, abort: AbortController): Promise<void> {
    const lock = await state.store.lock(state.runLock(runId), lockTtlMs);
    if (!lock) return; // somebody else is at it
    try {
      const entry = await begin(threadId, runId, lock.token);
      if (entry) await work(entry, lock, abort);
    } finally {
      await lock.release();
    }
  }

  async function work(entry: RunEntry, lock: Lock, abort: AbortController): Promise<void> {
    const { id: runId, thread_id: threadId } = entry.object;
    const renewal = setInterval(() => {
      keep(lock, threadId, runId, abort).catch((error: unknown) =>
        log.warn({ threadId, runId, err: error }, 'lease could not be renewed'),
      );
    }, lockTtlMs / 3);
    renewal.unref();
    try {
      await settle(threadId, runId, lock.token, await answer(entry, abort.signal));
    } finally {
      clearInterval(renewal);
    }
  }

  /** Holds the lock for longer; stops the execution of a run that somebody else has cancelled, ended or taken over. */
  async function keep(lock: Lock, threadId: string, runId: string, abort: AbortController): Promise<void> {
    if (!(await lock.renew())) return abort.abort();
    const run = await state.store.get<Kept<RunEntry>>(state.runs(threadId).key(runId));
    const isOurs =
      run?.object.status === 'queued' || (run?.object.status === 'in_progress' && run.lease === lock.token);
    if (!isOurs || isOverdue(run.object, state.seconds())) abort.abort();
  }

  /** The run, now in progress under this lease; `undefined` when there is nothing to execute. */
  function begin(threadId: string, runId: string, lease: string): Promise<RunEntry | undefined> {
    return change(threadId, runId, (run) => {
      const seconds = state.seconds();
      if (isOverdue(run.object, seconds) || run.object.status === 'cancelling')
        return { run: endedByTime(run, seconds) };
      if (run.object.status !== 'queued' && run.object.status !== 'in_progress') return {};
      return {
        run: { ...run, lease, object: { ...run.object, status: 'in_progress', started_at: seconds } },
      };
    }).then((run) => (run?.object.status === 'in_progress' ? run : undefined));
  }

  /** Writes how it came out, together with what was said: whoever sees the run at its end sees its message. */
  async function settle(threadId: string, runId: string, lease: string, outcome: Outcome): Promise<void> {
    const run = await change(threadId, runId, (current) => {
      if (!isActive(current.object) || current.lease !== lease) return {};
      const seconds = state.seconds();
      const isLate = isOverdue(current.object, seconds);
      if (!isLate && current.object.status !== 'cancelling') return end(current, outcome, seconds);
      // What was said before the run was ended from outside stays in the thread.
      const text = outcome.type === 'failed' ? '' : outcome.text;
      return { run: endedByTime(current, seconds), text, incomplete: isLate ? 'run_expired' : 'run_cancelled' };
    });
    if (run) log.info({ threadId, runId, status: run.object.status }, 'run settled');
  }

  /** Answers the run as it was stored; `undefined` when nothing was, because it is gone or not ours to change. */
  async function change(threadId: string, runId: string, decide: (run: Kept<RunEntry>) => Change) {
    try {
      return await state.changeThread(threadId, (transaction, thread) => apply(transaction, thread, runId, decide));
    } catch (error) {
      if (error instanceof ApiError) return undefined; // the thread was deleted meanwhile
      throw error;
    }
  }

  async function apply(
    transaction: Transaction,
    thread: ThreadEntry,
    runId: string,
    decide: (run: Kept<RunEntry>) => Change,
  ): Promise<Kept<RunEntry> | undefined> {
    const current = await state.runs(thread.object.id).get(transaction, runId);
    if (!current) return undefined;
    const { run, text, incomplete } = decide(current);
    if (!run) return undefined;
    if (text === undefined || text === '') {
      state.updateRun(transaction, thread, run);
      return run;
    }
    const message = newAnswer(run.object, text, state.seconds(), incomplete);
    await state.messages(thread.object.id).append(transaction, message);
    const told = { ...run, messageIds: [...run.messageIds, message.object.id] };
    state.updateRun(transaction, thread, told);
    return told;
  }

  return {
    /** Sees to it that an active run moves, unless somebody else does already. Does not wait for it. */
    attend(threadId: string, runId: string): void {
      if (isClosed || executions.has(runId)) return;
      const abort = new AbortController();
      const done = execute(threadId, runId, abort)
        .catch((error: unknown) => log.error({ threadId, runId, err: error }, 'run execution broke off'))
        .finally(() => executions.delete(runId));
      executions.set(runId, { abort, done });
    },

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
      const stopAll = () => executions.forEach(({ abort }) => abort.abort());
      deadline?.addEventListener('abort', stopAll, { once: true });
      if (deadline?.aborted) stopAll();
      await Promise.all([...executions.values()].map(({ done }) => done));
      deadline?.removeEventListener('abort', stopAll);
    },
  };
}

function end(run: Kept<RunEntry>, outcome: Outcome, seconds: number): Change {
  if (outcome.type === 'answered') {
    return { run: ended(run, 'completed', seconds, { usage: outcome.usage }), text: outcome.text };
  }
  if (outcome.type === 'failed') {
    const { code, message } = outcome;
    return { run: ended(run, 'failed', seconds, { last_error: { code, message } }) };
  }
  if (outcome.type === 'interrupted') {
    const { lease: _, ...free } = run;
    return { run: { ...free, object: { ...run.object, status: 'queued', started_at: null } } };
  }
  const { usage, text } = outcome;
  if (outcome.by === 'length') {
    const details = { incomplete_details: { reason: 'max_completion_tokens' as const }, usage };
    return { run: ended(run, 'incomplete', seconds, details), text, incomplete: 'max_tokens' };
  }
  // A run has no reason of this name, so it fails; its message can say it.
  const last_error = { code: 'invalid_prompt' as const, message: 'The answer was stopped by a content filter.' };
  return { run: ended(run, 'failed', seconds, { last_error, usage }), text, incomplete: 'content_filter' };
}
