import { expect, test } from 'vitest';
import { createModelChoices, type ModelChoicesOptions } from '../src/model-choices.ts';
import { startModelServer } from './support/model-server.ts';

const KEY = 'sk-test-0123456789';

async function setUp(options: Partial<ModelChoicesOptions> = {}) {
  const [openAi, ollama] = await Promise.all([startModelServer(), startModelServer()]);
  openAi.list(['gpt-6-luna', 'gpt-6-sol']);
  ollama.list(['llama', 'nomic-embed-text']);
  const choices = createModelChoices({
    configured: { api: 'demo' },
    localServers: [
      { id: 'ollama', name: 'Ollama', baseUrl: ollama.url },
      { id: 'nobody', name: 'Nobody', baseUrl: 'http://127.0.0.1:9/v1' },
    ],
    openAiUrl: openAi.url,
    ...options,
  });
  const host = new URL(openAi.url).host;
  return { choices, openAi, ollama, host };
}

test('without settings there are the demo, what runs on this machine, and a key', async () => {
  const { choices } = await setUp();

  expect(choices.current()).toEqual({ id: 'demo', name: 'The demo', models: { api: 'demo' } });
  expect(await choices.list()).toMatchObject([
    { id: 'demo' },
    { id: 'ollama/llama', name: 'llama', detail: 'Ollama on this machine' },
    { id: 'key', asksForKey: true },
  ]);
});

test('what the settings say comes first, and nobody is asked before somebody looks', async () => {
  const configured = { api: 'responses', apiKey: KEY } as const;
  const { choices, ollama } = await setUp({ configured });

  expect(choices.current()).toMatchObject({ id: 'configured', models: configured });
  expect(ollama.requests).toEqual([]);
  expect((await choices.list()).map(({ id }) => id)).toEqual(['configured', 'demo', 'ollama/llama', 'key']);
});

test('a local model speaks chat completions at its server', async () => {
  const { choices, ollama } = await setUp();

  expect(await choices.check({ id: 'ollama/llama' })).toEqual({
    id: 'ollama/llama',
    name: 'llama',
    models: { api: 'chat', baseUrl: ollama.url, model: 'llama' },
  });
  expect(await choices.check({ id: 'ollama/gone' })).toMatch(/not there \(any more\)/);
});

test('a key is checked by one request, and means the Responses API', async () => {
  const { choices, openAi, host } = await setUp();

  expect(await choices.check({ id: 'key', apiKey: KEY })).toMatchObject({
    name: `gpt-6-luna at ${host}`,
    models: { api: 'responses', apiKey: KEY, model: 'gpt-6-luna' },
  });
  expect(openAi.requests).toMatchObject([{ path: '/v1/models', headers: { authorization: `Bearer ${KEY}` } }]);
});

test('with an address it means chat completions there; a server may need no key', async () => {
  const { choices, ollama } = await setUp();

  expect(await choices.check({ id: 'key', apiKey: KEY, baseUrl: `${ollama.url}/`, model: 'llama' })).toMatchObject({
    models: { api: 'chat', apiKey: KEY, baseUrl: ollama.url, model: 'llama' },
  });
  expect(await choices.check({ id: 'key', baseUrl: ollama.url })).toMatchObject({
    models: { api: 'chat', baseUrl: ollama.url },
  });
});

test('what cannot be is a sentence, without the key', async () => {
  const { choices, openAi, ollama, host } = await setUp();
  const check = (change: object) => choices.check({ id: 'key', apiKey: KEY, ...change });
  const nobody = 'http://127.0.0.1:9/v1';

  expect(await choices.check({ id: 'key' })).toMatch(/^Paste a key;/);
  expect(await check({ baseUrl: nobody })).toBe(
    '127.0.0.1:9 cannot be reached. Is the address right, and the server running?',
  );
  expect(await check({ baseUrl: ollama.url.replace('/v1', '') })).toMatch(/does not list its models \(HTTP 404\)/);
  expect(await check({ model: 'gpt-2' })).toBe(
    `${host} has no model gpt-2 for this key. It has gpt-6-luna, gpt-6-sol.`,
  );
  ollama.list([]);
  expect(await check({ baseUrl: ollama.url })).toMatch(/lists no models: name one\.$/);
  openAi.list(401);
  const refused = await check({});
  expect(refused).toMatch(new RegExp(`^${host} refuses this key\\. Keys are at https://`));
  expect(refused).not.toContain(KEY);
});

test('a key that may not list models is taken: asking them may be allowed', async () => {
  const { choices, openAi } = await setUp();
  openAi.list(403);

  expect(await choices.check({ id: 'key', apiKey: KEY })).toMatchObject({ models: { api: 'responses' } });
});
