import type { Executor } from './executor.ts';
import type { RunEntry } from './objects.ts';
import { isActive, isOverdue, timelyEnd } from './runs.ts';
import type { State } from './state.ts';

/** How often a run that another process executes is read again while a client waits for it. */
const LOOK_MS = 250;
const MIN_POLL_MS = 20;
const MAX_POLL_MS = 500;

/** Runs as they are now, for those who ask. */
export function createRunReader(state: State, executor: Executor) {
  /** The run as it is now: ended when its time is over, seen to when nobody executes it any more. */
  async function upToDate(entry: RunEntry): Promise<RunEntry> {
    const { id, thread_id: threadId, status } = entry.object;
    if (!isActive(entry.object)) return entry;
    if (!isOverdue(entry.object, state.seconds())) {
      if (status !== 'requires_action') executor.attend(threadId, id);
      return entry;
    }
    await executor.expire(id); // it knows best how far it has come
    return state.changeThread(threadId, async (transaction, thread) => {
      const run = await state.runs(threadId).get(transaction, id);
      if (!run || !isOverdue(run.object, state.seconds())) return run ?? entry;
      return state.endRun(transaction, thread, run, timelyEnd(run.object));
    });
  }

  async function read(threadId: string, id: string): Promise<RunEntry | undefined> {
    const found = await state.readInThread<RunEntry>(threadId, state.runs(threadId).key(id));
    return found && upToDate(found);
  }

  return {
    upToDate,

    /** A run of a thread, or `undefined`. @throws ApiError when there is no such thread */
    read,

    /** The same as soon as it waits for its client or has ended, and at the latest when the time is over. */
    async readAtRest(threadId: string, id: string, waitMs: number): Promise<RunEntry | undefined> {
      const until = performance.now() + waitMs;
      for (;;) {
        const leftMs = Math.max(0, until - performance.now());
        const asleep = new AbortController();
        // Taken before the run is read: nothing may happen unnoticed in between.
        const changed = state.watch.next(
          threadId,
          'stored',
          executor.has(id) ? leftMs : Math.min(leftMs, LOOK_MS),
          asleep.signal,
        );
        try {
          const now = await read(threadId, id);
          const isMoving = now && isActive(now.object) && now.object.status !== 'requires_action';
          if (!isMoving || leftMs <= 0) return now;
          await changed;
        } finally {
          asleep.abort();
        }
      }
    },

    /** When it is worth asking for the run again: soon for a young one, later for one that takes its time. */
    pollAfterMs({ createdAtMs }: RunEntry): number {
      return Math.round(Math.min(Math.max((state.now() - createdAtMs) / 10, MIN_POLL_MS), MAX_POLL_MS));
    },
  };
}
