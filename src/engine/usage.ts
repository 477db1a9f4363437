import { estimateTokens, itemTokens } from './context.ts';
import type { ModelRequest, ModelUsage } from './models/model.ts';
import type { RunUsage } from './objects.ts';

/** The cost of a step that has caused none of its own. */
export const NO_USAGE = toRunUsage({ promptTokens: 0, completionTokens: 0 });

/** What an answer has cost, as runs and steps show it. */
export function toRunUsage(usage: ModelUsage): RunUsage {
  const { promptTokens, completionTokens, cachedTokens = 0, reasoningTokens = 0 } = usage;
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_token_details: { cached_tokens: cachedTokens },
    completion_tokens_details: { reasoning_tokens: reasoningTokens },
  };
}

/** What two answers have cost together. */
export function addUsage(one: RunUsage = NO_USAGE, other: RunUsage = NO_USAGE): RunUsage {
  return toRunUsage({
    promptTokens: one.prompt_tokens + other.prompt_tokens,
    completionTokens: one.completion_tokens + other.completion_tokens,
    cachedTokens: one.prompt_token_details.cached_tokens + other.prompt_token_details.cached_tokens,
    reasoningTokens: one.completion_tokens_details.reasoning_tokens + other.completion_tokens_details.reasoning_tokens,
  });
}

/** What an answer may have cost, for servers that do not say. */
export function estimateUsage({ instructions, input }: ModelRequest, text: string): ModelUsage {
  return {
    promptTokens: input.reduce((sum, item) => sum + itemTokens(item), estimateTokens(instructions)),
    completionTokens: estimateTokens(text),
  };
}
