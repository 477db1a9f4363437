import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { toFile } from 'openai';
import { describe, expect, test } from 'vitest';
import type { Model, ModelRequest } from '../../src/engine/models/model.ts';
import { ended, modelThat, refusalOf, startEngine, textOf } from '../support/engine-client.ts';
import { startProviderFiles } from '../support/provider-files.ts';
import { storeKinds } from '../support/stores.ts';
import { temporaryFolder } from '../support/temporary.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

/** A model that says yes and keeps what it was asked. */
function listeningModel() {
  const requests: ModelRequest[] = [];
  const model = modelThat(async function* (request) {
    requests.push(request);
    yield { type: 'text', text: 'Yes.' };
    yield { type: 'finished', reason: 'stop' };
  });
  return { requests, model };
}

/** All that a model was told in words, and the addresses of the pictures. */
function toldTo(request: ModelRequest | undefined): string[] {
  return (request?.input ?? []).flatMap((item) =>
    item.type === 'message'
      ? item.content.map((part) => (part.type === 'text' ? part.text : part.type === 'image' ? part.url : part.fileId))
      : [],
  );
}

describe.each(storeKinds)('files in messages on $name', ({ prepare }) => {
  async function start(options: Parameters<typeof startEngine>[1] = {}) {
    const filesDir = join(temporaryFolder(), 'files');
    const { model, requests } = listeningModel();
    const { client, assistantId } = await startEngine(await (await prepare())(), { filesDir, model, ...options });
    const { threads } = client.beta;
    const upload = async (name: string, content: string | Buffer) =>
      (await client.files.create({ file: await toFile(Buffer.from(content), name), purpose: 'assistants' })).id;
    const run = async (threadId: string) =>
      ended(client, await threads.runs.create(threadId, { assistant_id: assistantId }));
    return { client, threads, upload, run, requests, filesDir };
  }

  test('a picture of ours reaches the model as it is', async () => {
    const { threads, upload, run, requests } = await start();
    const fileId = await upload('dot.png', PNG);
    const { id } = await threads.create();

    const made = await threads.messages.create(id, {
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image_file', image_file: { file_id: fileId, detail: 'low' } },
      ],
    });
    await run(id);

    expect(made.content[1]).toEqual({ type: 'image_file', image_file: { file_id: fileId, detail: 'low' } });
    expect(requests[0]?.input.at(-1)).toMatchObject({
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image', url: `data:image/png;base64,${PNG.toString('base64')}`, detail: 'low' },
      ],
    });
  });

  test('a picture that is deleted later, or is none, is spoken of', async () => {
    const { client, threads, upload, run, requests } = await start();
    const [gone, text] = [await upload('gone.png', PNG), await upload('fake.png', 'not a picture')];
    const { id } = await threads.create();
    for (const fileId of [gone, text]) {
      const content = [{ type: 'image_file' as const, image_file: { file_id: fileId } }];
      await threads.messages.create(id, { role: 'user', content });
    }
    await client.files.delete(gone);

    expect((await run(id)).status).toBe('completed');

    expect(toldTo(requests[0])).toEqual([
      '[A picture that is not here any more.]',
      '[A file that is no picture, or too large.]',
    ]);
  });

  test('attached text is told to the model, marked as a file; of other files it hears the name', async () => {
    const { threads, upload, run, requests } = await start();
    const tools = [{ type: 'file_search' as const }];
    const attachments = [
      { file_id: await upload('notes.txt', 'Remember the milk.'), tools },
      { file_id: await upload('movie.mp4', Buffer.from([0, 1, 2, 255])), tools },
      { file_id: await upload('long.txt', 'x'.repeat(20_000)), tools },
    ];
    const { id } = await threads.create();

    const made = await threads.messages.create(id, { role: 'user', content: 'Read these.', attachments });
    await run(id);

    expect(made.attachments).toEqual(attachments);
    const [question, notes, movie, long] = toldTo(requests[0]);
    expect(question).toBe('Read these.');
    expect(notes).toBe('[Attached file notes.txt]\nRemember the milk.\n[Attached file notes.txt: end]');
    expect(movie).toBe('[Attached file movie.mp4: it cannot be read here.]');
    expect(long).toContain('cut off after 15982 of 20000 characters');
  });

  test.each([
    { name: 'an attachment', body: { content: 'x', attachments: [{ file_id: 'file-none' }] } },
    {
      name: 'a picture',
      body: { content: [{ type: 'image_file' as const, image_file: { file_id: 'file-none' } }] },
    },
  ])('$name that is not there is refused, wherever the message is sent to', async ({ body }) => {
    const { client, threads } = await start();
    const { id } = await threads.create();
    const message = { role: 'user' as const, ...body };

    const refusals = [
      await refusalOf(threads.messages.create(id, message)),
      await refusalOf(threads.create({ messages: [message] })),
      await refusalOf(threads.runs.create(id, { assistant_id: 'asst_test', additional_messages: [message] })),
    ];

    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ status: 404, message: 'No such File object: file-none' });
    }
    expect((await threads.messages.list(id)).data).toEqual([]);
    expect((await client.beta.threads.runs.list(id)).data).toEqual([]);
  });

  test('attachments become resources of the thread: one store for the search, files for the code', async () => {
    const { client, threads, upload } = await start();
    const [one, two] = [await upload('one.txt', 'alpha'), await upload('two.txt', 'beta')];
    const attach = (fileId: string, ...types: ('file_search' | 'code_interpreter')[]) => ({
      role: 'user' as const,
      content: 'x',
      attachments: [{ file_id: fileId, tools: types.map((type) => ({ type })) }],
    });

    const thread = await threads.create({ messages: [attach(one, 'file_search', 'code_interpreter')] });
    await threads.messages.create(thread.id, attach(two, 'file_search', 'code_interpreter'));

    const { tool_resources: resources } = await threads.retrieve(thread.id);
    expect(resources?.code_interpreter).toEqual({ file_ids: [one, two] });
    const [storeId = ''] = resources?.file_search?.vector_store_ids ?? [];
    expect(thread.tool_resources?.file_search?.vector_store_ids).toEqual([storeId]);
    const store = await client.vectorStores.retrieve(storeId);
    expect(store).toMatchObject({
      file_counts: { completed: 2 },
      expires_after: { anchor: 'last_active_at', days: 7 },
    });
  });

  test('messages added at the same time share one store', async () => {
    const { client, threads, upload } = await start();
    const { id } = await threads.create();
    const fileIds = await Promise.all(['a', 'b', 'c', 'd'].map((name) => upload(`${name}.txt`, name)));

    await Promise.all(
      fileIds.map((fileId) => {
        const attachments = [{ file_id: fileId, tools: [{ type: 'file_search' as const }] }];
        return threads.messages.create(id, { role: 'user', content: 'x', attachments });
      }),
    );

    const { data } = await client.vectorStores.list();
    expect(data.map(({ file_counts: counts }) => counts.total)).toEqual([4]);
  });

  test('the helpers of assistants and threads make a store and answer with its id', async () => {
    const { client, threads, upload } = await start();
    const fileId = await upload('one.txt', 'alpha');
    const helper = { file_search: { vector_stores: [{ file_ids: [fileId], metadata: { a: 'b' } }] } };

    const assistant = await client.beta.assistants.create({
      model: 'm',
      tools: [{ type: 'file_search' }],
      tool_resources: helper,
    });
    const thread = await threads.create({ tool_resources: helper });

    const changed = await client.beta.assistants.update(assistant.id, { tool_resources: helper as object });
    for (const { tool_resources: resources } of [assistant, changed, thread]) {
      expect(resources?.file_search).toEqual({ vector_store_ids: [expect.stringMatching(/^vs_/)] });
      const [storeId = ''] = resources?.file_search?.vector_store_ids ?? [];
      const store = await client.vectorStores.retrieve(storeId);
      expect(store).toMatchObject({ file_counts: { total: 1 }, metadata: { a: 'b' } });
    }
  });

  test('with a thread go the stores that were made for it and the files of its runs; uploaded ones stay', async () => {
    const model = modelThat(async function* ({ keepFile }) {
      const fileId = await keepFile?.('made.txt', (async function* () { yield Buffer.from('made'); })()); // prettier-ignore
      yield { type: 'text', text: fileId ?? '' };
      yield { type: 'finished', reason: 'stop' };
    });
    const { client, threads, upload, run, filesDir } = await start({ model });
    const fileId = await upload('one.txt', 'alpha');
    const attachments = [{ file_id: fileId, tools: [{ type: 'file_search' as const }] }];
    const mine = await client.vectorStores.create({ name: 'mine' });
    const { id } = await threads.create({ messages: [{ role: 'user', content: 'x', attachments }] });
    const other = await threads.create({
      tool_resources: { file_search: { vector_store_ids: [mine.id] } },
      messages: [{ role: 'user', content: 'x' }],
    });
    await run(id);
    expect((await client.files.list({ purpose: 'assistants_output' })).data).toMatchObject([{ filename: 'made.txt' }]);

    await threads.delete(id);
    await threads.delete(other.id);

    expect((await client.vectorStores.list()).data.map((store) => store.id)).toEqual([mine.id]);
    expect((await client.files.list()).data.map((file) => file.id)).toEqual([fileId]);
    expect(readdirSync(filesDir)).toEqual([fileId]);
  });
});

