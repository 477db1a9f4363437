import type { Transaction } from '../storage/transact.ts';
import { toModelMessage } from './context.ts';
import { completed, incomplete, newAnswer } from './messages.ts';
import type { ModelItem } from './models/model.ts';
import type { Content, Message, Run, RunEntry, Step, ThreadEntry, ToolCall } from './objects.ts';
import type { Kept } from './ordered.ts';
import { LostRun, type EndOptions, type Rest } from './rest.ts';
import { readMessage, type RunView } from './run-view.ts';
import { callsSinceMessage, createRunWrites, waitingForOutputs } from './run-writes.ts';
import { CUT_SHORT, ended, isActive, isOverdue, LEFT_OPEN, timelyEnd, type EndStatus } from './runs.ts';
import type { State } from './state.ts';
import { endedStep, newStep, type StepEnd } from './steps.ts';
import { addUsage } from './usage.ts';

interface JournalOptions {
  state: State;
  /** The run as it was begun. */
  entry: Kept<RunEntry>;
  /** The lock under which it is executed: without it nothing is written. */
  lease: string;
  /** What it has done before. */
  steps: readonly Step[];
  /** Whether anybody in this process follows the run. */
  isStreamed: () => boolean;
}

/** What is being written. */
interface Open {
  readonly step: Step;
  readonly message?: Message;
  /** Whether the store has its beginning: then clients may have seen it. */
  readonly isStored: boolean;
}

/** What a run that is executed here does: in memory for those who follow it, in the store as soon as it counts. */
export type Journal = ReturnType<typeof createJournal>;

