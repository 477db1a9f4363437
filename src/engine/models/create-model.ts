import { createChatModel } from './chat.ts';
import { createDemoModel } from './demo.ts';
import type { Model } from './model.ts';
import { createResponsesModel } from './responses.ts';

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
}

/** The model that a configuration asks for. */
export function createModel({ api, model, ...server }: ModelChoice): Model {
  switch (api) {
    case 'responses':
      return createResponsesModel({ ...server, defaultModel: model ?? DEFAULT_RESPONSES_MODEL });
    case 'chat':
      return createChatModel({ ...server, ...(model !== undefined && { defaultModel: model }) });
    case 'demo':
      return createDemoModel({ pauseMs: 15 });
    default:
      throw new Error(`There is no model API named ${String(api satisfies never)}.`);
  }
}