describe('files of the provider in messages', () => {
  async function start(other?: Model) {
    const provider = await startProviderFiles();
    const { model, requests } = listeningModel();
    const [kind] = storeKinds;
    if (!kind) throw new Error('There is no store to test with.');
    const passThrough = { baseUrl: provider.url, apiKey: 'sk-x' };
    const options = { model: other ?? model, passThrough, filesDir: temporaryFolder() };
    const { client, assistantId } = await startEngine(await (await kind.prepare())(), options);
    provider.on('GET /files/file-theirs', Response.json({ id: 'file-theirs', object: 'file' }));
    return { provider, requests, client, assistantId, threads: client.beta.threads };
  }

  test('they are looked for there, and handed to the model by their id', async () => {
    const { threads, requests, client, assistantId } = await start();
    const { id } = await threads.create();
    const picture = (fileId: string) => [{ type: 'image_file' as const, image_file: { file_id: fileId } }];

    await threads.messages.create(id, { role: 'user', content: picture('file-theirs') });
    const refusal = await refusalOf(threads.messages.create(id, { role: 'user', content: picture('file-none') }));
    await ended(client, await threads.runs.create(id, { assistant_id: assistantId }));

    expect(refusal).toMatchObject({ status: 404, message: 'No such File object: file-none' });
    expect(toldTo(requests[0])).toEqual(['file-theirs']);
  });

  test('what a run has made is kept and served here', async () => {
    const model = modelThat(async function* ({ keepFile }) {
      async function* content() {
        yield Buffer.from('made');
      }
      yield { type: 'text', text: (await keepFile?.('made.txt', content())) ?? '' };
      yield { type: 'finished', reason: 'stop' };
    });
    const { client, threads, assistantId, provider } = await start(model);
    const { id } = await threads.create({ messages: [{ role: 'user', content: 'x' }] });
    await ended(client, await threads.runs.create(id, { assistant_id: assistantId }));
    const fileId = textOf((await threads.messages.list(id)).data[0]);

    expect(await (await client.files.content(fileId)).text()).toBe('made');
    expect(await client.files.delete(fileId)).toMatchObject({ deleted: true });
    expect(provider.requests).toEqual([]);
  });

  test('the store of a thread is made and deleted there', async () => {
    const { threads, provider } = await start();
    provider.on('POST /vector_stores', Response.json({ id: 'vs_theirs', object: 'vector_store' }));
    provider.on('POST /vector_stores/vs_theirs/file_batches', Response.json({ id: 'vsfb_1' }));
    provider.on('DELETE /vector_stores/vs_theirs', Response.json({ id: 'vs_theirs', deleted: true }));
    const attachments = [{ file_id: 'file-theirs', tools: [{ type: 'file_search' as const }] }];
    const { id } = await threads.create();

    await threads.messages.create(id, { role: 'user', content: 'x', attachments });
    await threads.messages.create(id, { role: 'user', content: 'y', attachments });
    const { tool_resources: resources } = await threads.retrieve(id);
    await threads.delete(id);

    expect(resources?.file_search).toEqual({ vector_store_ids: ['vs_theirs'] });
    const asked = provider.requests.filter(({ method, path }) => method !== 'GET' && path.startsWith('/vector_stores'));
    expect(asked.map(({ method, path, body }) => [method, path, body === '' ? undefined : JSON.parse(body)])).toEqual([
      ['POST', '/vector_stores', { file_ids: ['file-theirs'], expires_after: { anchor: 'last_active_at', days: 7 } }],
      ['POST', '/vector_stores/vs_theirs/file_batches', { file_ids: ['file-theirs'] }],
      ['DELETE', '/vector_stores/vs_theirs', undefined],
    ]);
  });

  test('a run begins when its attachments can be searched', async () => {
    const { threads, assistantId, provider } = await start();
    let looks = 0;
    provider.on('POST /vector_stores', Response.json({ id: 'vs_theirs', object: 'vector_store' }));
    provider.on('GET /vector_stores/vs_theirs', () => {
      looks += 1;
      return Response.json({ id: 'vs_theirs', file_counts: { in_progress: looks < 3 ? 1 : 0 } });
    });
    const { id } = await threads.create();

    await threads.runs.create(id, {
      assistant_id: assistantId,
      additional_messages: [
        { role: 'user', content: 'x', attachments: [{ file_id: 'file-theirs', tools: [{ type: 'file_search' }] }] },
      ],
    });

    expect(looks).toBe(3);
  });
});
