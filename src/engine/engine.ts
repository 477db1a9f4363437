import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Store } from '../storage/store.ts';
import { createApp } from './app.ts';
import { createExecution } from './execution.ts';
import { createExecutor } from './executor.ts';
import { createFileServices } from './file-services.ts';
import type { PassThroughOptions } from './files/pass-through.ts';
import { createFetch, type Fetch } from './fetch.ts';
import type { Model } from './models/model.ts';
import { modernized } from './old-clients.ts';
import { parse, parseBody } from './parse.ts';
import { createRequests, DEFAULT_MODEL_NAME } from './request.ts';
import { newAssistant } from './routes/assistants.ts';
import { createRunReader } from './run-reader.ts';
import { assistantBody } from './schemas.ts';
import { createState } from './state.ts';
import { createFollowed, createStreams } from './streams.ts';

/** An assistant that shall exist, under an id of the caller's choice; without a `model` it has the default one. */
export type AssistantSeed = { readonly id: string } & Partial<z.input<typeof assistantBody>>;

export interface EngineOptions {
  store: Store;
  /** Who writes the answers. */
  model: Model;
  log: Logger;
  /** What the model name `default` means; left out, the model decides. */
  defaultModel?: string;
  /** How much conversation the model is given, in estimated tokens. Default: what the model says, else 100,000. */
  contextTokens?: number;
  /** What every key in the store begins with. @default 'engine' */
  namespace?: string;
  /** How long after the death of its process a run can be taken over, in milliseconds. @default 5000 */
  lockTtlMs?: number;
  /** Other names for models: what a client asks for, and what it gets. Objects keep the client's name. */
  modelAliases?: Record<string, string>;
  /** Refuse what OpenAI's server refused in old code: version 1 of the API, metadata that is not text. @default false */
  strict?: boolean;
  /** Make an empty thread of an id that is not known, for bots that remember threads of OpenAI's. @default false */
  adoptThreads?: boolean;
  /** When clients shall ask for a run again, in milliseconds. Default: between 20 and 500, by the run's age. */
  pollAfterMs?: number;
  /** Where the bytes of files are kept; without it the engine keeps none and says so. */
  filesDir?: string;
  /** How large a file may be, in bytes. @default 536870912 */
  maxFileBytes?: number;
  /** The provider's own files and vector stores take the place of the engine's; only what runs make is kept here. */
  passThrough?: PassThroughOptions;
  /** After how long a silence a stream sends a comment that keeps its connection open, in milliseconds. @default 15000 */
  pingMs?: number;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** An Assistants API v2 of our own. */
export interface Engine {
  /** Answers requests: `new OpenAI({ fetch: engine.fetch })`, or `serve({ fetch: (request) => engine.fetch(request) })`. */
  readonly fetch: Fetch;
  /**
   * Creates those assistants that do not exist yet; leaves the others as they are. Rejects with the `ApiError` of an
   * assistant that could not be created by a request either.
   */
  seed(assistants: readonly AssistantSeed[]): Promise<void>;
  /**
   * Begins no more executions and waits for the running ones, at most until the signal is aborted; those cut short are
   * `queued` again for the next engine on the store. Requests are still answered.
   */
  close(deadline?: AbortSignal): Promise<void>;
}

/** Builds an engine over a store. Engines of several processes may share one. */
export function createEngine(options: EngineOptions): Engine {
  const { store, log, namespace = 'engine', lockTtlMs = 5_000, now = Date.now } = options;
  const { defaultModel, contextTokens, modelAliases: aliases = {}, strict: isStrict = false, pollAfterMs } = options;
  const state = createState({ store, namespace, now });
  const { filesDir, maxFileBytes, passThrough } = options;
  const { model, readAttachments, ...fileServices } = createFileServices({
    state,
    store,
    namespace,
    model: options.model,
    filesDir,
    maxFileBytes,
    passThrough,
    now,
  });
  const followed = createFollowed();
  const toRequest = createRequests({ state, model, defaultModel, contextTokens, aliases, readAttachments });
  const execution = createExecution({ state, model, log, toRequest, isStreamed: followed.has });
  const executor = createExecutor({ state, log, execution, lockTtlMs });
  const app = createApp({
    ...fileServices,
    state,
    model,
    executor,
    followed,
    log,
    isStrict,
    pollAfterMs,
    reader: createRunReader(state, executor),
    stream: createStreams({ state, executor, log, pingMs: options.pingMs }),
    readBody: (request, schema) => parseBody(request, schema, isStrict ? undefined : modernized),
    isAdopting: options.adoptThreads ?? false,
  });

  return {
    fetch: createFetch((request) => app.fetch(request)),

    async seed(assistants) {
      for (const { id, ...fields } of assistants) {
        const body = parse(assistantBody, { model: DEFAULT_MODEL_NAME, ...fields });
        await state.changeAssistants(async (transaction) => {
          if (await state.assistants.get(transaction, id)) return;
          await state.assistants.append(transaction, { object: newAssistant(id, body, state.seconds()) });
        });
      }
    },

    close: (deadline) => executor.close(deadline),
  };
}
