import { setTimeout as delay } from 'node:timers/promises';
import { NotFoundError, type OpenAI, toFile } from 'openai';
import { createSlots } from '../slots.ts';
import type { Assistant, AssistantDirectory } from './directory.ts';
import { orGone } from './or-gone.ts';
import { hasId, isPage, orRubbish } from './server-call.ts';

export interface KnowledgeOptions {
  client: OpenAI;
  directory: Pick<AssistantDirectory, 'changed'>;
  sleep?: typeof delay;
  now?: () => number;
}

type StoredFile = OpenAI.VectorStores.VectorStoreFile;

/** A file in which an assistant can search. */
export interface KnownFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly status: StoredFile['status'];
  /** Why it failed. */
  readonly problem?: 'server_error' | 'unsupported_file' | 'invalid_file';
}

/** What assistants know from files: each has at most one vector store. */
export type Knowledge = ReturnType<typeof createKnowledge>;

/** Assistants that were cloned from one another have the same value here: they may have files in common. */
const FAMILY_KEY = 'discord_family';
/** Of the vector stores that are made here; others are not deleted with their assistant. */
const ASSISTANT_KEY = 'discord_assistant_id';
/** How long somebody waits for a file to be processed. */
const PROCESSING_MS = 60_000;
/** So many files are in memory, on their way to the server. */
const AT_ONCE = 2;
const FIRST_WAIT_MS = 250;
const MAX_WAIT_MS = 2_000;

