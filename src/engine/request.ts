import { unaliased } from './model-aliases.ts';
import { estimateTokens, itemsTokens, readContext } from './context.ts';
import type { ReadAttachments } from './files/inline.ts';
import { toModelTools, toModelToolChoice, leftOut, leftOutNote } from './tools.ts';
import type { Model, ModelItem, ModelRequest } from './models/model.ts';
import type { RunEntry, ThreadEntry } from './objects.ts';
import type { State } from './state.ts';

/** The name under which clients ask for the engine's own choice of model. */
export const DEFAULT_MODEL_NAME = 'default';

const DEFAULT_CONTEXT_TOKENS = 100_000;

interface RequestOptions {
  state: State;
  model: Model;
  /** What `default` means; left out, the model decides. */
  defaultModel?: string | undefined;
  /** How much conversation the model is given; left out, as much as it says. */
  contextTokens?: number | undefined;
  /** Other names for models. */
  aliases: Readonly<Record<string, string>>;
  readAttachments: ReadAttachments;
}

/** Why there is nothing to ask: the run may spend no more. */
export type Exhausted = 'max_prompt_tokens' | 'max_completion_tokens';

/** Prepares the questions of runs to a model. */
export function createRequests(options: RequestOptions) {
  const { state, model, defaultModel, contextTokens, aliases, readAttachments } = options;
  const maxContextTokens = contextTokens ?? model.contextTokens ?? DEFAULT_CONTEXT_TOKENS;

  /** The next question of a run, with a share of the context that a model may have. */
  return async function toRequest(
    entry: RunEntry,
    items: readonly ModelItem[],
    share = 1,
  ): Promise<ModelRequest | Exhausted> {
    const { object: run, additionalInstructions, spent } = entry;
    const messages = state.messages(run.thread_id);
    const [thread, end] = await state.store.getMany([state.threadKey(run.thread_id), messages.headKey]);
    const tools = thread ? toModelTools(run, (thread as ThreadEntry).object, model) : [];
    const own = replayable(items);
    const note = leftOutNote(leftOut(run.tools, model));
    const instructions = [run.instructions, additionalInstructions, note].filter(Boolean).join('\n');
    const fixedTokens =
      estimateTokens(instructions) + (tools.length > 0 ? estimateTokens(JSON.stringify(tools)) : 0) + itemsTokens(own);

    const restOfPrompt = (run.max_prompt_tokens ?? Infinity) - (spent?.prompt_tokens ?? 0);
    const restOfCompletion = (run.max_completion_tokens ?? Infinity) - (spent?.completion_tokens ?? 0);
    if (restOfCompletion <= 0) return 'max_completion_tokens';
    if (spent && restOfPrompt <= fixedTokens) return 'max_prompt_tokens';

    const name = run.model === DEFAULT_MODEL_NAME ? defaultModel : run.model;
    const format = run.response_format;
    const hasCalled = items.some(({ type }) => type === 'function_output');
    const choice = toModelToolChoice(run, hasCalled);
    const past = await readContext(messages, (end as number | undefined) ?? 0, {
      maxTokens: Math.min(maxContextTokens, restOfPrompt) * share - fixedTokens,
      maxMessages: run.truncation_strategy?.last_messages ?? undefined,
      withoutRun: run.id,
      readAttachments,
    });
    return {
      conversation: run.thread_id,
      instructions,
      input: [...past, ...own],
      ...(name !== undefined && { model: unaliased(aliases, name) }),
      ...(tools.length > 0 && {
        tools,
        ...(choice !== 'auto' && { toolChoice: choice }),
        ...(!run.parallel_tool_calls && { parallelToolCalls: false }),
      }),
      ...(typeof run.temperature === 'number' && { temperature: run.temperature }),
      ...(typeof run.top_p === 'number' && { topP: run.top_p }),
      ...(run.max_completion_tokens !== null && { maxOutputTokens: restOfCompletion }),
      ...(format && format !== 'auto' && { responseFormat: format }),
      ...(run.reasoning_effort && { reasoningEffort: run.reasoning_effort }),
    };
  };
}

/**
 * What a model may be shown again: no call without its output (providers refuse the whole request then), and no side
 * data that led to such a call or to nothing.
 */
function replayable(items: readonly ModelItem[]): ModelItem[] {
  const outputs = new Set(items.flatMap((item) => (item.type === 'function_output' ? [item.callId] : [])));
  const shown: ModelItem[] = [];
  let held: ModelItem[] = [];
  for (const item of items) {
    if (item.type === 'side_data') {
      held.push(item);
    } else {
      const isOrphan = item.type === 'function_call' && !outputs.has(item.callId);
      if (!isOrphan) shown.push(...held, item);
      held = [];
    }
  }
  return shown;
}
