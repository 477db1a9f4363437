import type OpenAI from 'openai';
import { createInOrder } from '../../in-order.ts';
import type { Store } from '../../storage/store.ts';
import { transact, type Transaction } from '../../storage/transact.ts';
import { notFound } from '../api-error.ts';
import { mergeMetadata } from '../changes.ts';
import type { FileStore } from '../files/file-store.ts';
import { createId, isId } from '../ids.ts';
import { createOrdered, type Kept } from '../ordered.ts';
import { newMember, type Member } from './members.ts';
import type { VectorFileBody, VectorStoreBody, VectorStoreChanges } from './schemas.ts';

const DAY_S = 24 * 3_600;
const MEMBERS_PER_READ = 50;

type VectorStore = OpenAI.VectorStore;
type Attributes = NonNullable<Member['object']['attributes']>;

interface VectorStoreEntry {
  readonly object: VectorStore;
}

/** Files that were added together. */
interface BatchEntry {
  readonly object: OpenAI.VectorStores.VectorStoreFileBatch;
  readonly fileIds: readonly string[];
}

interface VectorStoresOptions {
  store: Store;
  namespace: string;
  files: FileStore;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** The engine's own vector stores. */
export type VectorStores = ReturnType<typeof createVectorStores>;

/**
 * Vector stores over the engine's own files. There are no vectors and there is no index: a store is a list of files
 * that a search reads and ranks by words (`rank.ts`), so nothing can be out of date. Meant for some megabytes of text.
 */
export function createVectorStores({ store, namespace, files, now }: VectorStoresOptions) {
  const inOrder = createInOrder();
  const list = createOrdered<VectorStoreEntry>(store, `${namespace}/vector_stores`);
  const membersOf = (id: string) => createOrdered<Member>(store, `${list.key(id)}/files`);
  const batchesOf = (id: string) => createOrdered<BatchEntry>(store, `${list.key(id)}/batches`);
  const seconds = () => Math.floor(now() / 1000);

  /** @throws ApiError when there is no such vector store */
  async function get(id: string): Promise<Kept<VectorStoreEntry>> {
    const found = isId('vs', id) ? await store.get<Kept<VectorStoreEntry>>(list.key(id)) : undefined;
    if (!found) throw notFound('vector store', id);
    return { ...found, object: presented(found.object) };
  }

  function presented(object: VectorStore): VectorStore {
    const isOver = typeof object.expires_at === 'number' && object.expires_at <= seconds();
    return isOver ? { ...object, status: 'expired' } : object;
  }

  /** Changes a vector store or what is in it, as one step; that counts as activity. */
  function change<Result>(
    id: string,
    work: (transaction: Transaction, object: VectorStore) => Promise<{ object: VectorStore; result: Result }>,
  ): Promise<Result> {
    return inOrder.run(list.key(id), () =>
      transact(store, async (transaction) => {
        const current = isId('vs', id) ? await list.get(transaction, id) : undefined;
        if (!current) throw notFound('vector store', id);
        const { object, result } = await work(transaction, current.object);
        list.update(transaction, { ...current, object: active(object, seconds()) });
        return result;
      }),
    );
  }

  async function prepare(id: string, bodies: readonly VectorFileBody[]): Promise<Member[]> {
    const members: Member[] = [];
    for (const body of bodies) members.push(await newMember(files, id, body, seconds())); // one text in memory at a time
    return members;
  }

  /** Puts members into the list of a store; a file that is there already is replaced. */
  async function put(transaction: Transaction, object: VectorStore, members: readonly Member[]): Promise<VectorStore> {
    const own = membersOf(object.id);
    let counted = object;
    for (const member of members) {
      const former = await own.get(transaction, member.object.id);
      if (former) own.update(transaction, { ...member, seq: former.seq });
      else await own.append(transaction, member);
      counted = tallied(former ? tallied(counted, former, -1) : counted, member, 1);
    }
    return counted;
  }

  return {
    list,
    membersOf,
    get,
    presented,
    /** Everything in a store, oldest first. */
    async *members(id: string): AsyncGenerator<Kept<Member>> {
      const to = (await store.get<number>(membersOf(id).headKey)) ?? 0;
      yield* membersOf(id).scan({ to, newestFirst: false, chunk: MEMBERS_PER_READ });
    },

    /** @throws ApiError when there is no such file in such a store */
    async member(id: string, fileId: string): Promise<Kept<Member>> {
      const [, found] = await Promise.all([get(id), store.get<Kept<Member>>(membersOf(id).key(fileId))]);
      if (!found) throw notFound('file', fileId);
      return found;
    },

    async create(body: VectorStoreBody): Promise<VectorStore> {
      const id = createId('vs');
      const strategy = body.chunking_strategy && { chunking_strategy: body.chunking_strategy };
      const bodies = [...new Set(body.file_ids)].map((fileId) => ({ file_id: fileId, ...strategy }));
      const members = await prepare(id, bodies);
      const object = newVectorStore(id, body, seconds());
      return inOrder.run(list.headKey, () =>
        transact(store, async (transaction) => {
          const filled = await put(transaction, object, members);
          await list.append(transaction, { object: filled });
          return filled;
        }),
      );
    },

    update(id: string, body: VectorStoreChanges): Promise<VectorStore> {
      return change(id, async (_, current) => {
        const { expires_after: expiry, expires_at: __, ...rest } = current;
        const next = body.expires_after === undefined ? expiry : body.expires_after;
        const object = active(
          {
            ...rest,
            ...(next ? { expires_after: next } : { expires_at: null }),
            name: body.name ?? current.name,
            metadata: mergeMetadata(current.metadata ?? {}, body.metadata),
          },
          seconds(),
        );
        return { object, result: object };
      });
    },

    /** That it was used keeps it from expiring. */
    touch: (id: string) => change(id, async (_, object) => ({ object, result: undefined })),

    /** The files themselves stay. Answers whether there was such a store. */
    async delete(id: string): Promise<boolean> {
      if (!isId('vs', id)) return false;
      const wasThere = await inOrder.run(list.key(id), () =>
        transact(store, async (transaction) => {
          const found = await list.get(transaction, id);
          if (found) list.remove(transaction, found);
          return found !== undefined;
        }),
      );
      await membersOf(id).clear();
      await batchesOf(id).clear();
      return wasThere;
    },

    async addFiles(id: string, bodies: readonly VectorFileBody[]): Promise<Member[]> {
      await get(id);
      const members = await prepare(id, bodies);
      return change(id, async (transaction, object) => ({
        object: await put(transaction, object, members),
        result: members,
      }));
    },

    updateFile(id: string, fileId: string, attributes: Attributes): Promise<Member> {
      return change(id, async (transaction, object) => {
        const found = await membersOf(id).get(transaction, fileId);
        if (!found) throw notFound('file', fileId);
        const result = { ...found, object: { ...found.object, attributes } };
        membersOf(id).update(transaction, result);
        return { object, result };
      });
    },

    removeFile(id: string, fileId: string): Promise<void> {
      return change(id, async (transaction, object) => {
        const found = await membersOf(id).get(transaction, fileId);
        if (!found) throw notFound('file', fileId);
        membersOf(id).remove(transaction, found);
        return { object: tallied(object, found, -1), result: undefined };
      });
    },

    async addBatch(id: string, bodies: readonly VectorFileBody[]): Promise<BatchEntry> {
      await get(id);
      const members = await prepare(id, bodies);
      const batch = newBatch(id, members, seconds());
      return change(id, async (transaction, object) => {
        const filled = await put(transaction, object, members);
        await batchesOf(id).append(transaction, batch);
        return { object: filled, result: batch };
      });
    },

    async batch(id: string, batchId: string): Promise<BatchEntry> {
      const [, found] = await Promise.all([get(id), store.get<BatchEntry>(batchesOf(id).key(batchId))]);
      if (!found) throw notFound('file batch', batchId);
      return found;
    },
  };
}

function newVectorStore(id: string, body: VectorStoreBody, createdAt: number): VectorStore {
  return active(
    {
      id,
      object: 'vector_store',
      created_at: createdAt,
      name: body.name ?? '',
      usage_bytes: 0,
      file_counts: { in_progress: 0, completed: 0, failed: 0, cancelled: 0, total: 0 },
      status: 'completed',
      expires_at: null,
      last_active_at: createdAt,
      metadata: body.metadata ?? {},
      ...(body.expires_after && { expires_after: body.expires_after }),
    },
    createdAt,
  );
}

function active(object: VectorStore, seconds: number): VectorStore {
  const days = object.expires_after?.days;
  return { ...object, last_active_at: seconds, expires_at: days === undefined ? null : seconds + days * DAY_S };
}

function tallied(object: VectorStore, { object: member }: Member, by: 1 | -1): VectorStore {
  const { file_counts: counts } = object;
  return {
    ...object,
    usage_bytes: object.usage_bytes + by * member.usage_bytes,
    file_counts: { ...counts, [member.status]: counts[member.status] + by, total: counts.total + by },
  };
}

function newBatch(vectorStoreId: string, members: readonly Member[], createdAt: number): BatchEntry {
  const count = (status: Member['object']['status']) => members.filter(({ object }) => object.status === status).length;
  return {
    fileIds: members.map(({ object }) => object.id),
    object: {
      id: createId('vsfb'),
      object: 'vector_store.files_batch',
      created_at: createdAt,
      vector_store_id: vectorStoreId,
      status: 'completed',
      file_counts: {
        in_progress: 0,
        completed: count('completed'),
        failed: count('failed'),
        cancelled: 0,
        total: members.length,
      },
    },
  };
}
