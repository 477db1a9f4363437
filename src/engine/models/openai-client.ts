import OpenAI, { APIConnectionError, APIError } from 'openai';
import { livingName } from './dead-names.ts';
import { ModelError, type ModelErrorCode } from './model.ts';

const DEFAULT_IDLE_TIMEOUT_MS = 120_000;
/** A server that wants no key gets this one: the client insists on having one. */
const NO_KEY = 'no-key-needed';

export interface OpenAIModelOptions {
  apiKey?: string;
  /** @default 'https://api.openai.com/v1' */
  baseUrl?: string;
  /** How long the server may stay silent, in milliseconds. @default 120000 */
  idleTimeoutMs?: number;
  fetch?: typeof globalThis.fetch;
  /** Milliseconds since 1970: names of models die with time. */
  now?: () => number;
}

/** A client of a model's server that reads nothing from the environment, and how its answers are listened to. */
export function createOpenAIClient(options: OpenAIModelOptions) {
  const { apiKey = NO_KEY, baseUrl, idleTimeoutMs = DEFAULT_IDLE_TIMEOUT_MS, fetch, now = Date.now } = options;
  const client = new OpenAI({
    apiKey,
    baseURL: baseUrl ?? 'https://api.openai.com/v1',
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    logLevel: 'off',
    timeout: 2 * idleTimeoutMs, // `listen` has stopped it before: a timeout of the client's own would be tried again
    maxRetries: 2, // nothing was received yet when it tries again; it obeys Retry-After
    ...(fetch && { fetch }),
  });

  /**
   * The events of a stream until it ends or was silent for too long; `maxSilenceMs` may say otherwise than the
   * options, and is asked again for each event.
   *
   * @throws ModelError
   */
  async function* listen<Event>(
    open: (signal: AbortSignal) => PromiseLike<AsyncIterable<Event>>,
    signal: AbortSignal,
    maxSilenceMs: () => number | undefined = () => undefined,
  ): AsyncGenerator<Event> {
    const silence = new AbortController();
    const either = AbortSignal.any([signal, silence.signal]);
    let timer = expectSound();
    try {
      for await (const event of await open(either)) {
        clearTimeout(timer);
        yield event;
        timer = expectSound();
      }
      // The client ends a stream that was aborted as if it were complete.
      if (silence.signal.aborted) throw silent();
    } catch (error) {
      throw silence.signal.aborted ? silent() : toModelError(error, apiKey);
    } finally {
      clearTimeout(timer);
    }

    function expectSound() {
      return setTimeout(() => silence.abort(), maxSilenceMs() ?? idleTimeoutMs).unref();
    }
  }

  const isOpenAI = new URL(client.baseURL).hostname === 'api.openai.com';
  return {
    client,
    listen,
    /** Whether this is OpenAI's own server. */
    isOpenAI,
    /** The name under which the server knows a model. */
    nameOf: (name: string) => (isOpenAI ? livingName(name, now()) : name),
    toModelError: (error: unknown) => toModelError(error, apiKey),
  };
}

function silent(): ModelError {
  return new ModelError('server_error', 'The model provider stayed silent for too long.');
}

/** What a failure of the client means for a run. The text is for the operator and holds no key. */
function toModelError(error: unknown, apiKey: string): ModelError {
  if (error instanceof ModelError) return error;
  if (error instanceof APIConnectionError || !(error instanceof Error)) {
    return new ModelError('server_error', 'The model provider could not be reached.', { cause: error });
  }
  if (!(error instanceof APIError)) {
    return new ModelError('server_error', `The answer of the model provider broke off: ${error.message}`, {
      cause: error,
      isTransient: true,
    });
  }
  const { status, code } = error;
  if (status === 401 || status === 403) {
    // Without the provider's own text, and without the cause, which holds it: it quotes the key.
    return new ModelError('server_error', `The model provider refused the API key (HTTP ${status}).`, { status });
  }
  const message = `The model provider refused: ${error.message}`.replaceAll(apiKey, '…');
  return new ModelError(toCode(status, code, error.message), message, {
    isTooLong: isTooLong(code, error.message),
    status,
  });
}

/** Whether a refusal is about a conversation that is longer than the model can take. */
export function isTooLong(code: string | null | undefined, message: string): boolean {
  const text = /context.?(?:length|window|size)|maximum context|too many (?:input )?tokens|prompt is too long/i;
  return code === 'context_length_exceeded' || text.test(message);
}

/** The code of a run's error for a provider's own status, code and text. */
export function toCode(status: number | undefined, code: string | null | undefined, message: string): ModelErrorCode {
  if (status === 429 || code === 'rate_limit_exceeded' || code === 'insufficient_quota') return 'rate_limit_exceeded';
  const isRefusal = status === undefined || [400, 413, 422].includes(status);
  const isAboutContent = /content|policy|prompt|image|context.?length|safety/i;
  return isRefusal && isAboutContent.test(code ?? message) ? 'invalid_prompt' : 'server_error';
}
