import { expect, test } from 'vitest';
import { createInspector } from '../../../playground/inspector/inspector.ts';

type Fetch = typeof globalThis.fetch;

function watched(fetch: (...given: Parameters<Fetch>) => Response | Promise<Response>) {
  const inspector = createInspector();
  const app = inspector.http(() => 'http://127.0.0.1/api');
  const read = async (path: string) => (await app.request(`/inspector${path}`)).json();
  const list = async () => (await read('/entries')) as { id: number }[];
  const newest = async () => read(`/entries/${(await list()).at(-1)?.id}`);
  return { fetch: inspector.fetch('assistants', async (input, init) => fetch(input, init)), list, newest };
}

/** A stream whose pieces come when they are pushed. */
function pushed() {
  let controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;
  const cancelled: unknown[] = [];
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (started) => void (controller = started),
    cancel: (reason) => void cancelled.push(reason),
  });
  const response = new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } });
  const push = (text: string) => controller?.enqueue(new TextEncoder().encode(text));
  return {
    response,
    push,
    end: () => controller?.close(),
    fail: (error: Error) => controller?.error(error),
    cancelled,
  };
}

test('a request is kept with its answer, which the caller gets as it is', async () => {
  const { fetch, newest } = watched(() => Response.json({ id: 'msg_1' }, { status: 201 }));

  const response = await fetch('http://engine/v1/threads/thread_1/messages', {
    method: 'POST',
    body: '{"role":"user"}',
  });

  expect(await response.json()).toEqual({ id: 'msg_1' });
  await expect.poll(newest, { timeout: 10_000 }).toMatchObject({
    kind: 'assistants',
    label: 'POST /threads/thread_1/messages',
    threadId: 'thread_1',
    method: 'POST',
    url: 'http://engine/v1/threads/thread_1/messages',
    body: { role: 'user' },
    status: 201,
    response: { id: 'msg_1' },
    isStream: false,
  });
});

test('pieces of a stream come when they were sent, and it is kept at its end, with pieces of texts counted', async () => {
  const stream = pushed();
  const { fetch, list, newest } = watched(() => stream.response);
  const response = await fetch('http://engine/v1/threads/runs', { method: 'POST' });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const read = async () => new TextDecoder().decode((await reader.read()).value);

  stream.push('event: thread.created\ndata: {"id":"thread_1"}\n\n');
  expect(await read()).toContain('thread.created');
  stream.push('event: thread.message.delta\ndata: {"delta":"sk-"}\n\nevent: thread.message.del');
  stream.push('ta\ndata: {"delta":"secret1"}\n\nevent: done\ndata: [DONE]\n\n');
  expect(await read()).toContain('sk-');
  expect(await read()).toContain('secret1');
  expect(await list()).toEqual([]);
  stream.end();
  expect((await reader.read()).done).toBe(true);

  expect(await newest()).toMatchObject({
    isStream: true,
    status: 200,
    response:
      'event: thread.created\ndata: {"id":"thread_1"}\n\nevent: thread.message.delta\n: 2 times\n\nevent: done\ndata: [DONE]\n\n',
  });
});

test('a reader who leaves ends the stream, as without the inspector', async () => {
  const stream = pushed();
  const { fetch, newest } = watched(() => stream.response);

  const response = await fetch('http://engine/v1/threads/runs');
  await response.body?.cancel('enough');

  expect(stream.cancelled).toEqual(['enough']);
  expect(await newest()).toMatchObject({ isStream: true, error: 'The reader has left.' });
});

test('a stream that breaks breaks for the reader, with the same error', async () => {
  const stream = pushed();
  const { fetch, newest } = watched(() => stream.response);
  const failure = new Error('cut off');

  const response = await fetch('http://engine/v1/threads/runs');
  stream.fail(failure);

  await expect(response.text()).rejects.toBe(failure);
  expect(await newest()).toMatchObject({ error: 'cut off', isFailed: true });
});

test('no answer at all is kept, and thrown', async () => {
  const { fetch, newest } = watched(() => Promise.reject(new Error('nobody there')));

  await expect(fetch('http://engine/v1/threads')).rejects.toThrow('nobody there');

  expect(await newest()).toMatchObject({ status: 'error', error: 'nobody there', isFailed: true });
});

test('the signal reaches whoever answers', async () => {
  const given: (AbortSignal | null | undefined)[] = [];
  const { fetch } = watched((_input, init) => {
    given.push(init?.signal);
    return new Response();
  });
  const { signal } = new AbortController();

  await fetch('http://engine/v1/threads', { signal });

  expect(given).toEqual([signal]);
});

test('of files there is only what they are', async () => {
  const { fetch, newest } = watched(() => new Response('bytes', { headers: { 'content-type': 'image/png' } }));
  const body = new FormData();
  body.set('purpose', 'assistants');
  body.set('file', new File(['12345'], 'a.txt'));

  const response = await fetch(new Request('http://engine/v1/files'), { method: 'POST', body });

  expect(await response.text()).toBe('bytes');
  expect(await newest()).toMatchObject({
    body: { purpose: 'assistants', file: '(file a.txt, 5 bytes)' },
    response: '(image/png)',
  });
});
