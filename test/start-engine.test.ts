import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { ended, textOf } from './support/engine-client.ts';
import { clientAt } from './support/engine-server.ts';
import { answering, type ModelServer, startModelServer } from './support/model-server.ts';
import { startScript } from './support/process.ts';
import { freePort } from './support/redis.ts';
import { temporaryFolder } from './support/temporary.ts';

const startProcess = (settings: Record<string, string>) =>
  startScript('start-engine.ts', { ENGINE_PORT: '0', DATA_DIR: join(temporaryFolder(), 'data'), ...settings });

/** An engine that listens, and where. */
async function startEngine(settings: Record<string, string> = {}) {
  const engine = startProcess(settings);
  await engine.until('assistants-api.md');
  const [, url = ''] = /at (http:\/\/\S+)\/v1\n/.exec(engine.output()) ?? [];
  return { ...engine, url };
}

async function ask({ beta }: OpenAI, content: string) {
  const assistant = await beta.assistants.create({ model: 'gpt-4o' });
  const thread = await beta.threads.create({ messages: [{ role: 'user', content }] });
  return beta.threads.runs.create(thread.id, { assistant_id: assistant.id });
}

/** How often a model was asked for an answer. */
function questionsTo({ requests }: ModelServer): number {
  return requests.filter(({ path }) => path.endsWith('/completions')).length;
}

test('it says where it is, what it keeps where, and how to come to it; it answers, and stops with 0', async () => {
  const engine = await startEngine();
  const client = clientAt(engine.url);

  expect(await ended(client, await ask(client, 'How deep is the sea?'))).toMatchObject({ status: 'completed' });
  engine.child.kill('SIGTERM');

  expect(await engine.exit()).toBe(0);
  const { host } = new URL(engine.url);
  expect(engine.output()).toContain([`The Assistants API, at http://${host}/v1`, `  State  SQLite in `].join('\n'));
  for (const line of [
    '  Model  an offline demo; set OPENAI_API_KEY or OPENAI_BASE_URL for a real one',
    '  Keys   none needed, from this machine only',
    `           Python      client = OpenAI(base_url="http://${host}/v1", api_key="unused")`,
    `           JavaScript  const client = new OpenAI({ baseURL: 'http://${host}/v1', apiKey: 'unused' });`,
  ]) {
    expect(engine.output().split('\n')).toContain(line);
  }
});

test('what it keeps outlives it, also kill -9, and a second one beside it sees the same', async () => {
  const DATA_DIR = join(temporaryFolder(), 'data');
  const first = await startEngine({ DATA_DIR });
  const thread = await clientAt(first.url).beta.threads.create({ metadata: { a: 'b' } });
  const second = await startEngine({ DATA_DIR });

  expect(await clientAt(second.url).beta.threads.retrieve(thread.id)).toEqual(thread);
  first.child.kill('SIGKILL');
  second.child.kill('SIGKILL');
  await Promise.all([first.exit(), second.exit()]);

  const third = await startEngine({ DATA_DIR });
  expect(await clientAt(third.url).beta.threads.retrieve(thread.id)).toEqual(thread);
});

test('with keys: who has none stays out, and no key is printed', async () => {
  const keys = { alice: 'sk-alice-0123456789', bot: 'sk-bot-9876543210', none: 'sk-nameless-1234567' };
  const engine = await startEngine({
    ENGINE_API_KEYS: `alice=${keys.alice}, bot=${keys.bot},${keys.none}`,
    LOG_LEVEL: 'trace',
  });

  const { id } = await clientAt(engine.url, keys.alice).beta.threads.create();
  await expect(clientAt(engine.url, keys.bot).beta.threads.retrieve(id)).rejects.toThrow('No thread found');
  await expect(clientAt(engine.url, keys.none).beta.threads.retrieve(id)).rejects.toThrow('No thread found');
  await expect(clientAt(engine.url, 'sk-alice').beta.threads.retrieve(id)).rejects.toThrow('Incorrect API key');

  expect(engine.output()).toMatch(/\n {2}Keys {3}one of ENGINE_API_KEYS; they open alice, bot, key-[0-9a-f]{12}\n/);
  expect(engine.output()).not.toMatch(/sk-alice|sk-bot|sk-nameless/);
});

test('assistants of a seed file are there under their old ids', async () => {
  const ENGINE_SEED = join(temporaryFolder(), 'assistants.json');
  const tools = [{ type: 'code_interpreter' }];
  const old = {
    id: 'asst_Old1',
    object: 'assistant',
    created_at: 1,
    name: 'Math Tutor',
    model: 'gpt-4o',
    tools,
    top_p: 1,
  };
  writeFileSync(ENGINE_SEED, JSON.stringify({ object: 'list', data: [old], has_more: false }));
  const { url } = await startEngine({ ENGINE_SEED });

  expect(await clientAt(url).beta.assistants.retrieve('asst_Old1')).toMatchObject({
    id: 'asst_Old1',
    name: 'Math Tutor',
    tools,
  });
});

