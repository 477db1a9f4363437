import { readdirSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { createResponsesModel } from '../../src/engine/models/responses.ts';
import { startKeepingProvider } from '../support/kept-by-provider.ts';
import { keptSqlite } from '../support/kept-stores.ts';
import { answering, startModelServer } from '../support/model-server.ts';
import { PNG } from '../support/post-files.ts';
import { saying, type Script, scripted } from '../support/scripted-model.ts';
import { startTalks } from '../support/talks.ts';

const DAY_MS = 86_400_000;

describe('with OpenAI behind the embedded engine', () => {
  async function start() {
    const { store } = await keptSqlite.open();
    const provider = await startKeepingProvider();
    const server = await startModelServer(answering('I see.'));
    const model = createResponsesModel({
      baseUrl: server.url,
      apiKey: 'sk-test',
      defaultModel: 'gpt-test',
      hostedTools: ['code_interpreter', 'file_search'],
    });
    const engine = { passThrough: { baseUrl: provider.url, apiKey: 'sk-test' } };
    const talks = await startTalks(store, model, { engine, hasHostedTools: true });
    const tools = [{ type: 'file_search' as const }, { type: 'code_interpreter' as const }];
    await talks.client.beta.assistants.update('asst_test', { tools });
    const { attach } = talks.discordFiles;
    const files = [attach('cat.jpg', PNG), attach('report.pdf', '%PDF-'), attach('data.csv', 'a,b')];
    return { ...talks, provider, asked: server.requests, files };
  }

  test('pictures are shown and files are in the tools', async () => {
    const { asked, files, provider, say, sent } = await start();

    await say('10', '1', 'What is that?', { files });

    expect(sent.map(({ content }) => content)).toEqual(['I see.']);
    expect(provider.left()).toEqual({
      files: [
        { name: expect.stringMatching(/^\d+-\d+\.png$/), purpose: 'vision' },
        { name: 'report.pdf', purpose: 'assistants' },
        { name: 'data.csv', purpose: 'assistants' },
      ],
      vectorStores: [['file-2']],
    });
    expect(asked[0]?.body).toMatchObject({
      input: [
        {
          content: [
            { type: 'input_text', text: 'Name1: What is that?' },
            { type: 'input_image', file_id: 'file-1' },
            { type: 'input_text', text: '[The file report.pdf is attached: your tools have it.]' },
            { type: 'input_text', text: '[The file data.csv is attached: your tools have it.]' },
          ],
        },
      ],
      tools: [
        { type: 'file_search', vector_store_ids: ['vs_4'] },
        { type: 'code_interpreter', container: { type: 'auto', file_ids: ['file-3'] } },
      ],
    });
  });

  test.each<[string, (talks: Awaited<ReturnType<typeof start>>) => Promise<unknown>]>([
    ['is reset', ({ conversations }) => conversations.reset('10')],
    ['has lost its place', ({ conversations }) => conversations.placeGone('10')],
    ['was not used for long', ({ conversations }) => conversations.forgetIdle(undefined, Date.now() + DAY_MS)],
    ['has only people who are forgotten', ({ conversations }) => conversations.forgetPerson('1', 10_000)],
  ])('nothing is left there of a conversation that %s', async (_, end) => {
    const talks = await start();
    await talks.say('10', '1', 'What is that?', { files: talks.files });

    await end(talks);

    await vi.waitFor(() => expect(talks.provider.left()).toEqual({ files: [], vectorStores: [] }), 5_000);
  });

  test('no code runs with a file of a post that was deleted', async () => {
    const { asked, conversations, files, provider, say } = await start();
    const post = await say('10', '1', 'What is that?', { files });

    await conversations.remove('10', post.id);
    await say('10', '1', 'And now?');

    expect(provider.left().files).toEqual([]);
    expect(asked.at(-1)?.body['tools']).toMatchObject([
      { type: 'file_search' },
      { type: 'code_interpreter', container: { type: 'auto' } },
    ]);
    expect(JSON.stringify(asked.at(-1)?.body)).not.toContain('file-');
  });
});

describe('with the embedded engine alone', () => {
  async function start(script: Script = saying('I see.'), more: Parameters<typeof startTalks>[2] = {}) {
    const { store, tracesOf } = await keptSqlite.open();
    const model = scripted(script);
    const talks = await startTalks(store, model, more);
    const { attach } = talks.discordFiles;
    const files = [attach('cat.png', PNG), attach('secret.txt', 'XYZZY-4711')];
    const onDisk = () => readdirSync(talks.filesDir).length;
    return { ...talks, model, files, onDisk, tracesOf };
  }

  test('pictures are shown and texts are read', async () => {
    const { files, model, onDisk, say } = await start();

    await say('10', '1', 'What is that?', { files });

    const [item] = model.asked[0]?.input ?? [];
    expect(item?.type === 'message' && item.content.map(({ type }) => type)).toEqual(['text', 'image', 'text']);
    expect(JSON.stringify(item)).toContain('> XYZZY-4711');
    expect(onDisk()).toBe(1);
  });

  test('what a person has attached is forgotten with them, also in the files of the store and on disk', async () => {
    const { conversations, files, onDisk, say, thread, tracesOf } = await start();
    await say('10', '2', 'hello');
    await say('10', '1', 'What is that?', { files });
    expect(await tracesOf('XYZZY-4711')).not.toEqual([]);

    await conversations.forgetPerson('1', 10_000);

    await vi.waitFor(async () => expect(await tracesOf('XYZZY-4711')).toEqual([]), 5_000);
    expect(onDisk()).toBe(0);
    expect(await thread('10')).toEqual(['Name2: hello', 'I see.', 'I see.']);
  });

  test('a post that is deleted while it is answered takes its files along', async () => {
    const { promise: letGo, resolve: release } = Promise.withResolvers<void>();
    const { conversations, files, model, onDisk, post, sent, thread } = await start([letGo, ...saying('I see.')]);
    const asked = post('10', '1', 'What is that?', { files });
    await conversations.take(asked);
    await vi.waitFor(() => expect(model.asked).toHaveLength(1), 5_000);
    expect(onDisk()).toBe(1);

    await conversations.remove('10', asked.id);
    release();

    await vi.waitFor(() => expect(sent).toHaveLength(1), 5_000);
    await vi.waitFor(() => expect(onDisk()).toBe(0), 5_000);
    await vi.waitFor(async () => expect(await thread('10')).toEqual(['I see.']), 5_000);
  });

  test('a file whose question is deleted while it is uploaded does not stay', async () => {
    const { client, conversations, files, onDisk, post, server } = await start();
    const { promise: isUploading, resolve: uploading } = Promise.withResolvers<void>();
    const { promise: letGo, resolve: release } = Promise.withResolvers<void>();
    const deleted: string[] = [];
    server.before = async (method, path) => {
      if (method === 'DELETE') deleted.push(path);
      if (method !== 'POST' || !path.endsWith('/files')) return;
      uploading();
      await letGo;
    };
    await conversations.take(post('10', '1', 'What is that?', { files }));
    await isUploading;

    await conversations.placeGone('10');
    await vi.waitFor(async () => expect(await conversations.memoryOf('10')).toBe('none'), 5_000);
    release();

    await vi.waitFor(() => expect(deleted.filter((path) => path.includes('/files/'))).toHaveLength(1), 5_000);
    await vi.waitFor(() => expect(onDisk()).toBe(0), 5_000);
    expect((await client.files.list()).data).toEqual([]);
  });
  test('of posts that are more together than the model is given it sees each, with its files', async () => {
    const { promise: letGo, resolve: release } = Promise.withResolvers<void>();
    const more = { engine: { contextTokens: 2_000 }, maxTurnText: 4_000 };
    const { conversations, discordFiles, model, post } = await start([letGo, ...saying('I see.')], more);
    await conversations.take(post('10', '1', 'busy'));
    await vi.waitFor(() => expect(model.asked).toHaveLength(1), 5_000);
    const texts = ['one', 'two', 'three', 'four', 'x'.repeat(5_000), 'five', 'six'].map((text) => `Look, ${text}.`);

    for (const text of texts) {
      const files = text.length < 100 ? [discordFiles.attach('cat.png', PNG)] : [];
      await conversations.take(post('10', '1', text, { files }));
    }
    release();

    const seen = () => JSON.stringify(model.asked.map(({ input }) => input));
    await vi.waitFor(() => expect(seen()).toContain(texts.at(-1)), 10_000);
    expect(texts.filter((text) => !seen().includes(text))).toEqual([]);
  });
});
