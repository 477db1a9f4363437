import type { Transaction } from '../storage/transact.ts';
import { toModelMessage } from './context.ts';
import { completed, incomplete, newAnswer } from './messages.ts';
import type { ModelItem } from './models/model.ts';
import type {
  Content,
  IncompleteReason,
  Message,
  Run,
  RunEntry,
  RunUsage,
  Step,
  ThreadEntry,
  ToolCall,
} from './objects.ts';
import type { Kept } from './ordered.ts';
import { readMessage, type RunView } from './run-view.ts';
import { ended, isActive, isOverdue, LEFT_OPEN, timelyEnd, type EndDetails, type EndStatus } from './runs.ts';
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

/** How a run that is executed here comes to rest. */
export type Rest =
  | { readonly type: 'requires_action'; readonly usage: RunUsage }
  | {
      readonly type: 'ended';
      readonly status: EndStatus;
      readonly usage?: RunUsage;
      readonly details?: EndDetails;
      /** Why the message is not whole, when the status does not say it. */
      readonly reason?: IncompleteReason;
    }
  /** The engine is closed: the next one on the store goes on. */
  | { readonly type: 'interrupted' };

const CUT_SHORT = { code: 'server_error' as const, message: 'The server was stopped while it wrote the answer.' };

/** The run is no longer this process's to execute: it was cancelled, ended, deleted or taken over. */
export class LostRun extends Error {
  override name = 'LostRun';
}

/** What a run that is executed here does: in memory for those who follow it, in the store as soon as it counts. */
export type Journal = ReturnType<typeof createJournal>;

/** Begins the journal of an execution. */
export function createJournal({ state, entry, lease, steps, isStreamed }: JournalOptions) {
  const { id: runId, thread_id: threadId } = entry.object;
  const items: ModelItem[] = [...entry.items];
  const messages = new Map<string, Message>();
  let run = entry;
  let done = steps;
  let open: Open | undefined;
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
        const stored = await putAll(transaction, marked, step, message);
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

  /** Stores a step and its message; answers the run that knows of the message. */
  async function putAll(
    transaction: Transaction,
    current: Kept<RunEntry>,
    step: Step,
    message: Message | undefined,
    spent?: RunUsage,
  ): Promise<Kept<RunEntry>> {
    const stepList = state.steps(threadId, runId);
    const stepEntry = { object: step, ...(spent && { spent }) };
    const keptStep = await stepList.get(transaction, step.id);
    if (keptStep) stepList.update(transaction, { ...keptStep, ...stepEntry });
    else await stepList.append(transaction, stepEntry);
    if (!message) return current;

    const list = state.messages(threadId);
    const calls = callsSinceMessage(items);
    const kept = await list.get(transaction, message.id);
    if (kept) {
      const object = { ...message, metadata: kept.object.metadata };
      list.update(transaction, { ...kept, object, ...(calls.length > 0 && { calls }) });
      return current;
    }
    if (current.messageIds.includes(message.id)) return current; // a client has deleted it
    await list.append(transaction, { object: message, ...(calls.length > 0 && { calls }) });
    return { ...current, messageIds: [...current.messageIds, message.id] };
  }

  /** Completes what is open, in the middle of an answer of the model. @throws LostRun */
  async function close(): Promise<void> {
    if (!open) return;
    const step = endedStep(open.step, 'completed', state.seconds());
    const message = open.message && completed(open.message, state.seconds());
    await save(async (transaction, thread, current) => {
      const { open: _, late: __, ...rest } = await putAll(transaction, current, step, message);
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
  function closing(status: EndStatus, usage?: RunUsage, reason?: IncompleteReason) {
    if (!open) return undefined;
    const seconds = state.seconds();
    const stepEnd: StepEnd = LEFT_OPEN[status].step;
    const { message } = open;
    return {
      step: endedStep(open.step, stepEnd, seconds, usage),
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
      if (open?.isStored) await forget(transaction, open.step.id);
      const { lease: _, open: __, ...free } = current;
      const object: Run = { ...current.object, status: 'queued', started_at: null };
      return { run: { ...free, object }, closed: undefined };
    }
    return { run: await waiting(how.usage), closed: undefined };

    async function end(status: EndStatus, { usage, reason, details }: Partial<Extract<Rest, { type: 'ended' }>> = {}) {
      // A message that nobody has seen goes with a run that failed; one that was stopped or cut stays.
      const isUnseen = status === 'failed' && reason === undefined && open?.message && !open.isStored;
      const last = isUnseen ? undefined : closing(status, usage, reason);
      const stored = last ? await putAll(transaction, current, last.step, last.message) : current;
      return { run: ended(stored, status, seconds, { usage: spent ?? null, ...details }), closed: last };
    }

    async function waiting(usage: RunUsage): Promise<Kept<RunEntry>> {
      if (open?.step.step_details.type !== 'tool_calls')
        throw new Error('A run can only wait for the calls of a step.');
      const { tool_calls: calls } = open.step.step_details;
      const { lease: _, ...free } = await putAll(transaction, current, open.step, undefined, usage);
      const submit = {
        tool_calls: calls
          .filter((call) => call.type === 'function')
          .map(({ id, type, function: { name, arguments: given } }) => ({
            id,
            type,
            function: { name, arguments: given },
          })),
      };
      return {
        ...free,
        ...(spent && { spent }),
        ...(late.length > 0 && { late }),
        items,
        open: { stepId: open.step.id },
        object: {
          ...current.object,
          status: 'requires_action',
          required_action: { type: 'submit_tool_outputs', submit_tool_outputs: submit },
        },
      };
    }
  }

  async function forget(transaction: Transaction, stepId: string): Promise<void> {
    const list = state.steps(threadId, runId);
    const kept = await list.get(transaction, stepId);
    if (kept) list.remove(transaction, kept);
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
      await state.changeThread(threadId, async (transaction) => {
        const current = await state.runs(threadId).get(transaction, runId);
        const kept = await state.messages(threadId).get(transaction, message.id);
        if (!kept || current?.lease !== lease || current.open?.messageId !== message.id) return;
        const object = { ...message, metadata: kept.object.metadata };
        state.messages(threadId).update(transaction, { ...kept, object });
      });
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

/** The calls that came after the last message, with their outputs. */
function callsSinceMessage(items: readonly ModelItem[]): ModelItem[] {
  const since = items.slice(items.findLastIndex(({ type }) => type === 'message') + 1);
  return since.filter(({ type }) => type === 'function_call' || type === 'function_output');
}
