import type { Transaction } from '../storage/transact.ts';
import type { ModelItem } from './models/model.ts';
import type { Message, RunEntry, RunUsage, Step } from './objects.ts';
import type { Kept } from './ordered.ts';
import type { State } from './state.ts';

/** What a run has to show. */
interface Written {
  readonly step: Step;
  readonly message?: Message | undefined;
  /** The calls that came before the message. */
  readonly calls?: readonly ModelItem[];
  /** What the answer that asked for the step's calls has cost. */
  readonly spent?: RunUsage;
}

/** Writes what a run that is executed here does. */
export function createRunWrites(state: State, threadId: string, runId: string) {
  const steps = state.steps(threadId, runId);
  const messages = state.messages(threadId);

  return {
    /** Stores a step and its message, new or again; answers the run that knows of the message. */
    async put(transaction: Transaction, run: Kept<RunEntry>, written: Written): Promise<Kept<RunEntry>> {
      const { step, message, calls = [], spent } = written;
      const stepEntry = { object: step, ...(spent && { spent }) };
      const keptStep = await steps.get(transaction, step.id);
      if (keptStep) steps.update(transaction, { ...keptStep, ...stepEntry });
      else await steps.append(transaction, stepEntry);
      if (!message) return run;

      const before = calls.length > 0 && { calls };
      const kept = await messages.get(transaction, message.id);
      if (kept) {
        const object = { ...message, metadata: kept.object.metadata };
        messages.update(transaction, { ...kept, object, ...before });
        return run;
      }
      if (run.messageIds.includes(message.id)) return run; // a client has deleted it
      await messages.append(transaction, { object: message, ...before });
      return { ...run, messageIds: [...run.messageIds, message.id] };
    },

    async forget(transaction: Transaction, stepId: string): Promise<void> {
      const kept = await steps.get(transaction, stepId);
      if (kept) steps.remove(transaction, kept);
    },

    /** Stores how far a message has come that is in the store already, while the run is under this lease. */
    async keepUp(message: Message, lease: string): Promise<void> {
      await state.changeThread(threadId, async (transaction) => {
        const current = await state.runs(threadId).get(transaction, runId);
        const kept = await messages.get(transaction, message.id);
        if (!kept || current?.lease !== lease || current.open?.messageId !== message.id) return;
        const object = { ...message, metadata: kept.object.metadata };
        messages.update(transaction, { ...kept, object });
      });
    },
  };
}

/** The run as it waits for the outputs of a step's functions. */
export function waitingForOutputs(run: Kept<RunEntry>, { id: stepId, step_details: details }: Step): Kept<RunEntry> {
  const calls = details.type === 'tool_calls' ? details.tool_calls.filter((call) => call.type === 'function') : [];
  const asked = calls.map(({ id, type, function: { name, arguments: given } }) => ({
    id,
    type,
    function: { name, arguments: given },
  }));
  return {
    ...run,
    open: { stepId },
    object: {
      ...run.object,
      status: 'requires_action',
      required_action: { type: 'submit_tool_outputs', submit_tool_outputs: { tool_calls: asked } },
    },
  };
}

/** The calls that came after the last message, with their outputs. */
export function callsSinceMessage(items: readonly ModelItem[]): ModelItem[] {
  const since = items.slice(items.findLastIndex(({ type }) => type === 'message') + 1);
  return since.filter(({ type }) => type === 'function_call' || type === 'function_output');
}
