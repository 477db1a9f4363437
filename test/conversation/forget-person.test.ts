import { once } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import type { Model } from '../../src/engine/models/model.ts';
import { textOf } from '../support/engine-client.ts';
import { keptSqlite, keptStores } from '../support/kept-stores.ts';
import { scripted, saying } from '../support/scripted-model.ts';
import { startTalks } from '../support/talks.ts';

const SECRET = 'XYZZY-4711';
const ADA = '1';
const BEN = '2';
const WAIT_MS = 20_000;

/** Says “Fine.”; of what is to be looked up it makes a call of a function that quotes it. */
const quoting: Model = {
  async *answer({ input }) {
    const last = input.at(-1);
    const text = last?.type === 'message' ? textOf(last) : '';
    if (text.includes('look up')) {
      yield { type: 'function_begin', index: 0, callId: 'call_1', name: 'look_up' };
      yield { type: 'function_arguments', index: 0, text: JSON.stringify({ words: text }) };
      yield { type: 'function_end', index: 0 };
      yield { type: 'finished', reason: 'tool_calls' };
      return;
    }
    yield { type: 'text', text: 'Fine.' };
    yield { type: 'finished', reason: 'stop' };
  },
};

describe.each(keptStores)('somebody who wants to be forgotten, with everything on $name', ({ open }) => {
  test('leaves no trace of what they wrote, and what others wrote stays in its order', async () => {
    const { store, tracesOf } = await open();
    const talks = await startTalks(store, quoting);
    const { client, conversations, say, server, thread, threadOf } = talks;
    await say('10', ADA, `alone ${SECRET}`, { serverId: '9' });
    await say('11', BEN, 'first', { serverId: '9' });
    await say('11', ADA, `between ${SECRET}`, { serverId: '9' });
    await say('11', BEN, 'second', { serverId: '9' });
    await say('12', ADA, `direct ${SECRET}`);
    // A function is called with the text, and gives it back.
    await say('13', BEN, 'hello', { serverId: '9' });
    await say('13', ADA, `look up ${SECRET}`, { serverId: '9' });
    const threadId = (await threadOf('13')) ?? '';
    const run = await client.beta.threads.runs.createAndPoll(threadId, {
      assistant_id: 'asst_test',
      additional_messages: [{ role: 'user', content: `look up ${SECRET}`, metadata: { discord_author_id: ADA } }],
      additional_instructions: SECRET,
    });
    await client.beta.threads.runs.submitToolOutputsAndPoll(run.id, {
      thread_id: threadId,
      tool_outputs: [{ tool_call_id: 'call_1', output: SECRET }],
    });
    // Never heard by the assistant.
    server.isAway = true;
    await say('14', ADA, `unheard ${SECRET}`, { serverId: '9' });
    server.isAway = false;
    expect(await tracesOf(SECRET)).not.toEqual([]);

    const outcome = await conversations.forgetPerson(ADA, WAIT_MS);

    expect(outcome).toEqual({ conversations: 5, posts: 5, pending: 0, store: 'done' });
    await vi.waitFor(async () => expect(await tracesOf(SECRET)).toEqual([]), 5_000);
    expect(await thread('10')).toEqual([]);
    expect(await thread('11')).toEqual(['Name2: first', 'Fine.', 'Fine.', 'Name2: second', 'Fine.']);
    expect((await thread('13')).filter((text) => text.startsWith('Name'))).toEqual(['Name2: hello']);
    await say('11', BEN, 'third', { serverId: '9' });
    await say('10', ADA, 'hello again', { serverId: '9' });
    expect((await thread('11')).slice(-2)).toEqual(['Name2: third', 'Fine.']);
    expect(await thread('10')).toEqual(['Name1: hello again', 'Fine.']);
  });
});