/** Every method rejects with the client's error. */
export function createKnowledge({ client, directory, sleep = delay, now = Date.now }: KnowledgeOptions) {
  const { files, vectorStores } = client;
  const { assistants } = client.beta;
  const slots = createSlots(AT_ONCE);

  async function members(assistant: Assistant): Promise<StoredFile[]> {
    const storeId = storeOf(assistant);
    if (storeId === undefined) return [];
    const all: StoredFile[] = [];
    try {
      const pages = await orRubbish(() => vectorStores.files.list(storeId, { order: 'asc', limit: 100 }), isPage);
      for await (const file of pages) all.push(file);
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
    }
    return all;
  }

  async function toKnown(file: StoredFile): Promise<KnownFile> {
    const { id, status, attributes, last_error: problem } = file;
    const { name, bytes } = attributes ?? {};
    // What was put in elsewhere does not have the attributes that are given here.
    const known =
      typeof name === 'string' && typeof bytes === 'number'
        ? { name, bytes }
        : await files.retrieve(id).then(
            (found) => ({ name: found.filename, bytes: found.bytes }),
            () => ({ name: id, bytes: file.usage_bytes }),
          );
    return { id, status, ...known, ...(problem && { problem: problem.code }) };
  }

  /** The assistant's own vector store, made and attached when there is none; the assistant can search in it then. */
  async function attach(assistant: Assistant): Promise<string> {
    const storeId = storeOf(assistant);
    const canSearch = assistant.tools.some(({ type }) => type === 'file_search');
    if (storeId !== undefined && canSearch) return storeId;
    const metadata = { [ASSISTANT_KEY]: assistant.id };
    const id = storeId ?? (await orRubbish(() => vectorStores.create({ metadata }, { maxRetries: 0 }), hasId)).id;
    const tools = canSearch ? assistant.tools : [...assistant.tools, { type: 'file_search' as const }];
    await change(assistant.id, {
      tools,
      tool_resources: { ...assistant.tool_resources, file_search: { vector_store_ids: [id] } },
    });
    return id;
  }

  async function change(id: string, changes: OpenAI.Beta.AssistantUpdateParams): Promise<void> {
    try {
      await assistants.update(id, changes);
    } finally {
      directory.changed(id);
    }
  }

  /** Deletes files, but not those that a clone, or what it was cloned from, has as well. */
  async function deleteFiles(assistant: Assistant, ids: readonly string[]): Promise<void> {
    const shared = new Set<string>();
    for (const relative of await relatives(assistant)) {
      for (const { id } of await members(relative)) shared.add(id);
    }
    for (const id of ids) if (!shared.has(id)) await ifThere(() => files.delete(id));
  }

  async function relatives({ id, metadata }: Assistant): Promise<Assistant[]> {
    const family = metadata?.[FAMILY_KEY];
    if (family === undefined) return [];
    const found: Assistant[] = [];
    for await (const other of await orRubbish(() => assistants.list({ limit: 100 }), isPage)) {
      if (other.id !== id && other.metadata?.[FAMILY_KEY] === family) found.push(other);
    }
    return found;
  }

  async function add(assistant: Assistant, name: string, content: Buffer): Promise<KnownFile> {
    const upload = await toFile(content, name);
    const { id } = await orRubbish(
      () => files.create({ file: upload, purpose: 'assistants' }, { maxRetries: 0 }),
      hasId,
    );
    try {
      const storeId = await attach(assistant);
      const attributes = { name: name.slice(0, 512), bytes: content.length };
      let file = await vectorStores.files.create(storeId, { file_id: id, attributes });
      const untilMs = now() + PROCESSING_MS;
      for (let waitMs = FIRST_WAIT_MS; file.status === 'in_progress' && now() < untilMs; waitMs *= 1.5) {
        await sleep(Math.min(waitMs, MAX_WAIT_MS));
        file = await vectorStores.files.retrieve(id, { vector_store_id: storeId });
      }
      if (file.status === 'failed' || file.status === 'cancelled') {
        await ifThere(() => vectorStores.files.delete(id, { vector_store_id: storeId }));
        await ifThere(() => files.delete(id));
      }
      return { ...(await toKnown(file)), name, bytes: content.length };
    } catch (error) {
      await files.delete(id).catch(() => undefined); // nobody would find it any more
      throw error;
    }
  }

  return {
    /** Oldest first. */
    async files(assistant: Assistant): Promise<KnownFile[]> {
      const all: KnownFile[] = [];
      for (const file of await members(assistant)) all.push(await toKnown(file));
      return all;
    },

    /**
     * Adds a file and waits until it can be searched, for a minute at most: then its status still is `in_progress`. One
     * that fails is not kept.
     */
    add: (assistant: Assistant, name: string, read: () => Promise<Buffer>): Promise<KnownFile> =>
      slots.run(async () => add(assistant, name, await read())),

    /** Answers whether it was there. The file itself goes, too, unless a clone has it as well. */
    async remove(assistant: Assistant, fileId: string): Promise<boolean> {
      const storeId = storeOf(assistant);
      if (storeId === undefined) return false;
      if (!(await ifThere(() => vectorStores.files.delete(fileId, { vector_store_id: storeId })))) return false;
      await deleteFiles(assistant, [fileId]);
      return true;
    },

    /** Gives a new assistant the files of another, in a vector store of its own. */
    async copy(from: Assistant, to: Assistant): Promise<void> {
      const known = (await members(from)).filter(({ status }) => status !== 'failed' && status !== 'cancelled');
      if (known.length === 0) return;
      const family = from.metadata?.[FAMILY_KEY] ?? from.id;
      // First, so that no file is lost when the original is deleted meanwhile.
      for (const one of [from, to]) {
        await change(one.id, { metadata: { ...one.metadata, [FAMILY_KEY]: family } });
      }
      const storeId = await attach(to);
      for (const { id, attributes } of known) {
        await vectorStores.files.create(storeId, { file_id: id, ...(attributes && { attributes }) });
      }
    },

    /** The knowledge of an assistant that was deleted goes: its vector store, if it was made here, and the files. */
    async drop(assistant: Assistant): Promise<void> {
      const storeId = storeOf(assistant);
      if (storeId === undefined) return;
      const store = await orGone(() => vectorStores.retrieve(storeId));
      if (store?.metadata?.[ASSISTANT_KEY] !== assistant.id) return;
      const ids = (await members(assistant)).map(({ id }) => id);
      await ifThere(() => vectorStores.delete(storeId));
      await deleteFiles(assistant, ids);
    },
  };
}

function storeOf({ tool_resources: resources }: Assistant): string | undefined {
  return resources?.file_search?.vector_store_ids?.[0];
}

async function ifThere(call: () => PromiseLike<unknown>): Promise<boolean> {
  return (await orGone(async () => (await call(), true))) ?? false;
}
