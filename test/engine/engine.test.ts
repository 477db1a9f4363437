import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createModel } from '../../src/engine/models/create-model.ts';
import { openSqliteStore } from '../../src/storage/sqlite-store.ts';
import { ended, startEngine, textOf } from '../support/engine-client.ts';
import { answering, hanging, refusing, startModelServer, stoppingHalfWay } from '../support/model-server.ts';

const inMemory = () => openSqliteStore({ file: ':memory:' });

test.each(['responses', 'chat'] as const)(
  'a conversation with a model over %s remembers what was said',
  async (api) => {
    const { url: baseUrl, requests } = await startModelServer(
      answering('Nice to meet you.'),
      answering('You are Ada.'),
    );
    const model = createModel({ api, baseUrl, apiKey: 'sk-test', model: 'gpt-configured' });
    const { client, assistantId } = await startEngine(inMemory(), { model });
    const { threads } = client.beta;
    const { id } = await threads.create();

    for (const content of ['Ada: I am Ada.', 'Ada: Who am I?']) {
      await threads.messages.create(id, { role: 'user', content });
      await ended(client, await threads.runs.create(id, { assistant_id: assistantId }));
    }

    expect((await threads.messages.list(id)).data.map(textOf)).toEqual([
      'You are Ada.',
      'Ada: Who am I?',
      'Nice to meet you.',
      'Ada: I am Ada.',
    ]);
    const body = JSON.stringify(requests[1]?.body);
    for (const expected of ['gpt-configured', 'Be brief.', 'I am Ada.', 'Nice to meet you.', 'Who am I?'])
      expect(body).toContain(expected);
  },
);

test.each([
  {
    name: 'refuses the key',
    behaviour: refusing(401, { message: 'Incorrect API key provided: sk-secret-key-1234.' }),
    code: 'server_error',
  },
  {
    name: 'has too much to do',
    behaviour: refusing(429, { message: 'Org sk-secret-key-1234: slow down.' }, { 'x-should-retry': 'false' }),
    code: 'rate_limit_exceeded',
  },
  {
    name: 'refuses the content',
    behaviour: refusing(400, { message: 'No.', code: 'invalid_prompt' }),
    code: 'invalid_prompt',
  },
  { name: 'stops half-way', behaviour: stoppingHalfWay('Half of'), code: 'server_error' },
])('a run fails when the model’s server $name, and the next one can succeed', async ({ behaviour, code }) => {
  const server = await startModelServer(behaviour);
  const model = createModel({ api: 'responses', baseUrl: server.url, apiKey: 'sk-secret-key-1234' });
  const { client, assistantId } = await startEngine(inMemory(), { model });
  const { threads } = client.beta;
  const { id } = await threads.create({ messages: [{ role: 'user', content: 'Hi' }] });

  const failed = await ended(client, await threads.runs.create(id, { assistant_id: assistantId }));
  server.behave(answering('Hello!'));
  const completed = await ended(client, await threads.runs.create(id, { assistant_id: assistantId }));

  expect(failed).toMatchObject({ status: 'failed', last_error: { code, message: expect.any(String) } });
  expect(JSON.stringify(failed)).not.toContain('secret');
  expect(completed.status).toBe('completed');
  expect((await threads.messages.list(id)).data.map(textOf)).toEqual(['Hello!', 'Hi']);
});

test('closing does not wait for a model that says nothing', async () => {
  const server = await startModelServer(hanging());
  const model = createModel({ api: 'chat', baseUrl: server.url, model: 'local' });
  const { engine, client, assistantId } = await startEngine(inMemory(), { model });
  const { id } = await client.beta.threads.create({ messages: [{ role: 'user', content: 'Hi' }] });
  const run = await client.beta.threads.runs.create(id, { assistant_id: assistantId });
  while (server.requests.length === 0) await delay(5);

  await engine.close(AbortSignal.abort());

  expect(await client.beta.threads.runs.retrieve(run.id, { thread_id: id })).toMatchObject({ status: 'queued' });
});

test('the engine’s own default model comes before the model’s', async () => {
  const server = await startModelServer();
  const model = createModel({ api: 'responses', baseUrl: server.url, apiKey: 'sk-test' });
  const { client, assistantId } = await startEngine(inMemory(), { model, defaultModel: 'gpt-engine' });
  const { id } = await client.beta.threads.create({ messages: [{ role: 'user', content: 'Hi' }] });

  const run = await ended(client, await client.beta.threads.runs.create(id, { assistant_id: assistantId }));

  expect(run.model).toBe('default');
  expect(server.requests[0]?.body).toMatchObject({ model: 'gpt-engine' });
});

test('the demo answers through all of it', async () => {
  const { client, assistantId } = await startEngine(inMemory(), { model: createModel({ api: 'demo' }) });
  const { threads } = client.beta;
  const { id } = await threads.create({ messages: [{ role: 'user', content: 'Ada: How deep is the sea?' }] });
  await ended(client, await threads.runs.create(id, { assistant_id: assistantId }));
  await threads.messages.create(id, { role: 'user', content: 'Ada: What did I ask first?' });

  await ended(client, await threads.runs.create(id, { assistant_id: assistantId }));

  expect(textOf((await threads.messages.list(id)).data[0])).toContain('How deep is the sea?');
});
