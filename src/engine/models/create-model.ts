import type { PassThroughOptions } from '../files/pass-through.ts';
import { createChatModel } from './chat.ts';
import { createDemoModel } from './demo.ts';
import type { Model } from './model.ts';
import { createResponsesModel } from './responses.ts';

const OPENAI = 'https://api.openai.com/v1';

/** The model that the Responses API is asked for when nobody names one. */
export const DEFAULT_RESPONSES_MODEL = 'gpt-6-luna';

export interface ModelChoice {
  api: 'responses' | 'chat' | 'demo';
  apiKey?: string;
  baseUrl?: string;
  /** What the name `default` means; left out, `DEFAULT_RESPONSES_MODEL` or the first one that a chat server lists. */
  model?: string;
  /** How long a server may stay silent, in milliseconds. @default 120000 */
  idleTimeoutMs?: number;
  /** How long the demo pauses before each piece of an answer, in milliseconds. @default 15 */
  demoPauseMs?: number;
}

/**
 * The provider's own files and vector stores for a configuration (`EngineOptions.passThrough`): only at OpenAI itself,
 * whose hosted tools know no other files. Everywhere else the engine keeps them.
 */
export function passThroughOf({ api, apiKey, baseUrl = OPENAI }: ModelChoice): PassThroughOptions | undefined {
  const isOpenAI = new URL(baseUrl).hostname === new URL(OPENAI).hostname;
  return api === 'responses' && isOpenAI && apiKey !== undefined ? { baseUrl, apiKey } : undefined;
}

/** The model that a configuration asks for. */
export function createModel({ api, model, demoPauseMs = 15, ...server }: ModelChoice): Model {
  switch (api) {
    case 'responses':
      return createResponsesModel({ ...server, defaultModel: model ?? DEFAULT_RESPONSES_MODEL });
    case 'chat':
      return createChatModel({ ...server, ...(model !== undefined && { defaultModel: model }) });
    case 'demo':
      return createDemoModel({ pauseMs: demoPauseMs });
    default:
      throw new Error(`There is no model API named ${String(api satisfies never)}.`);
  }
}