describe('one clear sentence, and no start, for', () => {
  test.each([
    {
      name: 'a host for everybody without keys',
      settings: { ENGINE_HOST: '0.0.0.0' },
      says: /^ {2}ENGINE_API_KEYS is required/m,
    },
    {
      name: 'a short key',
      settings: { ENGINE_API_KEYS: 'alice=short' },
      says: /^ {2}ENGINE_API_KEYS must hold keys of/m,
    },
    { name: 'a port that is none', settings: { ENGINE_PORT: 'many' }, says: /^ {2}ENGINE_PORT must be a number/m },
    {
      name: 'an address that is not here',
      settings: { ENGINE_HOST: '192.0.2.1', ENGINE_API_KEYS: 'k'.repeat(16) },
      says: /^The engine cannot listen on ENGINE_HOST 192\.0\.2\.1/m,
    },
    {
      name: 'a seed file that is not there',
      settings: { ENGINE_SEED: '/nowhere.json' },
      says: /^Cannot read ENGINE_SEED \/nowhere\.json: ENOENT/m,
    },
    {
      name: 'a model server that is the engine itself',
      settings: { ENGINE_PORT: '8787', OPENAI_BASE_URL: 'http://localhost:8787/v1' },
      says: /^OPENAI_BASE_URL is http:\/\/localhost:8787\/v1, which is this engine itself/m,
    },
  ])('$name', async ({ settings, says }) => {
    const engine = startProcess({ ...settings });

    expect(await engine.exit()).toBe(1);
    expect(engine.output()).toMatch(says);
    expect(engine.output()).not.toMatch(/ at .+\(/);
  });

  test('a port that is taken', async () => {
    const ENGINE_PORT = `${await freePort()}`;
    await startEngine({ ENGINE_PORT });
    const second = startProcess({ ENGINE_PORT });

    expect(await second.exit()).toBe(1);
    expect(second.output()).toContain(`Port ${ENGINE_PORT} is taken`);
  });

  test('an assistant that cannot be', async () => {
    const ENGINE_SEED = join(temporaryFolder(), 'assistants.json');
    writeFileSync(ENGINE_SEED, JSON.stringify([{ id: 'asst_1', name: 'x'.repeat(300) }]));
    const engine = startProcess({ ENGINE_SEED });

    expect(await engine.exit()).toBe(1);
    expect(engine.output()).toMatch(/: the assistant asst_1 cannot be made\. Invalid 'name': string too long\./);
  });
});

test('told to stop, it finishes the run under way, and the answer is there after the restart', async () => {
  const gate = Promise.withResolvers<void>();
  const model = await startModelServer(async (exchange) => {
    await gate.promise;
    await answering('Here it is.')(exchange);
  });
  const settings = { DATA_DIR: join(temporaryFolder(), 'data'), OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'm' };
  const engine = await startEngine(settings);
  const run = await ask(clientAt(engine.url), 'Hi');
  await expect.poll(() => questionsTo(model), { timeout: 20_000 }).toBe(1);

  engine.child.kill('SIGTERM');
  engine.child.kill('SIGTERM');
  await engine.until('stopping');
  gate.resolve();

  expect(await engine.exit()).toBe(0);
  const { url } = await startEngine(settings);
  const { beta } = clientAt(url);
  expect(await beta.threads.runs.retrieve(run.id, { thread_id: run.thread_id })).toMatchObject({ status: 'completed' });
  expect((await beta.threads.messages.list(run.thread_id)).data.map(textOf)[0]).toBe('Here it is.');
  expect(questionsTo(model)).toBe(1);
});

test('a run that outlasts the bound is done by the next process', async () => {
  const model = await startModelServer(() => new Promise(() => undefined));
  const settings = { DATA_DIR: join(temporaryFolder(), 'data'), OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'm' };
  const engine = await startEngine(settings);
  const run = await ask(clientAt(engine.url), 'Hi');
  await expect.poll(() => questionsTo(model), { timeout: 20_000 }).toBe(1);

  engine.child.kill('SIGTERM');

  expect(await engine.exit()).toBe(0);
  model.behave(answering('Here it is.'));
  const next = clientAt((await startEngine(settings)).url);
  expect(await ended(next, run)).toMatchObject({ status: 'completed' });
});

test('a second signal a second later ends it at once', async () => {
  const model = await startModelServer(() => new Promise(() => undefined));
  const engine = await startEngine({ OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'm' });
  await ask(clientAt(engine.url), 'Hi');
  await expect.poll(() => questionsTo(model), { timeout: 20_000 }).toBe(1);

  engine.child.kill('SIGINT');
  await engine.until('stopping');
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  engine.child.kill('SIGINT');

  expect(await engine.exit()).toBe(1);
});
