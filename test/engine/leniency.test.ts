import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ModelError } from '../../src/engine/models/model.ts';
import { ended, modelThat, refusalOf, startEngine, textOf } from '../support/engine-client.ts';
import { saying, scripted } from '../support/scripted-model.ts';
import { storeKinds } from '../support/stores.ts';

const as = (value: unknown) => value as never;

describe.each(storeKinds)('old and careless code on $name', ({ prepare }) => {
  const openStore = async () => (await prepare())();
  const post = (body: object, beta?: string) => ({
    method: 'POST',
    body: JSON.stringify(body),
    ...(beta !== undefined && { headers: { 'openai-beta': beta } }),
  });

  test('is met kindly', async () => {
    const { engine, client } = await startEngine(await openStore());
    const { assistants, threads } = client.beta;

    const assistant = await assistants.create({
      model: 'gpt-4',
      tools: [as({ type: 'retrieval' }), { type: 'code_interpreter' }],
      metadata: as({ isOld: true, version: 1 }),
    });
    const response = await engine.fetch('http://engine/v1/threads', post({}, 'assistants=v1'));
    const { id } = await threads.create({ metadata: as({ year: 2023 }) });
    const run = await threads.runs.create(id, { assistant_id: assistant.id });

    expect(assistant).toMatchObject({
      tools: [{ type: 'file_search' }, { type: 'code_interpreter' }],
      metadata: { isOld: 'true', version: '1' },
    });
    expect(response.status).toBe(200);
    expect(run.metadata).toEqual({ bobbin_left_out: 'file_search, code_interpreter' });
  });

  test('is refused by a strict engine', async () => {
    const { engine, client } = await startEngine(await openStore(), { strict: true });
    const { assistants, threads } = client.beta;
    const bodyOf = async (init: RequestInit) => (await engine.fetch('http://engine/v1/threads', init)).json();

    expect(await bodyOf(post({}))).toMatchObject({
      error: {
        code: 'invalid_beta',
        message: expect.stringContaining("setting the header 'OpenAI-Beta: assistants=v2'"),
      },
    });
    expect(await bodyOf(post({}, 'assistants=v1'))).toMatchObject({
      error: { code: null, message: expect.stringContaining('The v1 Assistants API has been deprecated.') },
    });
    expect(await refusalOf(assistants.create({ model: 'm', tools: [as({ type: 'retrieval' })] }))).toMatchObject({
      status: 400,
      code: 'invalid_value',
    });
    expect(await refusalOf(threads.create({ metadata: as({ year: 2023 }) }))).toMatchObject({ code: 'invalid_type' });
    expect((await client.files.list()).data).toEqual([]); // which never was a beta
  });

  test('threads of another server are there at their first use, if that is wanted', async () => {
    const { client, assistantId } = await startEngine(await openStore(), { adoptThreads: true });
    const { threads } = client.beta;

    await threads.messages.create('thread_abc123', { role: 'user', content: 'Still here?' });
    const run = await ended(client, await threads.runs.create('thread_abc123', { assistant_id: assistantId }));

    expect(run.status).toBe('completed');
    expect((await threads.messages.list('thread_abc123')).data.map(textOf)).toHaveLength(2);
    expect(await refusalOf(threads.retrieve('thread_a-b'))).toMatchObject({ status: 404 });
  });

  test('models have other names, and objects keep the client’s', async () => {
    const model = scripted(saying('Hi.'));
    const { client, assistantId } = await startEngine(await openStore(), { model, modelAliases: { 'gpt-4': 'local' } });
    const { id } = await client.beta.threads.create();

    const run = await client.beta.threads.runs.create(id, { assistant_id: assistantId, model: 'gpt-4' });

    expect(await ended(client, run)).toMatchObject({ model: 'gpt-4', status: 'completed' });
    expect(model.asked[0]?.model).toBe('local');
  });

  test('a conversation that is too long for the model is halved once', async () => {
    const lengths: number[] = [];
    const model = modelThat(async function* ({ input }) {
      lengths.push(input.length);
      if (input.length > 5) throw new ModelError('invalid_prompt', 'Too long.', { isTooLong: true });
      yield { type: 'text', text: 'Fits.' };
      yield { type: 'finished', reason: 'stop' };
    });
    const { client, assistantId } = await startEngine(await openStore(), { model, contextTokens: 1_000 });
    const { threads } = client.beta;
    const create = (count: number) =>
      threads.create({
        messages: Array.from({ length: count }, () => ({ role: 'user' as const, content: 'x'.repeat(396) })),
      });

    const short = await create(6);
    const [fits] = [await ended(client, await threads.runs.create(short.id, { assistant_id: assistantId }))];
    const tokens = lengths.splice(0);
    const small = await threads.create({
      messages: Array.from({ length: 40 }, () => ({ role: 'user' as const, content: 'x' })),
    });
    const fails = await ended(client, await threads.runs.create(small.id, { assistant_id: assistantId }));

    expect([fits.status, tokens]).toEqual(['completed', [6, 4]]);
    expect([fails.status, lengths]).toEqual(['failed', [40, 40]]);
    expect(fails.last_error).toMatchObject({ code: 'invalid_prompt' });
  });

  test('a client may wait until the run rests instead of asking again', async () => {
    const letGo = Promise.withResolvers<void>();
    const model = scripted([{ type: 'text', text: 'Hi' }, letGo.promise, { type: 'finished', reason: 'stop' }]);
    const open = await prepare();
    const { client, assistantId } = await startEngine(await open(), { model });
    const other = await startEngine(await open(), { model });
    const { threads } = client.beta;
    const { id } = await threads.create();
    const run = await threads.runs.create(id, { assistant_id: assistantId });
    const wait = (who: typeof client, seconds: number) =>
      who.beta.threads.runs.retrieve(run.id, { thread_id: id }, { headers: { prefer: `wait=${seconds}` } });
    while ((await threads.runs.retrieve(run.id, { thread_id: id })).status !== 'in_progress') await delay(5);

    const startedAt = performance.now();
    const unchanged = await wait(client, 1);
    const waitedMs = performance.now() - startedAt;
    const changes = [wait(client, 30), wait(other.client, 30)];
    await delay(50);
    letGo.resolve();

    expect(unchanged.status).toBe('in_progress');
    expect(waitedMs).toBeGreaterThan(950);
    expect((await Promise.all(changes)).map(({ status }) => status)).toEqual(['completed', 'completed']);
  });

  test('is told to ask again soon at first, and seldom later', async () => {
    let time = Date.now();
    const model = scripted([new Promise(() => undefined)]);
    const { client, assistantId } = await startEngine(await openStore(), { model, now: () => time });
    const { threads } = client.beta;
    const { id } = await threads.create();
    const run = await threads.runs.create(id, { assistant_id: assistantId });
    const pollAfter = async (ageMs: number) => {
      time += ageMs;
      const { response } = await threads.runs.retrieve(run.id, { thread_id: id }).withResponse();
      return response.headers.get('openai-poll-after-ms');
    };

    expect([await pollAfter(0), await pollAfter(1_000), await pollAfter(60_000)]).toEqual(['20', '100', '500']);
  });
});
