import type { Logger } from 'pino';
import type { Store } from '../storage/store.ts';
import { createAnswer, DEFAULT_MODEL_NAME } from './answer.ts';
import { createApp } from './app.ts';
import { createExecutor } from './executor.ts';
import { createFileStore } from './files/file-store.ts';
import { createReadAttachments } from './files/inline.ts';
import { createPassThrough, type PassThroughOptions } from './files/pass-through.ts';
import { createThreadFiles } from './files/thread-files.ts';
import { withFiles } from './files/with-files.ts';
import { createFetch, type Fetch } from './fetch.ts';
import type { Model } from './models/model.ts';
import { createOpenAIClient } from './models/openai-client.ts';
import { parse } from './parse.ts';
import { createResources } from './resources.ts';
import { newAssistant } from './routes/assistants.ts';
import { assistantBody } from './schemas.ts';
import { createState } from './state.ts';
import { createVectorStores } from './vector-stores/vector-stores.ts';

/** An assistant that shall exist, under an id of the caller's choice. */
interface AssistantSeed {
  id: string;
  name?: string;
  description?: string;
  instructions?: string;
  /** @default 'default' */
  model?: string;
  metadata?: Record<string, string>;
}

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
  /** When clients shall ask for a run again, in milliseconds. @default 200 */
  pollAfterMs?: number;
  /** Where the bytes of files are kept; without it the engine keeps none and says so. */
  filesDir?: string;
  /** How large a file may be, in bytes. @default 536870912 */
  maxFileBytes?: number;
  /** The provider's own files and vector stores take the place of the engine's; only what runs make is kept here. */
  passThrough?: PassThroughOptions;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** An Assistants API v2 of our own. */
export interface Engine {
  /** Answers requests: `new OpenAI({ fetch: engine.fetch })`, or `serve({ fetch: (request) => engine.fetch(request) })`. */
  readonly fetch: Fetch;
  /** Creates those assistants that do not exist yet; leaves the others as they are. */
  seed(assistants: readonly AssistantSeed[]): Promise<void>;
  /**
   * Begins no more executions and waits for the running ones, at most until the signal is aborted; those cut short are
   * `queued` again for the next engine on the store. Requests are still answered.
   */
  close(deadline?: AbortSignal): Promise<void>;
}

/** Builds an engine over a store. Engines of several processes may share one. */
export function createEngine(options: EngineOptions): Engine {
  const { store, log, namespace = 'engine', lockTtlMs = 5_000, pollAfterMs = 200, now = Date.now } = options;
  const { defaultModel, contextTokens, filesDir, maxFileBytes } = options;
  const state = createState({ store, namespace, now });
  const files = createFileStore({ store, namespace, folder: filesDir, maxBytes: maxFileBytes, now });
  const vectorStores = createVectorStores({ store, namespace, files, now });
  const threadFiles = createThreadFiles(state, files);
  const provider = options.passThrough && createOpenAIClient(options.passThrough).client;
  const resources = createResources({ state, files, vectorStores, provider });
  const passThrough = options.passThrough && createPassThrough(options.passThrough);
  const model = withFiles(options.model, {
    files,
    hasProviderFiles: provider !== undefined,
    keepFile: threadFiles.keep,
  });

  const readAttachments = createReadAttachments(files);
  const answer = createAnswer({ state, model, log, defaultModel, contextTokens, readAttachments });
  const executor = createExecutor({ state, log, answer, lockTtlMs });
  const app = createApp({
    state,
    executor,
    files,
    vectorStores,
    threadFiles,
    resources,
    passThrough,
    log,
    pollAfterMs,
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
