import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { requestRaw, startServer, startServerOf } from '../../support/engine-server.ts';

const json = { 'content-type': 'application/json' };

test.each([
  { host: 'localhost:8787', status: 200 },
  { host: 'LOCALHOST', status: 200 },
  { host: '127.0.0.1:1', status: 200 },
  { host: '127.1.2.3', status: 200 },
  { host: '[::1]:8787', status: 200 },
  { host: 'bobbin.example', status: 403 },
  { host: 'localhost.example', status: 403 },
  { host: '127.0.0.1.example:8787', status: 403 },
  { host: '10.0.0.1', status: 403 },
  { host: '0.0.0.0', status: 403 },
])('on this machine the name $host is answered with $status', async ({ host, status }) => {
  const { url } = await startServer();

  for (const path of ['/healthz', '/v1/assistants']) {
    expect((await requestRaw(`${url}${path}`, { headers: { host } })).status).toBe(status);
  }
});

test('elsewhere it answers under any name', async () => {
  const { url } = await startServer({ host: '0.0.0.0', keys: [{ project: 'default', key: 'sk-0' }] });
  const port = new URL(url).port;
  const headers = { host: 'bobbin.example', 'api-key': 'sk-0' };

  expect((await requestRaw(`http://127.0.0.1:${port}/v1/assistants`, { headers })).status).toBe(200);
});

test('a web page gets nothing from an engine without keys, and no page is allowed anything', async () => {
  const headers = { origin: 'https://evil.example' };
  const open = await startServer();
  const locked = await startServer({ keys: [{ project: 'default', key: 'sk-0' }] });

  const simple = await requestRaw(`${open.url}/v1/threads`, { method: 'POST', headers });
  const preflight = await requestRaw(`${locked.url}/v1/threads`, { method: 'OPTIONS', headers });
  const withKey = await requestRaw(`${locked.url}/v1/assistants`, { headers: { ...headers, 'api-key': 'sk-0' } });

  expect([simple.status, preflight.status, withKey.status]).toEqual([403, 401, 200]);
  for (const answer of [simple, preflight, withKey]) {
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
});

test.each([
  { name: 'JSON', headers: json, body: ['{"metadata":', '{"a":"b"}}'], status: 200 },
  {
    name: 'JSON with a charset',
    headers: { 'content-type': 'Application/JSON; charset=utf-8' },
    body: ['{}'],
    status: 200,
  },
  { name: 'no body', headers: {}, body: [], status: 200 },
  { name: 'an empty body that says it is JSON', headers: { ...json, 'content-length': '0' }, body: [], status: 200 },
  {
    name: 'an empty body of curl -d ""',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '0' },
    body: [],
    status: 200,
  },
  { name: 'no type', headers: {}, body: ['{}'], status: 400, code: 'unsupported_content_type' },
  {
    name: 'text',
    headers: { 'content-type': 'text/plain' },
    body: ['{}'],
    status: 400,
    code: 'unsupported_content_type',
  },
  {
    name: 'what begins like JSON',
    headers: { 'content-type': 'application/json-seq' },
    body: ['{}'],
    status: 400,
    code: 'unsupported_content_type',
  },
  { name: 'half of a JSON', headers: json, body: ['{"metadata":'], status: 400, code: null },
])('a POST with $name is answered with $status', async ({ headers, body, status, code }) => {
  const { url } = await startServer();

  const answer = await requestRaw(`${url}/v1/threads`, { method: 'POST', headers: { ...headers }, body });

  expect(answer.status).toBe(status);
  const refusal = { error: { type: 'invalid_request_error', message: expect.any(String) as string, code } };
  expect(answer.body).toMatchObject(status === 200 ? { object: 'thread' } : refusal);
});

test('a body that is too long is refused, whether it says so or not', async () => {
  const { url } = await startServer({ bodies: { jsonBytes: 100, uploadBytes: 100, jsonMs: 60_000 } });
  const body = ['{"metadata":{"a":"', 'x'.repeat(100), '"}}'];
  const length = { 'content-length': `${body.join('').length}` };

  for (const headers of [json, { ...json, ...length }]) {
    const answer = await requestRaw(`${url}/v1/threads`, { method: 'POST', headers, body });

    expect(answer).toMatchObject({ status: 413, headers: { connection: 'close' } });
    expect(answer.body).toMatchObject({ error: { type: 'invalid_request_error' } });
  }
});

test('a body that does not come is not waited for', async () => {
  const { url } = await startServer({ bodies: { jsonBytes: 100, uploadBytes: 100, jsonMs: 20 } });
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write('POST /v1/threads HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n');
  socket.write('content-length: 50\r\n\r\n{"half":');

  const [answer] = (await once(socket, 'data')) as [Buffer];

  expect(String(answer)).toMatch(/^HTTP\/1\.1 408 /);
  socket.destroy();
});

test('an upload is passed on as it comes, up to its own limit', async () => {
  const { url } = await startServerOf(
    async (request) => {
      const file = (await request.formData()).get('file') as File;
      return Response.json({ name: file.name, size: file.size });
    },
    { bodies: { jsonBytes: 10, uploadBytes: 1_000, jsonMs: 60_000 } },
  );
  const upload = (size: number) => {
    const form = new FormData();
    form.set('file', new Blob(['x'.repeat(size)]), 'notes.txt');
    return fetch(`${url}/v1/files`, { method: 'POST', body: form });
  };

  expect(await (await upload(500)).json()).toEqual({ name: 'notes.txt', size: 500 });
  expect((await upload(1_000)).status).toBe(413);
});

test('an upload has to say how long it is', async () => {
  const { url } = await startServer();
  const headers = { 'content-type': 'multipart/form-data; boundary=x' };

  expect((await requestRaw(`${url}/v1/files`, { method: 'POST', headers, body: ['--x'] })).status).toBe(411);
});
