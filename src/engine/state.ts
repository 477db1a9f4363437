import type { Store } from '../storage/store.ts';
import { transact, type Transaction } from '../storage/transact.ts';
import { notFound } from './api-error.ts';
import { createInOrder } from '../in-order.ts';
import { isId } from './ids.ts';
import { createActiveRuns } from './active-runs.ts';
import { incomplete } from './messages.ts';
import type { AssistantEntry, MessageEntry, RunEntry, StepEntry, ThreadEntry } from './objects.ts';
import { createOrdered, type Kept } from './ordered.ts';
import { ended, isActive, isOverdue, LEFT_OPEN, timelyEnd, type EndDetails, type EndStatus } from './runs.ts';
import { endedStep } from './steps.ts';
import { createWatch } from './watch.ts';

interface StateOptions {
  store: Store;
  /** What every key begins with, so that several engines can share a store without seeing each other. */
  namespace: string;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** A thread with nothing in it. */
export function emptyThread(id: string, createdAt: number): ThreadEntry {
  return { object: { id, object: 'thread', created_at: createdAt, metadata: {}, tool_resources: {} } };
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
  const steps = (threadId: string, runId: string) =>
    createOrdered<StepEntry>(store, `${threadKey(threadId)}/runs/${runId}/steps`);
  const active = createActiveRuns(store, namespace);
  const watch = createWatch();
  const seconds = () => Math.floor(now() / 1000);

  function present(entry: ThreadEntry | undefined): ThreadEntry | undefined {
    return entry?.isDeleted ? undefined : entry;
  }

  return {
    store,
    assistants,
    messages,
    runs,
    steps,
    active,
    watch,
    threadKey,
    now,
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
    async changeThread<Result>(
      threadId: string,
      work: (transaction: Transaction, thread: ThreadEntry) => Promise<Result>,
    ): Promise<Result> {
      const result = await inOrder.run(threadKey(threadId), () =>
        transact(store, async (transaction) => {
          const thread = isId('thread', threadId) && present(await transaction.get<ThreadEntry>(threadKey(threadId)));
          if (!thread) throw notFound('thread', threadId);
          return work(transaction, thread);
        }),
      );
      watch.changed(threadId);
      return result;
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

    findActive,
    putRun,
    endRun,

    /** Makes an empty thread of an id that is not known yet. */
    async adoptThread(threadId: string): Promise<void> {
      if (!isId('thread', threadId) || (await store.get(threadKey(threadId)))) return;
      await store.commit(
        { [threadKey(threadId)]: emptyThread(threadId, seconds()) },
        { values: { [threadKey(threadId)]: undefined } },
      );
    },

    /** A new run, which locks its thread. */
    async addRun(transaction: Transaction, thread: ThreadEntry, run: RunEntry): Promise<void> {
      const { id } = run.object;
      await runs(thread.object.id).append(transaction, run);
      await active.add(transaction, id, thread.object.id);
      transaction.set(threadKey(thread.object.id), { ...thread, activeRunId: id } satisfies ThreadEntry);
    },
  };

  /** The run that keeps a thread from being changed; one whose time is over is ended on the way. */
  async function findActive(transaction: Transaction, thread: ThreadEntry): Promise<Kept<RunEntry> | undefined> {
    if (thread.activeRunId === undefined) return undefined;
    const run = await runs(thread.object.id).get(transaction, thread.activeRunId);
    if (!run || !isActive(run.object)) return undefined;
    if (!isOverdue(run.object, seconds())) return run;
    await endRun(transaction, thread, run, timelyEnd(run.object));
    return undefined;
  }

  /** Stores a run; one that has ended no longer locks its thread and keeps nothing that only an execution needs. */
  async function putRun(transaction: Transaction, thread: ThreadEntry, run: Kept<RunEntry>): Promise<void> {
    const list = runs(thread.object.id);
    if (isActive(run.object)) return list.update(transaction, run);
    const { lease: _, late: __, open: ___, ...kept } = run;
    list.update(transaction, { ...kept, items: [] });
    await active.remove(transaction, run.object.id);
    if (thread.activeRunId !== run.object.id) return undefined;
    const { activeRunId: ____, ...unlocked } = thread;
    return transaction.set(threadKey(thread.object.id), unlocked);
  }

  /** Ends a run, and with it what stands unfinished in the store. */
  async function endRun(
    transaction: Transaction,
    thread: ThreadEntry,
    run: Kept<RunEntry>,
    status: EndStatus,
    details: EndDetails = {},
  ): Promise<Kept<RunEntry>> {
    const { step: stepEnd, message: reason } = LEFT_OPEN[status];
    const { stepId, messageId } = run.open ?? {};
    const stepList = steps(thread.object.id, run.object.id);
    const step = stepId === undefined ? undefined : await stepList.get(transaction, stepId);
    if (step) stepList.update(transaction, { ...step, object: endedStep(step.object, stepEnd, seconds(), step.spent) });
    const messageList = messages(thread.object.id);
    const message = messageId === undefined ? undefined : await messageList.get(transaction, messageId);
    if (message) {
      messageList.update(transaction, { ...message, object: incomplete(message.object, reason, seconds()) });
    }
    const last = ended(run, status, seconds(), { usage: run.spent ?? null, ...details });
    await putRun(transaction, thread, last);
    return last;
  }
}
