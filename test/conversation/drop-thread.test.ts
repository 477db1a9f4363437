import { readdirSync } from 'node:fs';
import { toFile } from 'openai';
import { describe, expect, test, vi } from 'vitest';
import { keptSqlite } from '../support/kept-stores.ts';
import { saying, scripted } from '../support/scripted-model.ts';
import { startTalks } from '../support/talks.ts';

const DAY_MS = 86_400_000;

/** A conversation whose Assistants thread has files, as a picture and in both tools; and what the server has then. */
async function withFiles(conversationId = '10') {
  const { store } = await keptSqlite.open();
  const talks = await startTalks(store, scripted(saying('Fine.')));
  const { client, filesDir, say, threadOf } = talks;
  const post = await say(conversationId, '1', 'hello', { serverId: 'here' });
  const threadId = (await threadOf(conversationId)) ?? '';
  const upload = async (name: string) =>
    (await client.files.create({ file: await toFile(Buffer.from(name), name), purpose: 'assistants' })).id;
  const [picture, report, data] = [await upload('cat.png'), await upload('report.md'), await upload('data.csv')];
  const message = (postId: string, authorId = '1') =>
    client.beta.threads.messages.create(threadId, {
      role: 'user',
      content: [
        { type: 'text', text: 'See there.' },
        { type: 'image_file', image_file: { file_id: picture } },
      ],
      attachments: [
        { file_id: report, tools: [{ type: 'file_search' }] },
        { file_id: data, tools: [{ type: 'code_interpreter' }] },
      ],
      metadata: { discord_message_id: postId, discord_author_id: authorId },
    });
  /** What is left on the Assistants server and on its disk. */
  const left = async () => ({
    files: (await client.files.list()).data.map(({ filename }) => filename).toSorted(),
    vectorStores: (await client.vectorStores.list()).data.length,
    onDisk: readdirSync(filesDir).length,
  });
  return { ...talks, store, post, threadId, message, left, upload };
}

const ALL = { files: ['cat.png', 'data.csv', 'report.md'], vectorStores: 1, onDisk: 3 };
const NOTHING = { files: [], vectorStores: 0, onDisk: 0 };

describe('the files of a conversation go with it', () => {
  test.each<[string, (talks: Awaited<ReturnType<typeof withFiles>>) => Promise<unknown>]>([
    ['when it is reset', ({ conversations }) => conversations.reset('10')],
    ['when its place is gone', ({ conversations }) => conversations.placeGone('10')],
    ['when nobody has posted for long', ({ conversations }) => conversations.forgetIdle('here', Date.now() + DAY_MS)],
    ['when everybody in it is forgotten', ({ conversations }) => conversations.forgetPerson('1', 10_000)],
  ])('%s', async (_, end) => {
    const talks = await withFiles();
    await talks.message(talks.post.id);
    expect(await talks.left()).toEqual(ALL);

    await end(talks);

    await vi.waitFor(async () => expect(await talks.left()).toEqual(NOTHING), 5_000);
    const isThere = () =>
      talks.client.beta.threads.retrieve(talks.threadId).then(
        () => 200,
        ({ status }: { status: number }) => status,
      );
    await expect.poll(isThere).toBe(404);
  });

  test('and the files of an assistant stay, also when the thread searches in them', async () => {
    const { client, conversations, left, threadId, upload } = await withFiles();
    const known = await client.vectorStores.create({ file_ids: [await upload('handbook.md')] });
    const resources = { file_search: { vector_store_ids: [known.id] } };
    await client.beta.assistants.create({ model: 'm', tools: [{ type: 'file_search' }], tool_resources: resources });
    await client.beta.threads.update(threadId, { tool_resources: resources });

    await conversations.reset('10');

    await vi.waitFor(() => expect(client.beta.threads.retrieve(threadId)).rejects.toMatchObject({ status: 404 }));
    expect(await left()).toMatchObject({ vectorStores: 1, files: expect.arrayContaining(['handbook.md']) as string[] });
  });

  test('and are tried again when the server was away, also by the next process', async () => {
    const { conversations, left, message, post, server, startAnother } = await withFiles();
    await message(post.id);
    let refusals = 0;
    server.before = async (method, path) => {
      if (method !== 'DELETE' || !path.includes('/files/')) return;
      refusals += 1;
      throw new TypeError('fetch failed');
    };
    await conversations.reset('10');
    await vi.waitFor(() => expect(refusals).toBeGreaterThan(0));
    await conversations.close(0);
    server.before = async () => undefined;

    await startAnother().resume();

    expect(await left()).toEqual(NOTHING);
  });

  test('and a post that comes meanwhile does not wait for that', async () => {
    const { conversations, post, message, say, sent, server } = await withFiles();
    await message(post.id);
    let isDeleting = false;
    server.before = async (method, path) => {
      if (method !== 'DELETE' || !path.includes('/files/')) return;
      isDeleting = true;
      throw new TypeError('fetch failed');
    };
    await conversations.reset('10');
    await vi.waitFor(() => expect(isDeleting).toBe(true));

    await say('10', '1', 'hello again');

    expect(sent.at(-1)?.content).toBe('Fine.');
  });
});

describe('a file that two threads of a conversation have', () => {
  test('stays with the messages of those who are not forgotten', async () => {
    const { conversations, left, message, post, say, threadOf, client } = await withFiles();
    const other = await say('10', '2', 'me too', { serverId: 'here' });
    await message(post.id, '1');
    await message(other.id, '2');

    await conversations.forgetPerson('1', 10_000);

    expect(await left()).toEqual(ALL);
    const kept = await client.beta.threads.messages.list((await threadOf('10')) ?? '');
    expect(kept.data.filter(({ attachments }) => attachments?.length === 2)).toHaveLength(1);
    await conversations.reset('10');
    await vi.waitFor(async () => expect(await left()).toEqual(NOTHING), 5_000);
  });
});

test('the files of a post that is deleted go with its message, and no code is run with them any more', async () => {
  const { client, conversations, left, message, post, thread, threadId } = await withFiles();
  await message(post.id);

  await conversations.remove('10', post.id);

  await vi.waitFor(async () => expect((await left()).files).toEqual([]), 5_000);
  expect((await left()).onDisk).toBe(0);
  await vi.waitFor(async () => expect(await thread('10')).not.toContain('See there.'), 5_000);
  const { tool_resources: resources } = await client.beta.threads.retrieve(threadId);
  expect(resources?.code_interpreter?.file_ids).toEqual([]);
});
