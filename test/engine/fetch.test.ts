import { getEventListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import OpenAI, { APIUserAbortError } from 'openai';
import { expect, test } from 'vitest';
import { createFetch } from '../../src/engine/fetch.ts';
import { openSqliteStore } from '../../src/storage/sqlite-store.ts';
import { ended, startEngine, waitingModel } from '../support/engine-client.ts';

const never = () => new Promise<Response>(() => undefined);

test.each([
  'https://api.openai.com/v1',
  'http://localhost:8787',
  'http://localhost:8787/v1/',
  'https://example.azure.com/openai',
  'https://example.azure.com/openai/v1',
])('the base URL %s leads to it', async (baseURL) => {
  const { engine } = await startEngine(openSqliteStore({ file: ':memory:' }));
  const client = new OpenAI({ apiKey: 'x', baseURL, fetch: engine.fetch, maxRetries: 0 });

  const thread = await client.beta.threads.create();

  expect(await client.beta.threads.retrieve(thread.id)).toEqual(thread);
});

test('a path, a URL and a request are all understood', async () => {
  const { fetch } = (await startEngine(openSqliteStore({ file: ':memory:' }))).engine;
  const address = 'http://engine/v1/assistants/asst_test';

  for (const input of [address, new URL(address), new Request(address)]) {
    expect((await fetch(input)).status).toBe(200);
  }
});

test('answers carry the headers by which a request can be found again', async () => {
  const { fetch } = (await startEngine(openSqliteStore({ file: ':memory:' }))).engine;

  const { headers } = await fetch('http://engine/v1/threads/thread_abc');

  expect(headers.get('x-request-id')).toMatch(/^req_[A-Za-z0-9]{24}$/);
  expect(headers.get('openai-version')).toBe('2020-10-01');
  expect(headers.get('content-type')).toBe('application/json');
});

test('it rejects when the signal is aborted, before, or while the answer is awaited', async () => {
  const fetch = createFetch(never);
  const reason = new Error('changed my mind');
  const abort = new AbortController();

  const waiting = fetch('http://engine/', { signal: abort.signal });
  abort.abort(reason);

  await expect(waiting).rejects.toBe(reason);
  await expect(fetch('http://engine/', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test('the client’s timeout works', async () => {
  const client = new OpenAI({ apiKey: 'x', fetch: createFetch(never), timeout: 20, maxRetries: 0 });

  await expect(client.beta.threads.create()).rejects.toThrow('Request timed out.');
});

test('many requests with one signal leave no listeners on it', async () => {
  const { fetch } = (await startEngine(openSqliteStore({ file: ':memory:' }))).engine;
  const { signal } = new AbortController();

  for (let index = 0; index < 20; index += 1) await fetch('http://engine/v1/assistants', { signal });

  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});

test('the client’s look at `data:,` is answered and is no request', async () => {
  let handled = 0;
  const fetch = createFetch(() => {
    handled += 1;
    return new Response();
  });

  expect(await fetch('data:,')).toBeInstanceOf(Response);
  expect(handled).toBe(0);
});

test('a client that hangs up does not end a run', async () => {
  const { model, release, nextQuestion } = waitingModel();
  const { client, assistantId } = await startEngine(openSqliteStore({ file: ':memory:' }), { model });
  const { threads } = client.beta;
  const { id } = await threads.create();
  const abort = new AbortController();
  const asked = nextQuestion();

  const creating = threads.runs.create(id, { assistant_id: assistantId }, { signal: abort.signal });
  await asked;
  abort.abort();
  await creating.catch((error: unknown) => expect(error).toBeInstanceOf(APIUserAbortError));
  release();

  const [run] = (await threads.runs.list(id)).data;
  if (!run) throw new Error('The run should be there.');
  expect(await ended(client, run)).toMatchObject({ status: 'completed' });
});

test('a client that asks without a pause starves nobody', async () => {
  const { model, release } = waitingModel();
  const { client, assistantId } = await startEngine(openSqliteStore({ file: ':memory:' }), { model });
  const { id } = await client.beta.threads.create();
  const run = await client.beta.threads.runs.create(id, { assistant_id: assistantId });
  const later = delay(20).then(release);

  let status = run.status;
  while (status !== 'completed') status = (await client.beta.threads.runs.retrieve(run.id, { thread_id: id })).status;

  await later;
});
