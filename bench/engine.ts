/**
 * What the engine's calls cost: `npm run bench:engine`. In process and over HTTP, on SQLite and (where there is a redis-server)
 * on Redis, with the real client. Prints Markdown tables.
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import OpenAI from 'openai';
import { pino } from 'pino';
import { createEngine } from '../src/engine/engine.ts';
import type { Model } from '../src/engine/models/model.ts';
import { openRedisStore } from '../src/storage/redis-store.ts';
import { openSqliteStore } from '../src/storage/sqlite-store.ts';
import type { Store } from '../src/storage/store.ts';
import { hasRedis, startRedis } from './redis.ts';
import { median } from './statistics.ts';
import { table } from './table.ts';

const CALLS = 2_000;
const LONG_THREAD = 100_000;
const ACTIVE_RUNS = 1_000;
const log = pino({ level: 'silent' });

/** A model that says two words at once, or waits until it is told. */
function model(until: Promise<void> = Promise.resolve()): Model {
  return {
    async *answer() {
      await until;
      yield { type: 'text', text: 'Two words.' };
      yield { type: 'finished', reason: 'stop' };
    },
  };
}

const folder = mkdtempSync(join(tmpdir(), 'bobbin-bench-'));
const redis = new AsyncDisposableStack();
const redisUrl = hasRedis() ? await startRedis(redis) : undefined;
if (redisUrl === undefined) console.log('No redis-server on the PATH: SQLite only.\n');
try {
  const rows: string[][] = [];
  const firstTokens: string[][] = [];
  for (const [name, open] of stores()) {
    const store = await open();
    const engine = createEngine({ store, model: model(), log });
    const server = serve({ fetch: (request) => engine.fetch(request), port: 0, hostname: '127.0.0.1' });
    if (!server.listening) await once(server, 'listening');
    const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const inProcess = new OpenAI({ apiKey: 'bench', baseURL: 'http://engine/v1', fetch: engine.fetch });
    const overHttp = new OpenAI({ apiKey: 'bench', baseURL });
    rows.push(...(await mainCalls(`${name}, in process`, inProcess)), ...(await mainCalls(`${name}, HTTP`, overHttp)));
    firstTokens.push(
      [`${name}, in process`, await firstToken(inProcess)],
      [`${name}, HTTP`, await firstToken(overHttp)],
    );
    server.close();
    await engine.close(AbortSignal.abort());
    await store.close();
  }
  table(['store', 'call', 'calls a second', 'ms a call (median)'], rows);
  table(['store', 'first token after, ms (median; the model itself takes none)'], firstTokens);
  table(['thread of', 'append, ms', 'retrieve by id, ms', 'newest page of 20, ms', 'run, ms'], await longThread());
  table(['active runs', 'MB more', 'kB a run'], await memoryOfRuns());
} finally {
  await redis.disposeAsync();
  rmSync(folder, { recursive: true, force: true });
}

function stores(): [string, () => Promise<Store & { close(): unknown }>][] {
  let count = 0;
  const sqlite = async () => openSqliteStore({ file: join(folder, `${(count += 1)}.sqlite`) });
  return redisUrl !== undefined
    ? [
        ['SQLite', sqlite],
        ['Redis', () => openRedisStore({ url: redisUrl, log })],
      ]
    : [['SQLite', sqlite]];
}

async function mainCalls(store: string, client: OpenAI): Promise<string[][]> {
  const { assistants, threads } = client.beta;
  const assistant = await assistants.create({ model: 'default' });
  const thread = await threads.create();
  const message = await threads.messages.create(thread.id, { role: 'user', content: 'hello' });
  const calls: [string, () => Promise<unknown>][] = [
    ['create a thread', () => threads.create()],
    ['append a message', () => threads.messages.create(thread.id, { role: 'user', content: 'hello' })],
    ['retrieve a message', () => threads.messages.retrieve(message.id, { thread_id: thread.id })],
    ['list 20 messages', () => threads.messages.list(thread.id)],
    ['retrieve an assistant', () => assistants.retrieve(assistant.id)],
  ];
  const rows: string[][] = [];
  for (const [name, call] of calls) rows.push([store, name, ...(await measure(call))]);
  return rows;
}

