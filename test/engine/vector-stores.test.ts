import { join } from 'node:path';
import { toFile } from 'openai';
import { describe, expect, test } from 'vitest';
import { refusalOf, startEngine } from '../support/engine-client.ts';
import { storeKinds } from '../support/stores.ts';
import { temporaryFolder } from '../support/temporary.ts';

const named = (name: string, content: string | Uint8Array) => toFile(Buffer.from(content), name);

describe.each(storeKinds)('vector stores on $name', ({ prepare }) => {
  async function start(options: Parameters<typeof startEngine>[1] = {}) {
    const filesDir = join(temporaryFolder(), 'files');
    const { client } = await startEngine(await (await prepare())(), { filesDir, ...options });
    const upload = async (name: string, content: string | Uint8Array) =>
      (await client.files.create({ file: await named(name, content), purpose: 'assistants' })).id;
    return { client, stores: client.vectorStores, upload };
  }

  test('a store is made, changed, listed and deleted; its files stay', async () => {
    const { client, stores, upload } = await start();
    const fileId = await upload('a.txt', 'Apples are red.');

    const made = await stores.create({ name: 'Fruit', file_ids: [fileId], metadata: { a: '1' } });

    expect(made).toEqual({
      id: expect.stringMatching(/^vs_[A-Za-z0-9]{24}$/),
      object: 'vector_store',
      created_at: expect.any(Number),
      name: 'Fruit',
      usage_bytes: 15,
      file_counts: { in_progress: 0, completed: 1, failed: 0, cancelled: 0, total: 1 },
      status: 'completed',
      expires_at: null,
      last_active_at: made.created_at,
      metadata: { a: '1' },
    });
    const changed = await stores.update(made.id, { name: 'Fruits', metadata: { b: '2' } });
    expect(changed).toMatchObject({ name: 'Fruits', metadata: { a: '1', b: '2' } });
    expect(await stores.retrieve(made.id)).toEqual(changed);
    const second = await stores.create({});
    expect((await stores.list({ order: 'asc' })).data.map(({ id }) => id)).toEqual([made.id, second.id]);
    expect(await stores.delete(made.id)).toEqual({ id: made.id, object: 'vector_store.deleted', deleted: true });
    expect(await refusalOf(stores.retrieve(made.id))).toMatchObject({
      status: 404,
      message: `No vector store found with id '${made.id}'.`,
    });
    expect((await client.files.retrieve(fileId)).id).toBe(fileId);
  });

  test('the client’s helper uploads files and waits until they can be searched', async () => {
    const { stores } = await start();
    const { id } = await stores.create({ name: 'Docs' });

    const batch = await stores.fileBatches.uploadAndPoll(id, {
      files: [await named('fruit.md', '# Fruit\n\nBananas are yellow.'), await named('sky.md', 'The sky is blue.')],
    });
    const single = await stores.files.uploadAndPoll(id, await named('sea.html', '<p>The sea &amp; <b>waves</b></p>'));

    expect(batch).toMatchObject({ status: 'completed', file_counts: { completed: 2, total: 2 } });
    expect(single).toMatchObject({
      object: 'vector_store.file',
      status: 'completed',
      last_error: null,
      vector_store_id: id,
      chunking_strategy: { type: 'static', static: { max_chunk_size_tokens: 800, chunk_overlap_tokens: 400 } },
    });
    expect(await stores.fileBatches.retrieve(batch.id, { vector_store_id: id })).toEqual(batch);
    const ofBatch = await stores.fileBatches.listFiles(batch.id, { vector_store_id: id });
    expect(ofBatch.data.length).toBe(2);
    expect((await stores.files.list(id)).data.length).toBe(3);
    expect((await stores.retrieve(id)).file_counts.completed).toBe(3);
    expect((await stores.files.content(single.id, { vector_store_id: id })).data).toEqual([
      { type: 'text', text: 'The sea & waves' },
    ]);
  });

  test('a search finds the piece that has the words, from any of the files', async () => {
    const { stores, upload } = await start();
    const fruit = await upload('fruit.txt', 'Bananas are yellow and sweet.');
    const sky = await upload('sky.txt', 'The sky is blue. Clouds are white.');
    const { id } = await stores.create({ file_ids: [fruit, sky] });

    const { data } = await stores.search(id, { query: 'Which fruit is yellow?' });
    const none = await stores.search(id, { query: 'quantum chromodynamics' });
    const strict = await stores.search(id, { query: 'yellow', ranking_options: { score_threshold: 0.99 } });

    expect(data[0]).toMatchObject({
      file_id: fruit,
      filename: 'fruit.txt',
      content: [{ type: 'text', text: 'Bananas are yellow and sweet.' }],
    });
    expect(data.every(({ score }) => score > 0 && score < 1)).toBe(true);
    expect(none.data).toEqual([]);
    expect(strict.data).toEqual([]);
  });

  test('attributes narrow a search down', async () => {
    const { stores, upload } = await start();
    const { id } = await stores.create({});
    for (const year of [2024, 2025, 2026]) {
      const attributes = { year, kind: 'report' };
      await stores.files.create(id, { file_id: await upload(`${year}.txt`, `The report of ${year}.`), attributes });
    }
    const years = async (filters: Parameters<typeof stores.search>[1]['filters']) =>
      (await stores.search(id, { query: 'report', ...(filters && { filters }) })).data
        .map(({ attributes }) => attributes?.['year'])
        .toSorted((one, other) => Number(one) - Number(other));

    expect(await years({ type: 'eq', key: 'year', value: 2025 })).toEqual([2025]);
    expect(await years({ type: 'gte', key: 'year', value: 2025 })).toEqual([2025, 2026]);
    expect(
      await years({
        type: 'or',
        filters: [
          { type: 'lt', key: 'year', value: 2025 },
          { type: 'in', key: 'year', value: [2026] },
        ],
      }),
    ).toEqual([2024, 2026]);
  });

  test('a file that is no text fails honestly', async () => {
    const { stores, upload } = await start();
    const { id } = await stores.create({});
    const pdf = await upload('paper.pdf', Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from([0xff, 0xfe, 0])]));
    const empty = await upload('empty.txt', ' \n');

    const failed = await stores.files.createAndPoll(id, { file_id: pdf });
    const blank = await stores.files.createAndPoll(id, { file_id: empty });

    expect(failed).toMatchObject({ status: 'failed', usage_bytes: 0, last_error: { code: 'unsupported_file' } });
    expect(blank).toMatchObject({ status: 'failed', last_error: { code: 'invalid_file' } });
    expect((await stores.retrieve(id)).file_counts).toMatchObject({ failed: 2, completed: 0, total: 2 });
    expect((await stores.files.list(id, { filter: 'completed' })).data).toEqual([]);
  });

  test('a file added twice is there once; a removed one is not found; a deleted one does no harm', async () => {
    const { client, stores, upload } = await start();
    const [one, two] = [await upload('a.txt', 'alpha beta'), await upload('b.txt', 'alpha gamma')];
    const { id } = await stores.create({ file_ids: [one, two] });

    await stores.files.create(id, { file_id: one, attributes: { n: 1 } });
    expect((await stores.retrieve(id)).file_counts.total).toBe(2);
    expect(await stores.files.delete(two, { vector_store_id: id })).toMatchObject({ id: two, deleted: true });
    expect(await refusalOf(stores.files.retrieve(two, { vector_store_id: id }))).toMatchObject({ status: 404 });
    expect((await stores.search(id, { query: 'alpha' })).data.map((found) => found.file_id)).toEqual([one]);
    await client.files.delete(one);

    expect((await stores.search(id, { query: 'alpha' })).data).toEqual([]);
  });

  test('a store that was not used for its time is expired', async () => {
    let now = Date.UTC(2026, 10, 20);
    const { stores, upload } = await start({ now: () => now });
    const fileIds = [await upload('a.txt', 'alpha')];
    const { id } = await stores.create({ file_ids: fileIds, expires_after: { anchor: 'last_active_at', days: 2 } });
    const day = 86_400_000;

    now += 1.5 * day;
    await stores.search(id, { query: 'alpha' });
    now += 1.5 * day;
    expect((await stores.retrieve(id)).status).toBe('completed');
    now += day;

    expect((await stores.retrieve(id)).status).toBe('expired');
    expect(await refusalOf(stores.search(id, { query: 'alpha' }))).toMatchObject({
      status: 400,
      message: `Vector store ${id} is expired.`,
    });
  });

  test('files added at the same time are all there', async () => {
    const { stores, upload } = await start();
    const { id } = await stores.create({});
    const fileIds = await Promise.all(
      Array.from({ length: 10 }, (_, index) => upload(`${index}.txt`, `text ${index}`)),
    );

    await Promise.all(fileIds.map((fileId) => stores.files.create(id, { file_id: fileId })));

    expect((await stores.retrieve(id)).file_counts.completed).toBe(10);
    expect((await stores.files.list(id)).data.length).toBe(10);
  });

  test.each([
    { name: 'a file that there is not', body: { file_ids: ['file-none'] }, message: 'No such File object: file-none' },
    {
      name: 'pieces that are too small',
      body: {
        chunking_strategy: {
          type: 'static' as const,
          static: { max_chunk_size_tokens: 10, chunk_overlap_tokens: 0 },
        },
      },
      message:
        "Invalid 'chunking_strategy.static.max_chunk_size_tokens': integer below minimum value. Expected a value >= 100, but got 10 instead.",
    },
  ])('$name is refused', async ({ body, message }) => {
    const { stores } = await start();

    expect(await refusalOf(stores.create(body))).toMatchObject({ message });
  });
});