describe('a wish to be forgotten', () => {
  test('is fulfilled in the next process, when the Assistants server is away', async () => {
    const { store, tracesOf } = await keptSqlite.open();
    const { conversations, say, server, startAnother, thread } = await startTalks(store, quoting);
    await say('10', BEN, 'hello');
    await say('10', ADA, SECRET);
    server.isAway = true;

    expect(await conversations.forgetPerson(ADA, 0)).toEqual({
      conversations: 1,
      posts: 1,
      pending: 1,
      store: 'pending',
    });
    await conversations.close(0);
    server.isAway = false;
    await startAnother().resume();

    await vi.waitFor(async () => expect(await tracesOf(SECRET)).toEqual([]), 10_000);
    expect(await thread('10')).toEqual(['Name2: hello', 'Fine.', 'Fine.']);
  });

  test('waits for the answer that is under way; posts that wait are gone at once, and do not come back', async () => {
    const { store, tracesOf } = await keptSqlite.open();
    const { promise: letGo, resolve: release } = Promise.withResolvers<void>();
    const model = scripted(saying('Fine.'), [letGo, ...saying('Slow.')], saying('Later.'));
    const { conversations, post, say, sent, thread } = await startTalks(store, model);
    await say('10', BEN, 'hello');
    await conversations.take(post('10', ADA, SECRET));
    await vi.waitFor(() => expect(model.asked).toHaveLength(2), 5_000);
    const waiting = post('10', ADA, `waiting ${SECRET}`);
    await conversations.take(waiting);
    await conversations.take(post('10', BEN, 'me too'));

    expect(await conversations.forgetPerson(ADA, 0)).toMatchObject({ conversations: 1, posts: 2, pending: 1 });
    await conversations.take(waiting);
    await conversations.take(post('10', ADA, 'said afterwards'));
    release();

    await vi.waitFor(async () => expect(await tracesOf(SECRET)).toEqual([]), 10_000);
    await vi.waitFor(() => expect(sent.map(({ content }) => content)).toEqual(['Fine.', 'Slow.', 'Later.']), 5_000);
    const said = (await thread('10')).join('\n');
    expect(said).toBe('Name2: hello\nFine.\nSlow.\nName2: me too\nName1: said afterwards\nLater.');
  });

  test('leaves no half copy behind when the process ends in the middle', async () => {
    const { store, tracesOf } = await keptSqlite.open();
    const { conversations, client, say, server, startAnother, thread, threadOf } = await startTalks(store, quoting);
    await say('10', BEN, 'one');
    await say('10', ADA, SECRET);
    await say('10', BEN, 'two');
    const made: string[] = [];
    server.before = async (method, path, signal) => {
      const [, threadId] = /threads\/([^/]+)\/messages$/.exec(path) ?? [];
      if (method !== 'POST' || threadId === undefined || made.push(threadId) < 2) return;
      const isStopped = once(signal, 'abort');
      void conversations.close(0);
      await isStopped;
    };
    await conversations.forgetPerson(ADA, 0);
    await vi.waitFor(() => expect(made).toHaveLength(2), 5_000);
    await conversations.close(0);
    server.before = async () => undefined;

    await startAnother().resume();

    await vi.waitFor(async () => expect(await tracesOf(SECRET)).toEqual([]), 10_000);
    expect(await thread('10')).toEqual(['Name2: one', 'Fine.', 'Fine.', 'Name2: two', 'Fine.']);
    expect(made[0]).not.toBe(await threadOf('10'));
    await expect(client.beta.threads.retrieve(made[0] ?? '')).rejects.toMatchObject({ status: 404 });
  });

  test('of somebody of whom nothing is kept is fulfilled at once', async () => {
    const { store } = await keptSqlite.open();
    const { conversations } = await startTalks(store, quoting);

    expect(await conversations.forgetPerson('nobody', 0)).toMatchObject({ conversations: 0, posts: 0, pending: 0 });
  });

  test('reaches what was said before a reset, and a place that Discord has deleted', async () => {
    const { store, tracesOf } = await keptSqlite.open();
    const { conversations, say } = await startTalks(store, quoting);
    await say('10', ADA, SECRET);
    await say('11', ADA, SECRET);
    await conversations.reset('10');
    await conversations.placeGone('11');
    await vi.waitFor(async () => expect(await store.get('conversation/11')).toBeUndefined());
    expect(await store.members(`posts/${ADA}`)).toHaveLength(1);

    expect(await conversations.forgetPerson(ADA, WAIT_MS)).toMatchObject({ pending: 0, store: 'done' });

    expect(await tracesOf(SECRET)).toEqual([]);
    expect(await store.members(`posts/${ADA}`)).toEqual([]);
    expect(await store.members('authors/11')).toEqual([]);
  });

  test.each([
    { name: 'has to be wiped by its operator', scrub: async () => 'refused' as const, expected: 'refused' },
    { name: 'cannot be wiped yet', scrub: () => Promise.reject(new Error('busy')), expected: 'pending' },
  ])('tells when the store $name, and it is wiped when that works', async ({ scrub, expected }) => {
    const { store, tracesOf } = await keptSqlite.open();
    const { say, ...talks } = await startTalks({ ...store, scrub }, quoting);
    await say('10', ADA, SECRET);

    const outcome = await talks.conversations.forgetPerson(ADA, WAIT_MS);
    await talks.conversations.close(0);

    expect(outcome).toEqual({ conversations: 1, posts: 1, pending: 0, store: expected });
    await (await startTalks(store, quoting)).conversations.resume();
    expect(await tracesOf(SECRET)).toEqual([]);
  });

  test('reaches a conversation that was reset while the Assistants server was away', async () => {
    const { store, tracesOf } = await keptSqlite.open();
    const { conversations, say, server, startAnother } = await startTalks(store, quoting);
    await say('10', ADA, SECRET);
    server.isAway = true;
    await conversations.reset('10');
    await conversations.close(0);
    server.isAway = false;

    const next = startAnother();

    expect(await next.forgetPerson(ADA, WAIT_MS)).toMatchObject({ pending: 0, store: 'done' });
    expect(await tracesOf(SECRET)).toEqual([]);
  });

  test('takes the files along that only the person had posted', async () => {
    const { store } = await keptSqlite.open();
    const { conversations, client, say, threadOf } = await startTalks(store, quoting);
    await say('10', BEN, 'hello');
    const upload = (name: string) => client.files.create({ file: new File(['x'], name), purpose: 'assistants' });
    const [own, common] = [await upload('own.txt'), await upload('common.txt')];
    const tools = [{ type: 'code_interpreter' as const }];
    const attach = (authorId: string, ...ids: string[]) =>
      threadOf('10').then((threadId) =>
        client.beta.threads.messages.create(threadId ?? '', {
          role: 'user',
          content: 'see there',
          attachments: ids.map((id) => ({ file_id: id, tools })),
          metadata: { discord_author_id: authorId },
        }),
      );
    await attach(ADA, own.id, common.id);
    await attach(BEN, common.id);
    await say('10', ADA, 'hello');

    await conversations.forgetPerson(ADA, WAIT_MS);

    await expect(client.files.retrieve(own.id)).rejects.toMatchObject({ status: 404 });
    expect(await client.files.retrieve(common.id)).toMatchObject({ filename: 'common.txt' });
    const page = await client.beta.threads.messages.list((await threadOf('10')) ?? '', { order: 'asc' });
    expect(page.data.flatMap(({ attachments }) => attachments)).toEqual([{ file_id: common.id, tools }]);
  });
});
