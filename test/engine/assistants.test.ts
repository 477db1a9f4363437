import { describe, expect, test } from 'vitest';
import { clientOf, refusalOf, startEngine } from '../support/engine-client.ts';
import { storeKinds, uniqueKey } from '../support/stores.ts';

describe.each(storeKinds)('assistants on $name', ({ prepare }) => {
  async function start() {
    const store = await (await prepare())();
    const { engine, client } = await startEngine(store, { namespace: uniqueKey('engine') });
    return { engine, assistants: client.beta.assistants };
  }

  test('an assistant has every field that OpenAI sends and its specification requires', async () => {
    const { assistants } = await start();

    const made = await assistants.create({ model: 'gpt-4o-mini', tools: [{ type: 'code_interpreter' }] });

    expect(made).toEqual({
      id: expect.stringMatching(/^asst_[A-Za-z0-9]{24}$/),
      object: 'assistant',
      created_at: expect.any(Number),
      name: null,
      description: null,
      model: 'gpt-4o-mini',
      instructions: null,
      tools: [{ type: 'code_interpreter' }],
      top_p: 1,
      temperature: 1,
      reasoning_effort: null,
      tool_resources: { code_interpreter: { file_ids: [] } },
      metadata: {},
      response_format: 'auto',
    });
    expect(await assistants.retrieve(made.id)).toEqual(made);
  });

  test('a modification changes what it names, merges metadata and leaves the rest', async () => {
    const { assistants } = await start();
    const made = await assistants.create({
      model: 'm',
      name: 'Old',
      instructions: 'Be kind.',
      metadata: { a: '1', b: '2' },
    });

    const changed = await assistants.update(made.id, { name: 'New', temperature: 0, metadata: { b: '3', c: '4' } });

    const expected = { ...made, name: 'New', temperature: 0, metadata: { a: '1', b: '3', c: '4' } };
    expect(changed).toEqual(expected);
    expect(await assistants.retrieve(made.id)).toEqual(expected);
  });

  test('a deleted assistant is gone', async () => {
    const { assistants } = await start();
    const { id } = await assistants.create({ model: 'm' });

    expect(await assistants.delete(id)).toEqual({ id, object: 'assistant.deleted', deleted: true });

    const gone = {
      status: 404,
      message: `No assistant found with id '${id}'.`,
      type: 'invalid_request_error',
      code: null,
      param: null,
    };
    expect(await refusalOf(assistants.retrieve(id))).toEqual(gone);
    expect(await refusalOf(assistants.update(id, { name: 'x' }))).toEqual(gone);
    expect(await refusalOf(assistants.delete(id))).toEqual(gone);
  });

  test('they are listed newest first, or in the order of their making, page by page', async () => {
    const { assistants } = await start();
    const ids = ['asst_test'];
    for (let index = 0; index < 5; index += 1) ids.push((await assistants.create({ model: 'm' })).id);
    await assistants.delete(ids[3] ?? '');
    const left = ids.filter((_, index) => index !== 3);

    const listed = [];
    for await (const { id } of assistants.list({ limit: 2 })) listed.push(id);
    const oldestFirst = await assistants.list({ order: 'asc' });

    expect(listed).toEqual(left.toReversed());
    expect(oldestFirst.data.map(({ id }) => id)).toEqual(left);
    expect(oldestFirst).toMatchObject({ has_more: false });
  });

  test('seeding creates what is missing, under any id, and leaves alone what is there', async () => {
    const { engine, assistants } = await start();

    await engine.seed([{ id: 'bobbin', name: 'Bobbin' }]);
    await assistants.update('bobbin', { name: 'Renamed' });
    await engine.seed([
      { id: 'bobbin', name: 'Bobbin' },
      { id: 'asst_old/with strange#characters', model: 'gpt-4' },
    ]);

    expect(await assistants.retrieve('bobbin')).toMatchObject({ name: 'Renamed', model: 'default' });
    expect(await assistants.retrieve('asst_old/with strange#characters')).toMatchObject({ model: 'gpt-4' });
    expect((await assistants.list()).data).toHaveLength(3);
  });

  test('two engines that seed at the same time create one', async () => {
    const open = await prepare();
    const namespace = uniqueKey('engine');
    const engines = [await startEngine(await open(), { namespace }), await startEngine(await open(), { namespace })];

    await Promise.all(engines.map(({ engine }) => engine.seed([{ id: 'bobbin' }])));

    const [first] = engines;
    expect(first && (await clientOf(first.engine).beta.assistants.list()).data.map(({ id }) => id)).toEqual([
      'bobbin',
      'asst_test',
    ]);
  });

  test('engines with different namespaces do not see each other', async () => {
    const store = await (await prepare())();
    const here = await startEngine(store, { namespace: uniqueKey('here') });
    const there = await startEngine(store, { namespace: uniqueKey('there') });
    const { id } = await here.client.beta.threads.create();

    expect(await refusalOf(there.client.beta.threads.retrieve(id))).toMatchObject({ status: 404 });
  });

  test('whoever deletes while paging gets to all of them', async () => {
    const { client, engine, assistantId } = await startEngine(await (await prepare())());
    const { assistants } = client.beta;
    for (let count = 0; count < 45; count += 1) await assistants.create({ model: 'm' });

    for await (const { id } of assistants.list()) await assistants.delete(id);

    expect((await assistants.list()).data).toEqual([]);
    expect((await assistants.list({ after: assistantId })).data).toEqual([]);
    await engine.seed([{ id: assistantId }]);
    expect((await assistants.list()).data.map(({ id }) => id)).toEqual([assistantId]);
  });
});
