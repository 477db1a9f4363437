import type { Store } from '../storage/store.ts';
import { transact, type Transaction } from '../storage/transact.ts';
import { notFound } from './api-error.ts';
import { createInOrder } from '../in-order.ts';
import { isId } from './ids.ts';
import type { AssistantEntry, MessageEntry, RunEntry, ThreadEntry } from './objects.ts';
import { createOrdered, type Kept } from './ordered.ts';
import { endedByTime, isActive, isOverdue } from './runs.ts';

interface StateOptions {
  store: Store;
  /** What every key begins with, so that several engines can share a store without seeing each other. */
  namespace: string;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Everything that an engine keeps, and how it is changed. */
export type State = ReturnType<typeof createState>;

/** Lays the engine's objects out over a store. */
export function createState({ store, namespace, now }: StateOptions) {
  const inOrder = createInOrder();
  const threadKey = (threadId: string) => `${namespace}/threads/${threadId}`;
  const assistants = createOrdered<AssistantEntry>(store, `${namespace}/assistants`);
  const messages = (threadId: string) => createOrdered<MessageEntry>(store, `${threadKey(threadId)}/messages`);
  const runs = (threadId: string) => createOrdered<RunEntry>(store, `${threadKey(threadId)}/runs`);
  const seconds = () => Math.floor(now() / 1000);

  function present(entry: ThreadEntry | undefined): ThreadEntry | undefined {
    return entry?.isDeleted ? undefined : entry;
  }

  return {
    store,
    assistants,
    messages,
    runs,
    threadKey,
    /** The time, as the API counts it. */
    seconds,
    /** The name of the lock under which a run is executed. */
    runLock: (runId: string) => `${namespace}/run/${runId}`,

    /** Changes what belongs to no thread, after the changes that were asked for before. */
    changeAssistants<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
      return inOrder.run(assistants.headKey, () => transact(store, work));
    },

    /**
     * Changes a thread or what belongs to it as one step, after the changes that were asked for before.
     *
     * @throws ApiError when there is no such thread
     */
    changeThread<Result>(
      threadId: string,
      work: (transaction: Transaction, thread: ThreadEntry) => Promise<Result>,
    ): Promise<Result> {
      return inOrder.run(threadKey(threadId), () =>
        transact(store, async (transaction) => {
          const thread = isId('thread', threadId) && present(await transaction.get<ThreadEntry>(threadKey(threadId)));
          if (!thread) throw notFound('thread', threadId);
          return work(transaction, thread);
        }),
      );
    },

    /**
     * A thread together with the value of another key of it, in one read.
     *
     * @throws ApiError when there is no such thread
     */
    async readInThread<Stored>(threadId: string, key: string): Promise<Stored | undefined> {
      if (!isId('thread', threadId)) throw notFound('thread', threadId);
      const [thread, value] = await store.getMany([threadKey(threadId), key]);
      if (!present(thread as ThreadEntry | undefined)) throw notFound('thread', threadId);
      return value as Stored | undefined;
    },

    /** The run that keeps a thread from being changed; one whose time is over is ended on the way. */
    async findActive(transaction: Transaction, thread: ThreadEntry): Promise<Kept<RunEntry> | undefined> {
      if (thread.activeRunId === undefined) return undefined;
      const list = runs(thread.object.id);
      const run = await list.get(transaction, thread.activeRunId);
      if (!run || !isActive(run.object)) return undefined;
      if (!isOverdue(run.object, seconds())) return run;
      list.update(transaction, endedByTime(run, seconds()));
      return undefined;
    },

    /** Stores a run; one that has ended no longer locks its thread. */
    updateRun(transaction: Transaction, thread: ThreadEntry, run: Kept<RunEntry>): void {
      runs(thread.object.id).update(transaction, run);
      if (isActive(run.object) || thread.activeRunId !== run.object.id) return;
      const { activeRunId: _, ...unlocked } = thread;
      transaction.set(threadKey(thread.object.id), unlocked);
    },
  };
}
