import OpenAI, { AzureOpenAI } from 'openai';
import { expect, test } from 'vitest';
import { createLog } from '../../src/log.ts';
import { openSqliteStore } from '../../src/storage/sqlite-store.ts';
import { ended, refusalOf, textOf, waitingModel } from '../support/engine-client.ts';
import { clientAt, engineOn, startServer, startServerOf } from '../support/engine-server.ts';
import { watched } from '../support/engine-store.ts';

test.each(['', '/v1', '/openai', '/openai/v1', '/v1/'])('the base URL may end in “%s”', async (path) => {
  const { url } = await startServer();
  const client = new OpenAI({ baseURL: `${url}${path}`, apiKey: 'unused', maxRetries: 0 });

  const thread = await client.beta.threads.create({ metadata: { a: 'b' } });

  expect(await client.beta.threads.retrieve(thread.id)).toEqual(thread);
});

test('a path that is none is refused in OpenAI’s words, and so is another prefix', async () => {
  const { url } = await startServer();

  for (const path of ['/v1/nothing', '/v2/threads', '/v1/v1/threads', '/v1']) {
    const response = await fetch(`${url}${path}`);

    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { message: `Invalid URL (GET ${path})` } });
  }
});

test('Azure’s client works: its path, its api-version and its header', async () => {
  const { url } = await startServer({ keys: [{ project: 'default', key: 'sk-azure' }] });
  const client = new AzureOpenAI({
    endpoint: url,
    apiKey: 'sk-azure',
    apiVersion: '2024-05-01-preview',
    maxRetries: 0,
  });

  const thread = await client.beta.threads.create();

  expect(await client.beta.threads.retrieve(thread.id)).toEqual(thread);
});

test('a run over HTTP, from the assistant to the answer', async () => {
  const { beta } = clientAt((await startServer()).url);
  const { id: assistant_id } = await beta.assistants.create({ model: 'gpt-4o' });
  const { id } = await beta.threads.create({ messages: [{ role: 'user', content: 'Hi' }] });

  const run = await beta.threads.runs.createAndPoll(id, { assistant_id });

  expect(run.status).toBe('completed');
  expect((await beta.threads.messages.list(id)).data.map(textOf)).toEqual(['You said: Hi', 'Hi']);
});