/** Begins the journal of an execution. */
export function createJournal({ state, entry, lease, steps, isStreamed }: JournalOptions) {
  const { id: runId, thread_id: threadId } = entry.object;
  const items: ModelItem[] = [...entry.items];
  const writes = createRunWrites(state, threadId, runId);
  const messages = new Map<string, Message>();
  let run = entry;
  let done = steps;
  let open: Open | undefined;
  let mark = { done: steps, items: items.length };
  let isSettled = false;
  let late: readonly Content[] = [];

  async function begin(opened: Open, isToStore: boolean): Promise<void> {
    if (isToStore) {
      const { step, message } = opened;
      await save(async (transaction, thread, current) => {
        const marked: Kept<RunEntry> = {
          ...current,
          open: { stepId: step.id, ...(message && { messageId: message.id }) },
        };
        const stored = await writes.put(transaction, marked, { step, message, calls: callsSinceMessage(items) });
        await state.putRun(transaction, thread, stored);
        return stored;
      });
    }
    open = { ...opened, isStored: isToStore };
    state.watch.changed(threadId, 'live');
  }

  /** Writes as one step, if the run is still ours and goes on. @throws LostRun */
  async function save(
    write: (transaction: Transaction, thread: ThreadEntry, current: Kept<RunEntry>) => Promise<Kept<RunEntry>>,
  ): Promise<void> {
    const saved = await state.changeThread(threadId, async (transaction, thread) => {
      const current = await state.runs(threadId).get(transaction, runId);
      if (!current || current.lease !== lease || current.object.status !== 'in_progress') return undefined;
      if (isOverdue(current.object, state.seconds())) return undefined;
      return write(transaction, thread, current);
    });
    if (!saved) throw new LostRun();
    run = saved;
  }

  /** Completes what is open, in the middle of an answer of the model. @throws LostRun */
  async function close(): Promise<void> {
    if (!open) return;
    const step = endedStep(open.step, 'completed', state.seconds());
    const message = open.message && completed(open.message, state.seconds());
    await save(async (transaction, thread, current) => {
      const {
        open: _,
        late: __,
        ...rest
      } = await writes.put(transaction, current, {
        step,
        message,
        calls: callsSinceMessage(items),
      });
      const next = { ...rest, items: [...items, ...(message ? [toModelMessage(message)] : [])] };
      await state.putRun(transaction, thread, next);
      return next;
    });
    if (message) items.push(toModelMessage(message));
    closed(step, message);
  }

  function closed(step: Step, message: Message | undefined): void {
    done = [...done, step];
    if (message) messages.set(message.id, message);
    open = undefined;
    state.watch.changed(threadId, 'live');
  }

  /** What becomes of what is open when the run comes to rest with this status. */
  function closing(status: EndStatus, { usage, reason, details }: EndOptions) {
    if (!open) return undefined;
    const seconds = state.seconds();
    const stepEnd: StepEnd = LEFT_OPEN[status].step;
    const { message } = open;
    return {
      step: endedStep(open.step, stepEnd, seconds, { usage, error: details?.last_error }),
      message:
        message &&
        (status === 'completed'
          ? completed(message, seconds)
          : incomplete(message, reason ?? LEFT_OPEN[status].message, seconds)),
    };
  }

  /** The run at rest; what was said is stored with it: whoever sees the run there sees its messages. */
  async function rest(transaction: Transaction, current: Kept<RunEntry>, how: Rest) {
    const seconds = state.seconds();
    const spent = 'usage' in how && how.usage ? addUsage(current.spent, how.usage) : current.spent;
    if (isOverdue(current.object, seconds) || current.object.status === 'cancelling') {
      return end(timelyEnd(current.object));
    }
    if (how.type === 'ended') return end(how.status, how);
    if (how.type === 'interrupted') {
      if (open?.isStored && open.message) return end('failed', { details: { last_error: CUT_SHORT } });
      if (open?.isStored) await writes.forget(transaction, open.step.id);
      const { lease: _, open: __, ...free } = current;
      const object: Run = { ...current.object, status: 'queued', started_at: null };
      return { run: { ...free, object }, closed: undefined };
    }
    if (!open) throw new Error('A run can only wait for the calls of a step.');
    const { lease: _, ...free } = await writes.put(transaction, current, { step: open.step, spent: how.usage });
    const waiting = { ...free, items, ...(spent && { spent }), ...(late.length > 0 && { late }) };
    return { run: waitingForOutputs(waiting, open.step), closed: undefined };

    async function end(status: EndStatus, options: EndOptions = {}) {
      const { reason, details } = options;
      // A message that nobody has seen goes with a run that failed or expired; one that was stopped or cut stays.
      const isDropped = (status === 'failed' && reason === undefined) || status === 'expired';
      const isUnseen = isDropped && open?.message && !open.isStored;
      const last = isUnseen ? undefined : closing(status, options);
      const calls = callsSinceMessage(items);
      const stored = last ? await writes.put(transaction, current, { ...last, calls }) : current;
      return { run: ended(stored, status, seconds, { usage: spent ?? null, ...details }), closed: last };
    }
  }

  return {
    /** The run as it was stored last. */
    run: () => run,
    /** What has happened in the run, for the model; whoever writes an answer adds to it. */
    items,
    /** Whether the run has done anything yet. */
    hasDone: () => done.length > 0 || open !== undefined,
    /** What is being written. */
    open: () => open,
    close,

    /** From here on an answer of the model begins. */
    beginTurn(): void {
      mark = { done, items: items.length };
    },

    /** Forgets the answer that has begun, unless somebody may have seen something of it; answers whether it did. */
    undoTurn(): boolean {
      if (done !== mark.done || open?.isStored || (open && isStreamed())) return false;
      open = undefined;
      late = [];
      items.length = mark.items;
      return true;
    },

    /** What those who follow the run may see of it; once it has come to rest, the store knows better. */
    view(): RunView | undefined {
      if (isSettled) return undefined;
      const { step, message, isStored } = open ?? {};
      const isShown = step && (!message || isStored);
      return {
        run: run.object,
        steps: isShown ? [...done, step] : done,
        message: async (id) => (message?.id === id ? message : (messages.get(id) ?? readMessage(state, threadId, id))),
      };
    },

    /** Changes the message that is being written, or begins one; after a call of a function it is kept for later. */
    async write(change: (content: readonly Content[]) => Content[]): Promise<void> {
      if (open && !open.message && callsOf(open.step).some(({ type }) => type === 'function')) {
        late = change(late);
        return;
      }
      if (open && !open.message) await close();
      if (!open) {
        const message = newAnswer(run.object, state.seconds());
        const details = { type: 'message_creation' as const, message_creation: { message_id: message.id } };
        const step = newStep(run.object, details, state.seconds());
        await begin({ step, message, isStored: false }, isStreamed());
      }
      if (!open?.message) return;
      open = { ...open, message: { ...open.message, content: change(open.message.content) } };
      if (open.isStored) state.watch.changed(threadId, 'live');
    },

    /** Publishes what was said after the functions were called: now they have their outputs. */
    async publishLate(content: readonly Content[]): Promise<void> {
      if (content.length === 0) return;
      await this.write(() => [...content]);
      await close();
    },

    /** Adds a call to the step that is open, or to a new one; answers its place there. */
    async call(call: ToolCall): Promise<number> {
      if (open?.message) await close();
      if (!open) {
        const step = newStep(run.object, { type: 'tool_calls', tool_calls: [call] }, state.seconds());
        await begin({ step, isStored: false }, call.type !== 'function');
        return 0;
      }
      const calls = callsOf(open.step);
      this.setCalls([...calls, call]);
      return calls.length;
    },

    calls: (): readonly ToolCall[] => (open ? callsOf(open.step) : []),

    /** Changes the calls of the step that is open. */
    setCalls(calls: readonly ToolCall[]): void {
      if (!open || open.message) return;
      open = { ...open, step: { ...open.step, step_details: { type: 'tool_calls', tool_calls: [...calls] } } };
      state.watch.changed(threadId, 'live');
    },

    /** Keeps how far the open message has come, so that little of it is lost with the process. */
    async keepUp(): Promise<void> {
      const { message, isStored } = open ?? {};
      if (!message || !isStored) return;
      await writes.keepUp(message, lease);
    },

    /** Brings the run to rest. Answers its status, or `undefined` when it was not ours any more. */
    async settle(how: Rest): Promise<Run['status'] | undefined> {
      const settled = await state.changeThread(threadId, async (transaction, thread) => {
        const current = await state.runs(threadId).get(transaction, runId);
        if (!current || !isActive(current.object) || current.lease !== lease) return undefined;
        const result = await rest(transaction, current, how);
        await state.putRun(transaction, thread, result.run);
        return result;
      });
      if (!settled) return undefined;
      run = settled.run;
      isSettled = true;
      if (settled.closed) closed(settled.closed.step, settled.closed.message);
      return run.object.status;
    },
  };
}

function callsOf({ step_details: details }: Step): readonly ToolCall[] {
  return details.type === 'tool_calls' ? details.tool_calls : [];
}