/** One call after another, after a warm-up. */
async function measure(call: () => Promise<unknown>): Promise<[perSecond: string, medianMs: string]> {
  for (let index = 0; index < CALLS / 10; index += 1) await call();
  const times: number[] = [];
  const start = performance.now();
  for (let index = 0; index < CALLS; index += 1) {
    const before = performance.now();
    await call();
    times.push(performance.now() - before);
  }
  const seconds = (performance.now() - start) / 1_000;
  return [(CALLS / seconds).toFixed(0), median(times).toFixed(2)];
}

/** From the request that creates a streamed run to the first piece of its message. */
async function firstToken(client: OpenAI): Promise<string> {
  const assistant = await client.beta.assistants.create({ model: 'default' });
  const times: number[] = [];
  for (let index = 0; index < 100; index += 1) {
    const thread = await client.beta.threads.create({ messages: [{ role: 'user', content: 'hello' }] });
    const before = performance.now();
    const stream = await client.beta.threads.runs.create(thread.id, { assistant_id: assistant.id, stream: true });
    let isFirst = true;
    for await (const event of stream) {
      if (event.event === 'thread.message.delta' && isFirst) times.push(performance.now() - before);
      if (event.event === 'thread.message.delta') isFirst = false;
    }
  }
  return median(times).toFixed(1);
}

async function longThread(): Promise<string[][]> {
  const store = openSqliteStore({ file: join(folder, 'long.sqlite') });
  const engine = createEngine({ store, model: model(), log, pollAfterMs: 1 });
  const client = new OpenAI({ apiKey: 'bench', baseURL: 'http://engine/v1', fetch: engine.fetch });
  const { messages, runs } = client.beta.threads;
  const assistant = await client.beta.assistants.create({ model: 'default' });
  const thread = await client.beta.threads.create();
  const append = () => messages.create(thread.id, { role: 'user', content: 'one more message of a usual length' });
  const first = await append();
  const rows: string[][] = [];
  let length = 1;
  for (const target of [10, LONG_THREAD]) {
    for (; length < target; length += 1) await append();
    const ms = async (call: () => Promise<unknown>) => {
      const times: number[] = [];
      for (let index = 0; index < 100; index += 1) {
        const before = performance.now();
        await call();
        times.push(performance.now() - before);
      }
      return median(times).toFixed(2);
    };
    rows.push([
      `${target} messages`,
      await ms(append),
      await ms(() => messages.retrieve(first.id, { thread_id: thread.id })),
      await ms(() => messages.list(thread.id)),
      await ms(() =>
        runs.createAndPoll(thread.id, {
          assistant_id: assistant.id,
          truncation_strategy: { type: 'last_messages', last_messages: 10 },
        }),
      ),
    ]);
    length += 100;
  }
  await engine.close(AbortSignal.abort());
  store.close();
  return rows;
}

async function memoryOfRuns(): Promise<string[][]> {
  const store = openSqliteStore({ file: join(folder, 'runs.sqlite') });
  const gate = Promise.withResolvers<void>();
  const engine = createEngine({ store, model: model(gate.promise), log });
  const client = new OpenAI({ apiKey: 'bench', baseURL: 'http://engine/v1', fetch: engine.fetch });
  const assistant = await client.beta.assistants.create({ model: 'default' });
  const before = heapMb();
  for (let index = 0; index < ACTIVE_RUNS; index += 1) {
    const thread = await client.beta.threads.create({ messages: [{ role: 'user', content: 'hello' }] });
    await client.beta.threads.runs.create(thread.id, { assistant_id: assistant.id });
  }
  const more = heapMb() - before;
  gate.resolve();
  await engine.close();
  store.close();
  return [[`${ACTIVE_RUNS}`, more.toFixed(1), ((more * 1_024) / ACTIVE_RUNS).toFixed(1)]];
}

function heapMb(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}
