import OpenAI from 'openai';

export interface AssistantsOptions {
  baseUrl: string;
  apiKey: string;
  /** The embedded engine's; by default the platform's, over HTTP. */
  fetch?: typeof fetch;
}

/** How long one request may take. Runs are polled, so no request waits for a model. */
const REQUEST_TIMEOUT_MS = 60_000;

/**
 * The official client, told everything: left alone it would read keys, URLs and organisations from the environment
 * and send them to whichever server this is.
 */
export function createAssistantsClient(options: AssistantsOptions): OpenAI {
  return new OpenAI({
    baseURL: options.baseUrl,
    apiKey: options.apiKey,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
    timeout: REQUEST_TIMEOUT_MS,
    ...(options.fetch && { fetch: options.fetch }),
  });
}
