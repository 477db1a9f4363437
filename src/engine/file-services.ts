import type { Store } from '../storage/store.ts';
import { createFileStore } from './files/file-store.ts';
import { createReadAttachments } from './files/inline.ts';
import { createPassThrough, type PassThroughOptions } from './files/pass-through.ts';
import { createThreadFiles } from './files/thread-files.ts';
import { withFiles } from './files/with-files.ts';
import type { Model } from './models/model.ts';
import { createOpenAIClient } from './models/openai-client.ts';
import { createResources } from './resources.ts';
import type { State } from './state.ts';
import { createVectorStores } from './vector-stores/vector-stores.ts';

interface FileServicesOptions {
  state: State;
  store: Store;
  namespace: string;
  model: Model;
  filesDir: string | undefined;
  maxFileBytes: number | undefined;
  passThrough: PassThroughOptions | undefined;
  now: () => number;
}

/** Everything about files, over the engine's own folder or the provider. */
export type FileServices = ReturnType<typeof createFileServices>;

/** Builds what the engine does with files and vector stores. */
export function createFileServices(options: FileServicesOptions) {
  const { state, store, namespace, now } = options;
  const files = createFileStore({ store, namespace, folder: options.filesDir, maxBytes: options.maxFileBytes, now });
  const vectorStores = createVectorStores({ store, namespace, files, now });
  const threadFiles = createThreadFiles(state, files);
  const provider = options.passThrough && createOpenAIClient(options.passThrough).client;
  return {
    files,
    vectorStores,
    threadFiles,
    resources: createResources({ state, files, vectorStores, provider }),
    passThrough: options.passThrough && createPassThrough(options.passThrough),
    readAttachments: createReadAttachments(files),
    /** The model with eyes for the engine's files and a place for its own. */
    model: withFiles(options.model, {
      files,
      hasProviderFiles: provider !== undefined,
      namespace,
      keepFile: threadFiles.keep,
    }),
  };
}
