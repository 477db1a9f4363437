import { setTimeout as delay } from 'node:timers/promises';
import { APIError, type OpenAI } from 'openai';
import { ApiError, notFound } from './api-error.ts';
import type { FileStore } from './files/file-store.ts';
import type { Assistant, ThreadEntry } from './objects.ts';
import type { MessageBody, NewToolResources } from './schemas.ts';
import type { State } from './state.ts';
import type { VectorStoreBody } from './vector-stores/schemas.ts';
import type { VectorStores } from './vector-stores/vector-stores.ts';

/** How many files a thread's code interpreter has; older ones make room. */
const MAX_CODE_FILES = 20;
/** A store that a thread was given for its attachments goes when it was not used for so long, as OpenAI's did. */
const THREAD_STORE_DAYS = 7;

/** So long new attachments are waited for until they can be searched, as OpenAI's did; requests take no longer. */
const SEARCHABLE_MS = 10_000;
const FIRST_WAIT_MS = 200;

type ToolResources = NonNullable<Assistant['tool_resources']>;

interface ResourcesOptions {
  state: State;
  files: FileStore;
  vectorStores: VectorStores;
  /** A client of the provider, when files and vector stores are there. */
  provider?: OpenAI | undefined;
}

/** Files and vector stores as assistants, threads and messages need them, wherever they are: checks the files of messages, and makes what their attachments and the helpers of `tool_resources` ask for. */
export function createResources({ state, files, vectorStores, provider }: ResourcesOptions) {
  async function requireFile(id: string): Promise<void> {
    if (await files.find(id)) return;
    if (!provider) throw notFound('file', id);
    try {
      await provider.files.retrieve(id);
    } catch (error) {
      // Only a clear answer counts: when the provider is in trouble the run will say so.
      if (error instanceof APIError && (error.status === 404 || error.status === 400)) throw notFound('file', id);
    }
  }

  /** @throws ApiError when a message names a file that there is not */
  async function checkFiles(bodies: readonly MessageBody[]): Promise<void> {
    const ids = bodies.flatMap(({ content, attachments }) => [
      ...content.flatMap((part) => (part.type === 'image_file' ? [part.image_file.file_id] : [])),
      ...(attachments ?? []).flatMap(({ file_id: id }) => id ?? []),
    ]);
    for (const id of new Set(ids)) await requireFile(id);
  }

  /**
   * The files that messages want to have in a tool of the thread. With a provider only its own: it does not know ours,
   * which the model gets in words (`inline.ts`).
   */
  async function attachedTo(type: Tool, bodies: readonly MessageBody[]): Promise<string[]> {
    const ids = new Set<string>();
    for (const { file_id: id, tools } of bodies.flatMap(({ attachments }) => attachments ?? [])) {
      if (id === undefined || !tools?.some((tool) => tool.type === type)) continue;
      if (!provider || !(await files.find(id))) ids.add(id);
    }
    return [...ids];
  }

  async function createStore(body: VectorStoreBody): Promise<string> {
    if (!provider) return (await vectorStores.create(body)).id;
    const { file_ids, metadata, chunking_strategy, expires_after } = body;
    const made = await asOurs(
      provider.vectorStores.create({
        ...(file_ids && { file_ids }),
        ...(metadata && { metadata }),
        ...(chunking_strategy && { chunking_strategy }),
        ...(expires_after && { expires_after }),
      }),
    );
    return made.id;
  }

  async function addToStore(id: string, fileIds: readonly string[]): Promise<void> {
    if (provider) await asOurs(provider.vectorStores.fileBatches.create(id, { file_ids: [...fileIds] }));
    else await vectorStores.addFiles(id, fileIds.map(asBody));
  }

  async function deleteStore(id: string): Promise<void> {
    if (!provider) return void (await vectorStores.delete(id));
    await provider.vectorStores.delete(id).catch((error: unknown) => {
      if (!(error instanceof APIError) || error.status !== 404) throw error;
    });
  }

  const newThreadStore = async (fileIds: readonly string[]) => {
    const expiry = { anchor: 'last_active_at' as const, days: THREAD_STORE_DAYS };
    const id = await createStore({ file_ids: [...fileIds], expires_after: expiry });
    await untilSearchable(id);
    return id;
  };

  /** A question about a file often comes with it. Whatever goes wrong here, the search will say. */
  async function untilSearchable(id: string): Promise<void> {
    if (!provider) return;
    const untilMs = performance.now() + SEARCHABLE_MS;
    for (let waitMs = FIRST_WAIT_MS; performance.now() < untilMs; waitMs *= 1.5) {
      const found = await provider.vectorStores.retrieve(id).catch(() => undefined);
      if (!found?.file_counts || found.file_counts.in_progress === 0) return;
      await delay(waitMs);
    }
  }

  /** Resources as they are kept, and the stores among them that were made because the client asked for them. */
  async function filled(given: NewToolResources): Promise<{ resources: ToolResources; made: string[] }> {
    const { file_search: search, ...rest } = given ?? {};
    if (!search) return { resources: rest, made: [] };
    const { vector_stores: wanted = [], vector_store_ids: ids } = search;
    if (wanted.length > 0 && ids && ids.length > 0) {
      throw new ApiError(400, "Give either 'vector_store_ids' or 'vector_stores' in 'tool_resources.file_search'.", {
        code: 'invalid_value',
        param: 'tool_resources.file_search',
      });
    }
    const made: string[] = [];
    for (const body of wanted) made.push(await createStore(body));
    const all = ids ?? (made.length > 0 ? made : undefined);
    return { resources: { ...rest, file_search: all ? { vector_store_ids: all } : {} }, made };
  }

  return {
    checkFiles,

    filled,

    /**
     * The resources of a new thread with its first messages, and the stores among them that go with it.
     *
     * @throws ApiError when a message names a file that there is not
     */
    async ofNewThread(given: NewToolResources, bodies: readonly MessageBody[]) {
      await checkFiles(bodies);
      const { resources, made } = await filled(given);
      const searched = await attachedTo('file_search', bodies);
      const [storeId] = resources.file_search?.vector_store_ids ?? [];
      if (searched.length > 0) {
        if (storeId === undefined) made.push(await newThreadStore(searched));
        else await addToStore(storeId, searched);
      }
      const all = withCodeFiles(resources, await attachedTo('code_interpreter', bodies));
      return {
        resources: storeId === undefined && made[0] !== undefined ? withStore(all, made[0]) : all,
        ...(made.length > 0 && { ownVectorStoreIds: made }),
      };
    },

    /**
     * Gives a thread the files of messages that are about to be added. Should they be refused after that, they are
     * there all the same, which does no harm.
     *
     * @throws ApiError when there is no such thread or file
     */
    async attach(threadId: string, bodies: readonly MessageBody[]): Promise<void> {
      await checkFiles(bodies);
      const [codeFiles, searched] = [
        await attachedTo('code_interpreter', bodies),
        await attachedTo('file_search', bodies),
      ];
      if (codeFiles.length === 0 && searched.length === 0) return;

      const thread = await state.readInThread<ThreadEntry>(threadId, state.threadKey(threadId));
      const hasStore = storeOf(thread) !== undefined;
      const madeId = searched.length > 0 && !hasStore ? await newThreadStore(searched) : undefined;
      const storeId = await state.changeThread(threadId, async (transaction, current) => {
        const isOurs = madeId !== undefined && storeOf(current) === undefined;
        const resources = withCodeFiles(current.object.tool_resources ?? {}, codeFiles);
        const changed: ThreadEntry = {
          ...current,
          object: { ...current.object, tool_resources: isOurs ? withStore(resources, madeId) : resources },
          ...(isOurs && { ownVectorStoreIds: [...(current.ownVectorStoreIds ?? []), madeId] }),
        };
        transaction.set(state.threadKey(threadId), changed);
        return storeOf(changed);
      });
      if (searched.length === 0 || storeId === undefined || storeId === madeId) return;
      await addToStore(storeId, searched);
      await untilSearchable(storeId);
      if (madeId !== undefined) await deleteStore(madeId); // another message was faster
    },

    /** Deletes what goes with a thread. */
    async release({ ownVectorStoreIds = [] }: ThreadEntry): Promise<void> {
      for (const id of ownVectorStoreIds) await deleteStore(id);
    },
  };
}

type Tool = 'code_interpreter' | 'file_search';

function storeOf(thread: ThreadEntry | undefined): string | undefined {
  return thread?.object.tool_resources?.file_search?.vector_store_ids?.[0];
}

function withStore(resources: ToolResources, id: string): ToolResources {
  return { ...resources, file_search: { vector_store_ids: [id] } };
}

function withCodeFiles(resources: ToolResources, fileIds: readonly string[]): ToolResources {
  if (fileIds.length === 0) return resources;
  const all = [...new Set([...(resources.code_interpreter?.file_ids ?? []), ...fileIds])];
  return { ...resources, code_interpreter: { file_ids: all.slice(-MAX_CODE_FILES) } };
}

/** A call of the provider whose refusal is one of ours. */
async function asOurs<Result>(call: PromiseLike<Result>): Promise<Result> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof APIError) || (error.status !== 400 && error.status !== 404)) {
      throw new ApiError(502, 'The model provider could not make the vector store.');
    }
    const message = (error.error as { message?: unknown } | undefined)?.message;
    throw new ApiError(error.status, typeof message === 'string' ? message : 'The model provider refused the files.');
  }
}

function asBody(fileId: string): { file_id: string } {
  return { file_id: fileId };
}
