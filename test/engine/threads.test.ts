import { describe, expect, test } from 'vitest';
import { ended, refusalOf, startEngine, textOf, waitingModel } from '../support/engine-client.ts';
import { watched } from '../support/engine-store.ts';
import { storeKinds } from '../support/stores.ts';

describe.each(storeKinds)('threads on $name', ({ prepare }) => {
  const openStore = async () => (await prepare())();

  test('a thread is made from no body at all, and read back', async () => {
    const { threads } = (await startEngine(await openStore())).client.beta;

    const made = await threads.create();

    expect(made).toEqual({
      id: expect.stringMatching(/^thread_[A-Za-z0-9]{24}$/),
      object: 'thread',
      created_at: expect.any(Number),
      metadata: {},
      tool_resources: {},
    });
    expect(await threads.retrieve(made.id)).toEqual(made);
  });

  test('a thread can begin with messages, in order', async () => {
    const { threads } = (await startEngine(await openStore())).client.beta;

    const { id } = await threads.create({
      messages: [
        { role: 'user', content: 'one', metadata: { n: '1' } },
        { role: 'assistant', content: [{ type: 'text', text: 'two' }] },
      ],
    });

    const { data } = await threads.messages.list(id, { order: 'asc' });
    expect(data.map((message) => [message.role, textOf(message), message.metadata])).toEqual([
      ['user', 'one', { n: '1' }],
      ['assistant', 'two', {}],
    ]);
  });

  test('its metadata is merged', async () => {
    const { threads } = (await startEngine(await openStore())).client.beta;
    const { id } = await threads.create({ metadata: { user: 'abc123', modified: 'false' } });

    const changed = await threads.update(id, { metadata: { modified: 'true' } });

    expect(changed.metadata).toEqual({ user: 'abc123', modified: 'true' });
    expect(await threads.retrieve(id)).toEqual(changed);
  });

  test('deleting it leaves nothing in the store', async () => {
    const store = watched(await openStore());
    const { client, assistantId } = await startEngine(store);
    const { threads } = client.beta;
    const before = await store.keys();
    const { id } = await threads.create({ messages: [{ role: 'user', content: 'one' }] });
    for (const question of ['two', 'three']) {
      const messages = [{ role: 'user' as const, content: question }];
      await ended(client, await threads.runs.create(id, { assistant_id: assistantId, additional_messages: messages }));
    }
    const [newest] = (await threads.messages.list(id)).data;
    await threads.messages.delete(newest?.id ?? '', { thread_id: id });

    expect(await threads.delete(id)).toEqual({ id, object: 'thread.deleted', deleted: true });

    expect(await store.keys()).toEqual(before);
    const gone = { status: 404, message: `No thread found with id '${id}'.` };
    expect(await refusalOf(threads.retrieve(id))).toMatchObject(gone);
    expect(await refusalOf(threads.delete(id))).toMatchObject(gone);
    expect(await refusalOf(threads.messages.create(id, { role: 'user', content: 'x' }))).toMatchObject(gone);
  });

  test('deleting it ends its run, and the run writes nothing more', async () => {
    const store = watched(await openStore());
    const { model, release, nextQuestion } = waitingModel();
    const { engine, client, assistantId } = await startEngine(store, { model });
    const { threads } = client.beta;
    const before = await store.keys();
    const { id } = await threads.create({ messages: [{ role: 'user', content: 'one' }] });
    const asked = nextQuestion();
    await threads.runs.create(id, { assistant_id: assistantId });
    await asked;

    await threads.delete(id);
    release();
    await engine.close();

    expect(await store.keys()).toEqual(before);
  });

  test('a deletion that failed half-way is finished when it is asked for again', async () => {
    const store = watched(await openStore());
    const { threads } = (await startEngine(store)).client.beta;
    const before = await store.keys();
    const { id } = await threads.create({ messages: [{ role: 'user', content: 'one' }] });
    store.failNext('delete');

    expect(await refusalOf(threads.delete(id))).toMatchObject({ status: 500 });
    expect(await refusalOf(threads.retrieve(id))).toMatchObject({ status: 404 });
    expect(await threads.delete(id)).toMatchObject({ deleted: true });

    expect(await store.keys()).toEqual(before);
  });
});
