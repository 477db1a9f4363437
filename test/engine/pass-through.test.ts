import { toFile } from 'openai';
import { describe, expect, test } from 'vitest';
import { collectGarbage } from '../support/collect-garbage.ts';
import { clientOf, refusalOf, startEngine } from '../support/engine-client.ts';
import { startProviderFiles } from '../support/provider-files.ts';
import { storeKinds } from '../support/stores.ts';

const [sqlite] = storeKinds;

describe('files and vector stores of the provider', () => {
  async function start() {
    const provider = await startProviderFiles();
    const store = await (await (sqlite as (typeof storeKinds)[number]).prepare())();
    const passThrough = { baseUrl: provider.url, apiKey: 'sk-of-the-provider' };
    const { client, engine } = await startEngine(store, { passThrough });
    return { provider, client, engine };
  }

  test('an upload reaches the provider whole, with its key and not the client’s', async () => {
    const { provider, client } = await start();
    const object = {
      id: 'file-abc',
      object: 'file',
      bytes: 5,
      created_at: 1,
      filename: 'a.txt',
      purpose: 'assistants',
      status: 'processed',
    };
    provider.on('POST /files', () => Response.json(object, { headers: { 'x-ratelimit-limit': '7' } }));

    const { data, response } = await client.files
      .create({ file: await toFile(Buffer.from('hello'), 'a.txt'), purpose: 'assistants' })
      .withResponse();

    expect(data).toEqual(object);
    expect(response.headers.get('x-ratelimit-limit')).toBe('7');
    const [request] = provider.requests;
    expect(request?.headers.authorization).toBe('Bearer sk-of-the-provider');
    expect(request?.body).toContain('hello');
    expect(request?.body).toContain('name="purpose"');
    expect(JSON.stringify(request?.headers)).not.toContain('test');
  });

  test('content, queries and refusals come back as they are', async () => {
    const { provider, client } = await start();
    const bytes = Buffer.from([0, 255, 10, 13, 128]);
    provider.on('GET /files/file-abc/content', () => new Response(bytes));
    provider.on('GET /files', () =>
      Response.json({ object: 'list', data: [], first_id: null, last_id: null, has_more: false }),
    );
    provider.on('GET /vector_stores/vs_1/files/file-x', () =>
      Response.json(
        { error: { message: 'No file there.', type: 'invalid_request_error', param: null, code: null } },
        { status: 404 },
      ),
    );

    const content = await client.files.content('file-abc');
    await client.files.list({ purpose: 'vision', limit: 3 });
    const refusal = await refusalOf(client.vectorStores.files.retrieve('file-x', { vector_store_id: 'vs_1' }));

    expect(Buffer.from(await content.arrayBuffer())).toEqual(bytes);
    expect(provider.requests.map(({ path }) => path)).toContain('/files?purpose=vision&limit=3');
    expect(refusal).toMatchObject({ status: 404, message: 'No file there.' });
    expect(provider.requests.at(-1)?.headers['openai-beta']).toBe('assistants=v2');
  });

  test('content that is read later is whole', async () => {
    const { provider, client } = await start();
    provider.on('GET /files/file-abc/content', () => new Response(Buffer.from('whole')));

    const content = await client.files.content('file-abc');
    await collectGarbage();

    expect(await content.text()).toBe('whole');
  });

  test.each([
    '/models',
    '/responses',
    '/containers',
    '/fine_tuning/jobs',
    '/files/..%2fmodels',
    '/files/%2e%2e/models',
    '/files/x/../../models',
    '/files/a/content/more',
    '/filesystem',
    '/vector_stores/a%2f..%2f..%2fmodels',
  ])('%s goes nowhere that the key should not open', async (path) => {
    const { provider, engine } = await start();

    await engine.fetch(`http://engine/v1${path}`);
    await engine.fetch(`http://engine/v1${path}`, { method: 'PUT', body: '{}' });

    expect(provider.requests).toEqual([]);
  });

  test('a key that the provider refuses is our own fault, and is not shown', async () => {
    const { provider, client } = await start();
    provider.on('GET /files/file-abc', () =>
      Response.json({ error: { message: 'Incorrect API key provided: sk-of-the-provider.' } }, { status: 401 }),
    );

    const refusal = await refusalOf(client.files.retrieve('file-abc'));

    expect(refusal).toMatchObject({
      status: 502,
      message: 'The model provider refused the API key of this server (HTTP 401).',
    });
  });

  test('a provider that is not there is said to be so', async () => {
    const store = await (await (sqlite as (typeof storeKinds)[number]).prepare())();
    const passThrough = { baseUrl: 'http://127.0.0.1:1/v1', apiKey: 'sk-x' };
    const { engine } = await startEngine(store, { passThrough });

    expect(await refusalOf(clientOf(engine).vectorStores.create({ name: 'x' }))).toMatchObject({
      status: 502,
      message: 'The model provider could not be reached.',
    });
  });
});
