import { setTimeout as delay } from 'node:timers/promises';
import type OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { ended, startEngine, textOf } from '../support/engine-client.ts';
import { functions, saying, scripted, type Script } from '../support/scripted-model.ts';
import { storeKinds } from '../support/stores.ts';
import { eventsOf, namesOf } from '../support/stream.ts';

describe.each(storeKinds)('those who read streams on $name', ({ prepare }) => {
  async function start(...scripts: readonly Script[]) {
    const open = await prepare();
    const model = scripted(...scripts);
    const under = await startEngine(await open(), { model });
    const { threads } = under.client.beta;
    const { id } = await threads.create({ messages: [{ role: 'user', content: 'Hi' }] });
    const params = { assistant_id: under.assistantId, tools: functions('weather', 'time') };
    return { ...under, open, model, threads, id, params };
  }

  test('whoever hangs up does not end the run', async () => {
    const letGo = Promise.withResolvers<void>();
    const { client, threads, id, params } = await start([
      { type: 'text', text: 'Half' },
      letGo.promise,
      { type: 'text', text: ' and half' },
      { type: 'finished', reason: 'stop' },
    ]);

    let run: OpenAI.Beta.Threads.Run | undefined;
    for await (const event of await threads.runs.create(id, { ...params, stream: true })) {
      if (event.event === 'thread.run.created') run = event.data;
      if (event.event === 'thread.message.delta') break;
    }
    letGo.resolve();

    expect(run && (await ended(client, run))).toMatchObject({ status: 'completed' });
    expect(textOf((await threads.messages.list(id)).data[0])).toBe('Half and half');
  });

  test('a slow reader misses nothing and holds nobody up', async () => {
    const text = 'word '.repeat(2_000);
    const pieces = text.match(/.{1,9}/g) ?? [];
    const { client, threads, id, params } = await start([
      ...pieces.map((piece) => ({ type: 'text' as const, text: piece })),
      { type: 'finished', reason: 'stop' },
    ]);
    const stream = await threads.runs.create(id, { ...params, stream: true });
    const reader = stream[Symbol.asyncIterator]();
    const events = [(await reader.next()).value as OpenAI.Beta.AssistantStreamEvent];
    const run = events[0]?.data as OpenAI.Beta.Threads.Run;

    await ended(client, run);
    for (let next = await reader.next(); !next.done; next = await reader.next()) events.push(next.value);

    await eventsOf(toAsync(events));
    expect(events.length).toBeLessThan(100);
    expect(textOf((await threads.messages.list(id)).data[0])).toBe(text);
  });

  test('a run that another process executes is streamed from the store', async () => {
    const { open, threads, id, params, assistantId } = await start([
      { type: 'code_begin', callId: 'a' },
      { type: 'code_end', callId: 'a', outputs: [] },
      ...saying('From here.'),
    ]);
    const other = await startEngine(await open(), { model: scripted(saying('From there.')) });
    await other.engine.close();

    const [events] = await Promise.all([
      eventsOf(other.client.beta.threads.runs.create(id, { ...params, assistant_id: assistantId, stream: true })),
      (async () => {
        while ((await threads.runs.list(id)).data[0]?.status !== 'completed') await delay(20);
      })(),
    ]);

    expect(namesOf(events).at(-1)).toBe('run.completed');
    expect(namesOf(events)).toContain('run.step.delta');
    expect(textOf((await threads.messages.list(id)).data[0])).toBe('From here.');
  });

  test('a message in the making is in the store only when it is streamed', async () => {
    const letGo = Promise.withResolvers<void>();
    const half: Script = [{ type: 'text', text: 'Half' }, letGo.promise, { type: 'finished', reason: 'stop' }];
    const { client, model, threads, id, params } = await start(half);

    const silent = await threads.runs.create(id, params);
    while (model.asked.length === 0) await delay(5);
    await delay(20);
    const whileSilent = (await threads.messages.list(id)).data.length;
    const steps = (await threads.runs.steps.list(silent.id, { thread_id: id })).data.length;
    letGo.resolve();
    await ended(client, silent);
    let whileStreamed: unknown;
    const stream = threads.runs.stream(id, params);
    for await (const event of stream) {
      if (event.event === 'thread.message.delta') whileStreamed = (await threads.messages.list(id)).data[0]?.status;
    }

    expect([whileSilent, steps]).toEqual([1, 0]);
    expect(['in_progress', 'completed']).toContain(whileStreamed);
  });
});

async function* toAsync<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}
