import type { Readable } from 'node:stream';
import type OpenAI from 'openai';
import { createInOrder } from '../../in-order.ts';
import type { Store } from '../../storage/store.ts';
import { transact, type Transaction } from '../../storage/transact.ts';
import { ApiError } from '../api-error.ts';
import { createId, isId } from '../ids.ts';
import { createOrdered, type Kept } from '../ordered.ts';
import { createDisk } from './disk.ts';

/** What OpenAI takes at most. */
const DEFAULT_MAX_BYTES = 512 * 1024 * 1024;
/** Ids of bytes that belong to no file yet, or no more, by when they may be cleared away; of all that share the folder. */
const UNOWNED = 'unowned-bytes';
const SWEEP_EVERY_MS = 3_600_000;
/** No upload takes so long. */
const MAX_UPLOAD_MS = 3_600_000;

type FileObject = OpenAI.FileObject;

/** A file in the store; its bytes are on disk under its id. */
export interface FileEntry {
  readonly object: FileObject;
}

interface FileStoreOptions {
  store: Store;
  namespace: string;
  /** Where the bytes are; without it no file can be made. */
  folder?: string | undefined;
  /** How large a file may be. @default 536870912 */
  maxBytes?: number | undefined;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** What is known of a file before its bytes are there. */
interface NewFile {
  filename: string;
  purpose: FileObject['purpose'];
  /** How long it stays, in seconds. */
  lifetimeS?: number | undefined;
}

/** The engine's own files. */
export type FileStore = ReturnType<typeof createFileStore>;

/**
 * Files with their metadata in the store and their bytes in a folder. The bytes are written before the metadata and
 * deleted after it, so a file that can be found is whole; what a process that died has left between the two is cleared
 * away later. Engines that share a store should share the folder too: a
 * file whose bytes are on another machine is listed, but its content is a 404.
 */
export function createFileStore({ store, namespace, folder, maxBytes = DEFAULT_MAX_BYTES, now }: FileStoreOptions) {
  const inOrder = createInOrder();
  const list = createOrdered<FileEntry>(store, `${namespace}/files`);
  const disk = folder === undefined ? undefined : createDisk(folder);
  let sweptMs = -Infinity;
  const unowned = (id: string, since: number | undefined) => ({ set: UNOWNED, member: id, score: since });
  const seconds = () => Math.floor(now() / 1000);
  const isPresent = ({ object }: FileEntry) => object.expires_at === undefined || object.expires_at > seconds();

  function requireDisk() {
    if (disk) return disk;
    throw new ApiError(501, 'This server keeps no files: it was started without a folder for them.');
  }

  function change(work: (transaction: Transaction) => Promise<void>): Promise<void> {
    return inOrder.run(list.headKey, () => transact(store, work));
  }

  async function find(id: string): Promise<Kept<FileEntry> | undefined> {
    const entry = isId('file', id) ? await store.get<Kept<FileEntry>>(list.key(id)) : undefined;
    return entry && isPresent(entry) ? entry : undefined;
  }

  /** Bytes that belong to no file yet, under the id that it will have. */
  async function keepBytes(content: Readable | AsyncIterable<Uint8Array>): Promise<{ id: string; bytes: number }> {
    const id = createId('file');
    void sweep().catch(() => undefined); // nobody's upload fails for what others have left
    await store.commit({}, {}, { scores: [unowned(id, now())] });
    return { id, bytes: await requireDisk().write(id, content, maxBytes) };
  }

  async function dropBytes(id: string): Promise<void> {
    await disk?.delete(id);
    await store.commit({}, {}, { scores: [unowned(id, undefined)] });
  }

  async function sweep(): Promise<void> {
    if (now() - sweptMs < SWEEP_EVERY_MS) return;
    sweptMs = now();
    for (const id of await store.members(UNOWNED, { max: now() - MAX_UPLOAD_MS })) await dropBytes(id);
  }

  async function add({ id, bytes }: { id: string; bytes: number }, file: NewFile): Promise<FileObject> {
    const object: FileObject = {
      id,
      object: 'file',
      bytes,
      created_at: seconds(),
      filename: file.filename,
      purpose: file.purpose,
      status: 'processed',
      ...(file.lifetimeS !== undefined && { expires_at: seconds() + file.lifetimeS }),
    };
    await change(async (transaction) => {
      transaction.score(unowned(id, undefined));
      await list.append(transaction, { object });
    });
    return object;
  }

  return {
    /** Adds the bytes of `keepBytes` to the files. */
    add,
    keepBytes,
    /** Gives up bytes of `keepBytes` that became no file. */
    dropBytes,

    /** @throws ApiError when there is no folder for it, or it is too large */
    async create(file: NewFile, content: Readable | AsyncIterable<Uint8Array>): Promise<FileObject> {
      const kept = await keepBytes(content);
      return add(kept, file).catch(async (error: unknown) => {
        await dropBytes(kept.id).catch(() => undefined); // cleared away later
        throw error;
      });
    },

    /** `undefined` when there is no such file, or its time is over. */
    find,

    /** Those that are still there, as a list to page through; with a purpose, those that have it. */
    ofPurpose: (purpose: string | undefined): Pick<typeof list, 'scan' | 'placeOfRemoved'> => ({
      placeOfRemoved: list.placeOfRemoved,
      async *scan(range) {
        for await (const entry of list.scan(range)) {
          if (isPresent(entry) && (purpose ?? entry.object.purpose) === entry.object.purpose) yield entry;
        }
      },
    }),
    /** The place after the last one. */
    end: async () => (await store.get<number>(list.headKey)) ?? 0,

    /** A file with its bytes, which are read from disk when they are asked for; `undefined` when either is not here. */
    async open(id: string): Promise<{ object: FileObject; content: Blob } | undefined> {
      const entry = await find(id);
      const content = entry && (await disk?.open(id));
      return content && { object: entry.object, content };
    },

    /** What refers to the file finds nothing from then on. Answers whether there was one. */
    async delete(id: string): Promise<boolean> {
      const entry = isId('file', id) ? await store.get<Kept<FileEntry>>(list.key(id)) : undefined;
      if (!entry) return false;
      await change(async (transaction) => {
        const current = await list.get(transaction, id);
        if (current) list.remove(transaction, current);
        transaction.score(unowned(id, 0));
      });
      await dropBytes(id);
      return isPresent(entry);
    },
  };
}
