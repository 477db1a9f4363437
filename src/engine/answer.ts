import type { Logger } from 'pino';
import { estimateTokens, itemTokens, readContext } from './context.ts';
import type { ReadAttachments } from './files/inline.ts';
import { ModelError, type Model, type ModelErrorCode, type ModelRequest, type ModelUsage } from './models/model.ts';
import type { RunEntry, RunUsage } from './objects.ts';
import type { State } from './state.ts';
import { untilAborted } from './until-aborted.ts';

/** The name under which clients ask for the engine's own choice of model. */
export const DEFAULT_MODEL_NAME = 'default';

const DEFAULT_CONTEXT_TOKENS = 100_000;

/** How an execution came out, before the store has the last word. */
export type Outcome =
  | { readonly type: 'answered'; readonly text: string; readonly usage: RunUsage }
  | { readonly type: 'cut'; readonly by: 'length' | 'content_filter'; readonly text: string; readonly usage: RunUsage }
  | { readonly type: 'failed'; readonly code: ModelErrorCode; readonly message: string }
  | { readonly type: 'interrupted'; readonly text: string };

interface AnswerOptions {
  state: State;
  model: Model;
  log: Logger;
  /** What `default` means; left out, the model decides. */
  defaultModel?: string | undefined;
  /** How much conversation the model is given; left out, as much as it says. */
  contextTokens?: number | undefined;
  readAttachments: ReadAttachments;
}

/** Has a model answer a run. Never rejects; writes nothing. */
export function createAnswer(options: AnswerOptions) {
  const { state, model, log, defaultModel, contextTokens, readAttachments } = options;
  const maxContextTokens = contextTokens ?? model.contextTokens ?? DEFAULT_CONTEXT_TOKENS;

  return async function answer(entry: RunEntry, signal: AbortSignal): Promise<Outcome> {
    const ids = { threadId: entry.object.thread_id, runId: entry.object.id };
    let text = '';
    try {
      const request = await toRequest(entry);
      for await (const event of untilAborted(model.answer(request, signal), signal)) {
        if (event.type === 'text') {
          text += event.text;
          continue;
        }
        if (event.type !== 'finished') continue;
        const usage = toRunUsage(event.usage ?? estimateUsage(request, text));
        if (event.reason === 'length' || event.reason === 'content_filter')
          return { type: 'cut', by: event.reason, text, usage };
        if (text !== '') return { type: 'answered', text, usage };
        throw new ModelError('server_error', 'The model gave an empty answer.');
      }
      throw new ModelError('server_error', 'The answer of the model broke off.');
    } catch (error) {
      if (signal.aborted) return { type: 'interrupted', text };
      if (error instanceof ModelError) {
        log.warn({ ...ids, err: error }, 'model could not answer');
        return { type: 'failed', code: error.code, message: error.message };
      }
      log.error({ ...ids, err: error }, 'run failed unexpectedly');
      return { type: 'failed', code: 'server_error', message: 'Sorry, something went wrong.' };
    }
  };

  async function toRequest({ object: run, additionalInstructions }: RunEntry): Promise<ModelRequest> {
    const messages = state.messages(run.thread_id);
    const end = (await state.store.get<number>(messages.headKey)) ?? 0;
    const instructions = [run.instructions, additionalInstructions].filter(Boolean).join('\n');
    const budget = Math.min(maxContextTokens, run.max_prompt_tokens ?? Infinity) - estimateTokens(instructions);
    const name = run.model === DEFAULT_MODEL_NAME ? defaultModel : run.model;
    const format = run.response_format;
    return {
      conversation: run.thread_id,
      instructions,
      input: await readContext(messages, end, {
        maxTokens: budget,
        readAttachments,
        maxMessages: run.truncation_strategy?.last_messages ?? undefined,
      }),
      ...(name !== undefined && { model: name }),
      ...(typeof run.temperature === 'number' && { temperature: run.temperature }),
      ...(typeof run.top_p === 'number' && { topP: run.top_p }),
      ...(run.max_completion_tokens !== null && { maxOutputTokens: run.max_completion_tokens }),
      ...(format && format !== 'auto' && { responseFormat: format }),
      ...(run.reasoning_effort && { reasoningEffort: run.reasoning_effort }),
    };
  }
}

function estimateUsage({ instructions, input }: ModelRequest, text: string): ModelUsage {
  return {
    promptTokens: input.reduce((sum, item) => sum + itemTokens(item), estimateTokens(instructions)),
    completionTokens: estimateTokens(text),
  };
}

function toRunUsage({ promptTokens, completionTokens, cachedTokens = 0, reasoningTokens = 0 }: ModelUsage): RunUsage {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_token_details: { cached_tokens: cachedTokens },
    completion_tokens_details: { reasoning_tokens: reasoningTokens },
  };
}
