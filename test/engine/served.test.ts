import { join } from 'node:path';
import OpenAI from 'openai';
import { expect, test } from 'vitest';
import { refusalOf, textOf } from '../support/engine-client.ts';
import { clientAt, startServer } from '../support/engine-server.ts';
import { answering, startModelServer } from '../support/model-server.ts';
import { startScript } from '../support/process.ts';
import { specified } from '../support/specification.ts';
import { temporaryFolder } from '../support/temporary.ts';

test('a run streams over HTTP, as the SDK’s own stream wants it', async () => {
  const { beta } = clientAt((await startServer()).url);
  const { id: assistant_id } = await beta.assistants.create({ model: 'm' });
  const { id } = await beta.threads.create({ messages: [{ role: 'user', content: 'Hi' }] });
  const names: string[] = [];

  const stream = beta.threads.runs.stream(id, { assistant_id });
  stream.on('event', ({ event }) => names.push(event));

  expect((await stream.finalRun()).status).toBe('completed');
  expect((await stream.finalMessages()).map(textOf)).toEqual(['You said: Hi']);
  expect([names[0], names.at(-1)]).toEqual(['thread.run.created', 'thread.run.completed']);
});

test('a client that leaves a stream can read the end of the run', async () => {
  const { beta } = clientAt((await startServer()).url);
  const { id: assistant_id } = await beta.assistants.create({ model: 'm' });
  const { id } = await beta.threads.create({ messages: [{ role: 'user', content: 'Hi' }] });

  for await (const { event } of await beta.threads.runs.create(id, { assistant_id, stream: true })) {
    if (event === 'thread.run.created') break;
  }

  const [run] = (await beta.threads.runs.list(id)).data;
  expect(await beta.threads.runs.poll(run?.id ?? '', { thread_id: id }, { pollIntervalMs: 5 })).toMatchObject({
    status: 'completed',
  });
});

test('the settings for old code reach the engine: strictness, other models, adopted threads', async () => {
  const model = await startModelServer(answering('Hello!'));
  const engine = startScript('start-engine.ts', {
    ENGINE_PORT: '0',
    DATA_DIR: join(temporaryFolder(), 'data'),
    OPENAI_BASE_URL: model.url,
    MODEL_ALIASES: 'gpt-3.5*=first-model',
    ENGINE_ADOPT_THREADS: '1',
    ENGINE_STRICT: '1',
  });
  await engine.until('assistants-api.md');
  const [, url = ''] = /at (http:\/\/\S+)\/v1\n/.exec(engine.output()) ?? [];
  const { beta } = clientAt(url);
  const assistant = await beta.assistants.create({ model: 'gpt-3.5-turbo' });

  const thread = 'thread_OutOfTheOldDatabase';
  await beta.threads.messages.create(thread, { role: 'user', content: 'Are you there?' });
  const run = await beta.threads.runs.createAndPoll(thread, { assistant_id: assistant.id }, { pollIntervalMs: 5 });
  const withoutBeta = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'x', maxRetries: 0, fetch: specified(fetch) });

  expect(run).toMatchObject({ status: 'completed', model: 'gpt-3.5-turbo', thread_id: thread });
  expect(model.requests.at(-1)?.body).toMatchObject({ model: 'first-model' });
  expect((await beta.threads.messages.list(thread)).data.map(textOf)).toEqual(['Hello!', 'Are you there?']);
  expect(await refusalOf(withoutBeta.beta.threads.create({}, { headers: { 'OpenAI-Beta': null } }))).toMatchObject({
    status: 400,
    code: 'invalid_beta',
  });
});