test('without a key, or with a wrong one, nobody comes in; the key is in no answer and in no log', async () => {
  const lines: string[] = [];
  const log = createLog({ level: 'trace', destination: { write: (line) => void lines.push(line) } });
  const { url } = await startServer({ keys: [{ project: 'default', key: 'sk-right-0123456789' }], log });
  const refusals = [
    await refusalOf(clientAt(url, 'sk-wrong-0123456789').beta.threads.create()),
    await refusalOf(clientAt(url, 'sk-right-012345678').beta.threads.create()),
  ];
  const missing = await fetch(`${url}/v1/threads`, { method: 'POST' });

  for (const refusal of refusals) {
    expect(refusal).toMatchObject({ status: 401, type: 'invalid_request_error', code: 'invalid_api_key' });
    expect(refusal.message).toMatch(/^Incorrect API key provided/);
    expect(refusal.message).not.toContain('sk-');
  }
  expect(missing.status).toBe(401);
  expect(await missing.json()).toEqual({
    error: {
      message: expect.stringMatching(/^You didn't provide an API key/) as string,
      type: 'invalid_request_error',
      param: null,
      code: null,
    },
  });
  expect(await clientAt(url, 'sk-right-0123456789').beta.threads.create()).toMatchObject({ object: 'thread' });
  expect(lines.join('')).not.toMatch(/sk-right|sk-wrong/);
});

test('projects do not see each other, and the keys of one project see the same', async () => {
  const store = openSqliteStore({ file: ':memory:' });
  const engines = new Map(['alice', 'bob'].map((name) => [name, engineOn(store, { namespace: `project/${name}` })]));
  const keys = ['alice 1', 'alice 2', 'bob 1'].map((name) => ({
    project: name.split(' ')[0] ?? '',
    key: `sk-${name.replace(' ', '-')}`,
  }));
  const { url } = await startServer({ engines, keys });
  const [first, second, other] = keys.map(({ key }) => clientAt(url, key).beta);
  const assistant = await first?.assistants.create({ model: 'gpt-4o' });
  const thread = await first?.threads.create();
  const id = thread?.id ?? '';

  expect(await second?.threads.retrieve(id)).toEqual(thread);
  expect((await second?.assistants.list())?.data).toEqual([assistant]);
  const stranger = other ?? expect.fail();
  expect((await stranger.assistants.list()).data).toEqual([]);
  for (const call of [
    () => stranger.threads.retrieve(id),
    () => stranger.threads.delete(id),
    () => stranger.threads.messages.create(id, { role: 'user', content: 'Hi' }),
    () => stranger.threads.runs.list(id),
  ]) {
    expect(await refusalOf(call())).toMatchObject({ status: 404, message: `No thread found with id '${id}'.` });
  }
});

test('healthz tells whether the store can be reached, to everybody', async () => {
  const store = watched(openSqliteStore({ file: ':memory:' }));
  const keys = [{ project: 'default', key: 'sk-right-0123456789' }];
  const { url } = await startServer({ keys, checkHealth: () => store.get('anything') });

  const whole = await fetch(`${url}/healthz`);
  store.isDown = true;
  const broken = await fetch(`${url}/healthz`);

  expect([whole.status, await whole.json()]).toEqual([200, { status: 'ok' }]);
  expect([broken.status, await broken.json()]).toEqual([503, { status: 'unavailable' }]);
});

test('a store that fails is an error of the server, which says not to repeat what may have happened', async () => {
  const store = watched(openSqliteStore({ file: ':memory:' }));
  const { url } = await startServer({ engines: new Map([['default', engineOn(store)]]) });
  store.isDown = true;

  const response = await fetch(`${url}/v1/threads`, { method: 'POST' });

  expect(response.status).toBe(500);
  expect(response.headers.get('x-should-retry')).toBe('false');
  expect(await response.json()).toMatchObject({ error: { type: 'server_error' } });
});

test('a request is found in the log by the id that went out with its answer', async () => {
  const lines: string[] = [];
  const log = createLog({ level: 'debug', destination: { write: (line) => void lines.push(line) } });
  const { url } = await startServer({ log });

  const [made, refused] = [
    await fetch(`${url}/v1/threads`, { method: 'POST' }),
    await fetch(`${url}/v1/threads`, { method: 'POST', body: 'x' }),
  ];

  const logged = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  for (const { status, headers } of [made, refused]) {
    const requestId = headers.get('x-request-id');
    expect(requestId).toMatch(/^req_[A-Za-z0-9]{24}$/);
    expect(logged.find((line) => line['requestId'] === requestId)).toMatchObject({
      project: 'default',
      method: 'POST',
      path: '/v1/threads',
      status,
    });
  }
});

test('the busy are told to come again, and those in line get their turn', async () => {
  const gate = Promise.withResolvers<void>();
  let asked = 0;
  const slots = { atOnce: 1, waiting: 1, waitMs: 60_000 };
  const { url } = await startServerOf(
    async () => {
      asked += 1;
      await gate.promise;
      return Response.json({});
    },
    { slots },
  );
  const first = fetch(url);
  await expect.poll(() => asked).toBe(1);
  const both = [fetch(url), fetch(url)];

  const refused = await Promise.race(both);

  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(await refused.json()).toMatchObject({ error: { code: 'rate_limit_exceeded' } });
  gate.resolve();
  expect((await Promise.all([first, ...both])).filter(({ status }) => status === 200)).toHaveLength(2);
});

test('who only waits for a run takes no place from those who work', async () => {
  const gate = Promise.withResolvers<void>();
  let asked = 0;
  const waitForGate = async () => {
    asked += 1;
    await gate.promise;
    return Response.json({});
  };
  const { url } = await startServerOf(waitForGate, { slots: { atOnce: 1, waiting: 0, waitMs: 0 } });

  const ask = (path: string, headers: Record<string, string> = {}) => fetch(`${url}${path}`, { headers });
  const run = '/v1/threads/thread_a/runs/run_a';
  const all = [ask(run, { prefer: 'wait=20' }), ask(run, { prefer: 'wait=20' }), ask(run)];
  await expect.poll(() => asked).toBe(3);
  expect((await ask('/v1/threads/thread_a', { prefer: 'wait=20' })).status).toBe(429); // there is nothing to wait for
  gate.resolve();

  expect((await Promise.all(all)).map(({ status }) => status)).toEqual([200, 200, 200]);
});

test('no URL that a client sends is fetched', async () => {
  let fetched = 0;
  const trap = await startServerOf(async () => {
    fetched += 1;
    return new Response();
  });
  const { beta } = clientAt((await startServer()).url);
  const { id: assistant_id } = await beta.assistants.create({ model: 'm', metadata: { url: trap.url } });
  const image = { type: 'image_url' as const, image_url: { url: `${trap.url}/image.png` } };
  const { id } = await beta.threads.create({ messages: [{ role: 'user', content: [image] }] });

  const run = await beta.threads.runs.createAndPoll(id, { assistant_id });

  expect(run.status).toBe('completed');
  expect(fetched).toBe(0);
});

test('a stream goes out piece by piece', async () => {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const encoder = new TextEncoder();
  const headers = { 'content-type': 'text/event-stream; charset=utf-8' };
  const { url } = await startServerOf(async () => new Response(readable, { headers }));
  void writer.write(encoder.encode('event: thread.run.created\n\n'));

  const response = await fetch(url);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const first = await reader?.read();
  void writer.write(encoder.encode('event: done\n\n'));
  const second = await reader?.read();
  await writer.close();

  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect([first?.value, second?.value]).toEqual(['event: thread.run.created\n\n', 'event: done\n\n']);
  expect((await reader?.read())?.done).toBe(true);
});

test('a client that hangs up ends neither its run nor the server', async () => {
  const { model, release, nextQuestion } = waitingModel();
  const engine = engineOn(undefined, { model });
  const { url } = await startServer({ engines: new Map([['default', engine]]) });
  const { beta } = clientAt(url);
  const { id: assistant_id } = await beta.assistants.create({ model: 'm' });
  const { id } = await beta.threads.create({ messages: [{ role: 'user', content: 'Hi' }] });
  const asked = nextQuestion();
  const run = await beta.threads.runs.create(id, { assistant_id });
  await asked;
  const abort = new AbortController();
  const polling = fetch(`${url}/v1/threads/${id}/runs/${run.id}`, { signal: abort.signal });
  abort.abort();
  await expect(polling).rejects.toThrow();
  release();

  expect(await ended(clientAt(url), run)).toMatchObject({ status: 'completed' });
});

test('closing lets the answers under way go out and accepts nothing more', async () => {
  const gate = Promise.withResolvers<void>();
  let asked = 0;
  const server = await startServerOf(async () => {
    asked += 1;
    await gate.promise;
    return Response.json({ whole: true });
  });
  const answer = fetch(server.url);
  await expect.poll(() => asked).toBe(1);

  const closed = server.close(60_000);
  await expect
    .poll(() =>
      fetch(server.url).then(
        () => 'accepted',
        () => 'refused',
      ),
    )
    .toBe('refused');
  gate.resolve();

  expect(await (await answer).json()).toEqual({ whole: true });
  await closed;
});

test('closing cuts what outlasts the bound, also a stream', async () => {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  writer.write(new TextEncoder().encode(': ping\n\n')).catch(() => undefined);
  writer.closed.catch(() => undefined);
  const server = await startServerOf(async () => new Response(readable));
  const response = await fetch(server.url);

  await server.close(50);

  await expect(response.text()).rejects.toThrow();
});

test('a port that is taken rejects', async () => {
  const { url } = await startServer();

  await expect(startServer({ port: Number(new URL(url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
