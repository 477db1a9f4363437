import { expect, test } from 'vitest';
import { isSpecified, specified } from '../support/specification.ts';

const thread = { id: 'thread_abc', object: 'thread', created_at: 1, metadata: {}, tool_resources: {} };

function answering(status: number, body: unknown) {
  return specified(async () => Response.json(body, { status }));
}

test.runIf(isSpecified)('every answer of the tests is held against OpenAI’s specification', async () => {
  const ask = (status: number, body: unknown, path = '/threads/thread_abc') =>
    answering(status, body)(`http://engine/openai/v1${path}?api-version=1`);

  expect(await (await ask(200, thread)).json()).toEqual(thread);
  await expect(ask(200, { ...thread, created_at: undefined })).rejects.toThrow(
    "must have required property 'created_at'",
  );
  await expect(ask(200, { ...thread, object: 'something' })).rejects.toThrow('GET /threads/thread_abc 200');
  await expect(ask(404, { error: 'not found' })).rejects.toThrow('/error must be object');
  await expect(ask(200, { object: 'list' }, '/threads/thread_abc/messages')).rejects.toThrow("property 'has_more'");
});

test.runIf(isSpecified)('what the specification does not know is left alone', async () => {
  expect(await (await answering(200, { status: 'ok' })('http://engine/healthz')).json()).toEqual({ status: 'ok' });
});

test.runIf(isSpecified)('so is every event of a stream', async () => {
  const streaming = async (text: string) => {
    const answer = specified(async () => new Response(text, { headers: { 'content-type': 'text/event-stream' } }));
    return (await answer('http://engine/v1/threads/thread_abc/runs')).text();
  };
  const created = `event: thread.created\ndata: ${JSON.stringify(thread)}\n\n`;
  const end = 'event: done\ndata: [DONE]\n\n';

  expect(await streaming(`: ping\n\n${created}${end}`)).toBe(`: ping\n\n${created}${end}`);
  await expect(streaming(created.replace('"created_at":1,', ''))).rejects.toThrow("property 'created_at'");
  await expect(streaming(created.replace('thread.created', 'thread.made'))).rejects.toThrow('thread.made');
  await expect(streaming(created.replace('thread.created', 'thread.run.created'))).rejects.toThrow(
    'thread.run.created',
  );
});
