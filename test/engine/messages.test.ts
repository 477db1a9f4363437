import { describe, expect, test } from 'vitest';
import { ended, startEngine, textOf } from '../support/engine-client.ts';
import { storeKinds } from '../support/stores.ts';

describe.each(storeKinds)('messages on $name', ({ prepare }) => {
  async function start() {
    const { client, assistantId } = await startEngine(await (await prepare())());
    const { id } = await client.beta.threads.create();
    const { messages, runs } = client.beta.threads;
    const say = (content: string) => messages.create(id, { role: 'user', content });
    return { client, assistantId, id, messages, runs, say };
  }

  test('a message has every field that OpenAI sends and its specification requires', async () => {
    const { id, messages } = await start();

    const made = await messages.create(id, { role: 'user', content: 'Grüße 👩‍👩‍👧', metadata: { from: 'Ada' } });

    expect(made).toEqual({
      id: expect.stringMatching(/^msg_[A-Za-z0-9]{24}$/),
      object: 'thread.message',
      created_at: expect.any(Number),
      assistant_id: null,
      thread_id: id,
      run_id: null,
      role: 'user',
      content: [{ type: 'text', text: { value: 'Grüße 👩‍👩‍👧', annotations: [] } }],
      attachments: [],
      metadata: { from: 'Ada' },
      status: 'completed',
      incomplete_details: null,
      completed_at: made.created_at,
      incomplete_at: null,
    });
    expect(await messages.retrieve(made.id, { thread_id: id })).toEqual(made);
  });

  test('it may consist of parts, pictures by their address among them', async () => {
    const { id, messages } = await start();

    const { content } = await messages.create(id, {
      role: 'user',
      content: [
        { type: 'text', text: 'Look:' },
        { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
      ],
    });

    expect(content).toEqual([
      { type: 'text', text: { value: 'Look:', annotations: [] } },
      { type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'auto' } },
    ]);
  });

  test('its metadata is merged; a deleted one is gone and leaves no gap in the list', async () => {
    const { id, messages, say } = await start();
    const [one, two, three] = [await say('one'), await say('two'), await say('three')];

    expect(await messages.update(one.id, { thread_id: id, metadata: { k: 'v' } })).toEqual({
      ...one,
      metadata: { k: 'v' },
    });
    expect(await messages.delete(two.id, { thread_id: id })).toEqual({
      id: two.id,
      object: 'thread.message.deleted',
      deleted: true,
    });

    const { data } = await messages.list(id, { limit: 2 });
    expect(data.map((message) => message.id)).toEqual([three.id, one.id]);
  });

  test.each([
    { order: 'desc' as const, expected: [9, 8, 7, 6, 5, 4, 3, 2, 1, 0] },
    { order: 'asc' as const, expected: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] },
  ])('pages in order $order, forwards and backwards', async ({ order, expected }) => {
    const { id, messages, say } = await start();
    const ids: string[] = [];
    for (let index = 0; index < 10; index += 1) ids.push((await say(`${index}`)).id);
    const sorted = expected.map((index) => ids[index] ?? '');

    const walked = [];
    for await (const message of messages.list(id, { order, limit: 3 })) walked.push(message.id);
    const page = async (query: { after?: string; before?: string; limit: number }) => {
      const { data, has_more } = await messages.list(id, { order, ...query });
      return { ids: data.map((message) => message.id), has_more };
    };

    expect(walked).toEqual(sorted);
    expect(await page({ before: sorted[7] ?? '', limit: 3 })).toEqual({ ids: sorted.slice(4, 7), has_more: true });
    expect(await page({ before: sorted[2] ?? '', limit: 3 })).toEqual({ ids: sorted.slice(0, 2), has_more: false });
    expect(await page({ after: sorted[2] ?? '', before: sorted[8] ?? '', limit: 3 })).toEqual({
      ids: sorted.slice(3, 6),
      has_more: true,
    });
    expect(await page({ after: sorted[9] ?? '', limit: 3 })).toEqual({ ids: [], has_more: false });
  });

  test('an empty list says so with nulls', async () => {
    const { engine } = await startEngine(await (await prepare())());
    const made = (await (await engine.fetch('http://engine/v1/threads', { method: 'POST' })).json()) as { id: string };

    const response = await engine.fetch(`http://engine/v1/threads/${made.id}/messages`);

    expect(await response.json()).toEqual({ object: 'list', data: [], first_id: null, last_id: null, has_more: false });
  });

  test('200 messages at once: none is lost, and the order is the same both ways', async () => {
    const { id, messages, say } = await start();

    const made = await Promise.all(Array.from({ length: 200 }, (_, index) => say(`${index}`)));

    const forwards = [];
    for await (const message of messages.list(id, { order: 'asc', limit: 100 })) forwards.push(message.id);
    const backwards = [];
    for await (const message of messages.list(id, { order: 'desc', limit: 100 })) backwards.push(message.id);
    expect(new Set(forwards)).toEqual(new Set(made.map((message) => message.id)));
    expect(forwards).toHaveLength(200);
    expect(backwards).toEqual(forwards.toReversed());
  });

  test('those of two processes at once are all there', async () => {
    const open = await prepare();
    const [here, there] = [await startEngine(await open()), await startEngine(await open())];
    const { id } = await here.client.beta.threads.create();
    const say = ({ client }: typeof here, content: string) =>
      client.beta.threads.messages.create(id, { role: 'user', content });

    await Promise.all(Array.from({ length: 40 }, (_, index) => say(index % 2 ? here : there, `${index}`)));

    const { data } = await here.client.beta.threads.messages.list(id, { limit: 100 });
    expect(new Set(data.map((message) => textOf(message))).size).toBe(40);
  });

  test('a page can follow one that is deleted', async () => {
    const { id, messages, say } = await start();
    const [one, two, three] = [await say('1'), await say('2'), await say('3')];
    await messages.delete(two.id, { thread_id: id });

    expect((await messages.list(id, { after: two.id })).data).toEqual([one]);
    expect((await messages.list(id, { after: two.id, order: 'asc' })).data).toEqual([three]);
    expect((await messages.list(id, { before: two.id })).data).toEqual([three]);
  });

  test('run_id asks for what a run has written', async () => {
    const { client, assistantId, id, messages, runs, say } = await start();
    await say('one');
    const first = await ended(client, await runs.create(id, { assistant_id: assistantId }));
    await say('two');
    const second = await ended(client, await runs.create(id, { assistant_id: assistantId }));

    const written = await messages.list(id, { run_id: second.id });

    expect(written.data.map((message) => [message.run_id, textOf(message)])).toEqual([[second.id, 'You said: two']]);
    expect((await messages.list(id, { run_id: first.id, order: 'asc', limit: 1 })).data.map(textOf)).toEqual([
      'You said: one',
    ]);
    expect((await messages.list(id, { run_id: 'run_abc' })).data).toEqual([]);
  });
});
