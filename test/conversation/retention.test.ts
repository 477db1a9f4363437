import { pino } from 'pino';
import { describe, expect, test, vi } from 'vitest';
import { createRetention } from '../../src/conversation/retention.ts';
import { timeOf } from '../../src/snowflake.ts';
import { keptSqlite } from '../support/kept-stores.ts';
import { saying, scripted } from '../support/scripted-model.ts';
import { startTalks } from '../support/talks.ts';

const DAY_MS = 86_400_000;
const log = pino({ level: 'silent' });
const silent = () => scripted(saying('Fine.'));

describe('conversations in which nobody has posted for long', () => {
  test('are forgotten, on the Assistants side too, and those of other servers stay', async () => {
    const { store } = await keptSqlite.open();
    const { client, conversations, say, threadOf } = await startTalks(store, silent());
    await say('10', '1', 'hello', { serverId: 'here' });
    await say('11', '1', 'hello', { serverId: 'elsewhere' });
    const threadId = (await threadOf('10')) ?? '';

    expect(await conversations.forgetIdle('here', Date.now() + DAY_MS)).toBe(1);

    expect(await conversations.memoryOf('10')).toBe('none');
    await expect(client.beta.threads.retrieve(threadId)).rejects.toMatchObject({ status: 404 });
    expect(await store.getMany(['inbox/10', 'turn/10'])).toEqual([undefined, undefined]);
    expect(await store.members('active/here')).toEqual([]);
    expect(await store.members('posts/1')).toHaveLength(1);
    expect(await conversations.memoryOf('11')).toBe('talking');
  });

  test('are those with no post since the given time', async () => {
    const { store } = await keptSqlite.open();
    const { conversations, say } = await startTalks(store, silent());
    const { id } = await say('10', '1', 'hello');

    expect(await conversations.forgetIdle(undefined, timeOf(id) - 1)).toBe(0);
    expect(await conversations.forgetIdle(undefined, timeOf(id))).toBe(0); // it was taken in later than that
    expect(await conversations.memoryOf('10')).toBe('talking');
  });

  test('stay while an answer is under way', async () => {
    const { store } = await keptSqlite.open();
    const { promise: letGo, resolve: release } = Promise.withResolvers<void>();
    const model = scripted([letGo, ...saying('Fine.')]);
    const { conversations, post, sent } = await startTalks(store, model);
    await conversations.take(post('10', '1', 'hello'));
    await vi.waitFor(() => expect(model.asked).toHaveLength(1), 5_000);

    expect(await conversations.forgetIdle(undefined, Date.now() + DAY_MS)).toBe(0);
    release();

    await vi.waitFor(() => expect(sent).toHaveLength(1), 5_000);
  });

  test('stay when somebody posts at the last moment', async () => {
    const { store } = await keptSqlite.open();
    const { conversations, post, say, sent, server, thread } = await startTalks(store, silent());
    await say('10', '1', 'hello');
    server.before = async (method) => {
      if (method !== 'DELETE') return;
      server.before = async () => undefined;
      await conversations.take(post('10', '1', 'I am back'));
    };

    await conversations.forgetIdle(undefined, Date.now() + DAY_MS);

    await vi.waitFor(() => expect(sent).toHaveLength(2), 5_000);
    expect(sent[1]?.content).toMatch(/no longer have what was said here before/);
    expect(await thread('10')).toEqual(['Name1: I am back', 'Fine.']);
  });

  test('go when the Assistants server is back', async () => {
    const { store } = await keptSqlite.open();
    const { client, conversations, say, server, startAnother, threadOf } = await startTalks(store, silent());
    await say('10', '1', 'hello');
    const threadId = (await threadOf('10')) ?? '';
    server.isAway = true;
    expect(await conversations.forgetIdle(undefined, Date.now() + DAY_MS)).toBe(1);
    await conversations.close(0);
    server.isAway = false;

    await startAnother().resume();

    await expect(client.beta.threads.retrieve(threadId)).rejects.toMatchObject({ status: 404 });
    expect(await store.get('conversation/10')).toBeUndefined();
  });
});

describe('retention', () => {
  function setUp(store: Parameters<typeof createRetention>[0]['store']) {
    const asked: [serverId: string | undefined, beforeMs: number][] = [];
    const hours: (() => void)[] = [];
    const retention = createRetention({
      store,
      conversations: { forgetIdle: async (...question) => asked.push(question) },
      retentionOf: (serverId) => (serverId === 'for ever' ? undefined : 2),
      servers: () => ['one', 'for ever'],
      log,
      now: () => 10 * DAY_MS,
      sleep: async (_ms, value, options) => {
        const { promise, resolve, reject } = Promise.withResolvers<void>();
        options?.signal?.addEventListener('abort', () => reject(options.signal?.reason), { once: true });
        hours.push(resolve);
        await promise;
        return value as never;
      },
    });
    return { retention, asked, hours };
  }

  test('looks at each server and the DMs by the days that are set there', async () => {
    const { retention, asked } = setUp((await keptSqlite.open()).store);

    await retention.sweep();

    expect(asked).toEqual([
      ['one', 8 * DAY_MS],
      [undefined, 8 * DAY_MS],
    ]);
  });

  test('is seen to by one process at a time', async () => {
    const { store } = await keptSqlite.open();
    const { retention, asked } = setUp(store);
    const lock = await store.lock('retention', 60_000);

    expect(await retention.sweep()).toBe(0);
    await lock?.release();
    await retention.sweep();

    expect(asked).toHaveLength(2);
  });

  test('goes on every hour until it is stopped', async () => {
    const { retention, asked, hours } = setUp((await keptSqlite.open()).store);

    retention.start();
    await vi.waitFor(() => expect(hours).toHaveLength(1));
    hours[0]?.();
    await vi.waitFor(() => expect(hours).toHaveLength(2));
    await retention.stop();

    expect(asked).toHaveLength(4);
  });
});
