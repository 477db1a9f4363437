import { setTimeout as delay } from 'node:timers/promises';
import type OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { ModelError } from '../../src/engine/models/model.ts';
import { ended, refusalOf, startEngine, textOf } from '../support/engine-client.ts';
import { watched } from '../support/engine-store.ts';
import { calling, functions, saying, scripted, type Script } from '../support/scripted-model.ts';
import { storeKinds } from '../support/stores.ts';
import { eventsOf, namesOf } from '../support/stream.ts';

const forEver: Script = [{ type: 'text', text: 'Half' }, new Promise(() => undefined)];

describe.each(storeKinds)('how streams end on $name', ({ prepare }) => {
  async function start(script: Script, more: Parameters<typeof startEngine>[1] = {}) {
    const store = watched(await (await prepare())());
    const under = await startEngine(store, { model: scripted(script), ...more });
    const { threads } = under.client.beta;
    const { id } = await threads.create({ messages: [{ role: 'user', content: 'Hi' }] });
    return { ...under, store, threads, id, params: { assistant_id: under.assistantId } };
  }

  test('a run whose time is over while it is streamed', async () => {
    let time = Date.now();
    const { threads, id, params } = await start(forEver, { now: () => time });

    const stream = threads.runs.stream(id, params);
    stream.once('textDelta', () => {
      time += 600_000;
      void threads.runs.retrieve(stream.currentRun()?.id ?? '', { thread_id: id });
    });
    const events = await eventsOf(stream);

    expect(namesOf(events).slice(-3)).toEqual(['message.incomplete', 'run.step.expired', 'run.expired']);
    expect((await threads.messages.list(id)).data[0]).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'run_expired' },
    });
  });

  test('a provider that has too much to do is named on the step, too', async () => {
    const { threads, id, params } = await start([
      { type: 'text', text: 'Half' },
      new ModelError('rate_limit_exceeded', 'Slow down.'),
    ]);

    const events = await eventsOf(threads.runs.create(id, { ...params, stream: true }));

    const errors = events.flatMap(({ event, data }) =>
      event.endsWith('failed') ? [(data as never)['last_error']] : [],
    );
    expect(errors).toEqual([
      { code: 'rate_limit_exceeded', message: 'Slow down.' },
      { code: 'rate_limit_exceeded', message: 'Slow down.' },
    ]);
  });

  test('a thread that is deleted meanwhile ends the stream, not the process', async () => {
    const { client, threads, id, params } = await start(forEver);

    const names: string[] = [];
    const failure = refusalOf(
      (async () => {
        for await (const { event } of await threads.runs.create(id, { ...params, stream: true })) {
          names.push(event);
          if (event === 'thread.message.delta') await threads.delete(id);
        }
      })(),
    ).catch(() => 'refused');
    await failure;

    expect(names).toContain('thread.message.delta');
    await client.beta.threads.create();
  });

  test('a deleted thread leaves no steps, messages or runs behind', async () => {
    const { client, store, threads, id } = await start(calling(['weather', '{}']));
    const params = { assistant_id: 'asst_test', tools: functions('weather') };
    await ended(client, await threads.runs.create(id, params));

    await threads.delete(id);
    await delay(20);

    expect((await store.keys()).filter((key) => !key.includes('/assistants'))).toEqual([]);
  });

  test('a silence is filled with comments, which no client takes for events', async () => {
    const letGo = Promise.withResolvers<void>();
    const script: Script = [{ type: 'text', text: 'Hi' }, letGo.promise, { type: 'finished', reason: 'stop' }];
    const { engine, id, assistantId } = await start(script, { pingMs: 20 });

    const response = await engine.fetch(`http://engine/threads/${id}/runs`, {
      method: 'POST',
      body: JSON.stringify({ assistant_id: assistantId, stream: true }),
    });
    let text = '';
    for await (const piece of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
      text += piece;
      if (text.includes(': ping\n\n: ping\n\n')) letGo.resolve();
    }

    expect(text).toContain('thread.run.completed');
  });

  test('a store that fails is an error in the stream', async () => {
    const { store, threads, id, params } = await start(forEver);
    const stream = await threads.runs.create(id, { ...params, stream: true });
    store.isDown = true;

    const failure = await refusalOf(Array.fromAsync(stream)).catch((error: unknown) => String(error));
    store.isDown = false;

    expect(JSON.stringify(failure)).toContain('The server had an error');
  });

  test('an answer that breaks off unseen is asked for again, one that was seen is not', async () => {
    const brokenOff = new ModelError('server_error', 'Broke off.', { isTransient: true });
    const broken: Script = [{ type: 'text', text: 'Half' }, brokenOff];
    const store = await (await prepare())();
    const { client } = await startEngine(store, {
      model: scripted(broken, saying('Whole.'), broken, saying('Never.')),
    });
    const { threads } = client.beta;
    const { id } = await threads.create();

    const unseen = await ended(client, await threads.runs.create(id, { assistant_id: 'asst_test' }));
    const texts = (await threads.messages.list(id)).data.map(textOf);
    const seen = await eventsOf(threads.runs.create(id, { assistant_id: 'asst_test', stream: true }));

    expect([unseen.status, texts]).toEqual(['completed', ['Whole.']]);
    expect(namesOf(seen).slice(-3)).toEqual(['message.incomplete', 'run.step.failed', 'run.failed']);
  });

  test('an engine that is closed fails what was partly streamed', async () => {
    const { engine, client, threads, id, params } = await start(forEver);

    const stream = threads.runs.stream(id, params);
    stream.once('textDelta', () => void engine.close(AbortSignal.abort()));
    const events = await eventsOf(stream);

    expect(namesOf(events).slice(-3)).toEqual(['message.incomplete', 'run.step.failed', 'run.failed']);
    await client.beta.threads.messages.create(id, { role: 'user', content: 'Next' });
  });

  test('of many streams that begin at once one wins, and the others are plain refusals', async () => {
    const letGo = Promise.withResolvers<void>();
    const { threads, id, params } = await start([...saying('Hi.').slice(0, 2), letGo.promise, ...saying('!')]);
    const refusals: string[] = [];

    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, async () => {
        const stream = await threads.runs.create(id, { ...params, stream: true }).catch((error: Error) => {
          refusals.push(error.message.replace(/thread_\w+|run_\w+/g, '…'));
          if (refusals.length === 19) letGo.resolve();
          throw error;
        });
        return namesOf(await eventsOf(stream)).at(-1);
      }),
    );

    expect(tries.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))).toEqual(['run.completed']);
    expect([refusals.length, new Set(refusals)]).toEqual([19, new Set(['400 Thread … already has an active run ….'])]);
  });

  test('steps are paged like everything else', async () => {
    const many = Array.from({ length: 5 }, (_, index) => [
      { type: 'message_begin' as const },
      { type: 'text' as const, text: `${index}` },
    ]).flat();
    const { client, threads, id, params } = await start([...many, { type: 'finished', reason: 'stop' }]);
    const run = await ended(client, await threads.runs.create(id, params));

    const all: OpenAI.Beta.Threads.Runs.RunStep[] = [];
    for await (const step of threads.runs.steps.list(run.id, { thread_id: id, limit: 2, order: 'asc' })) all.push(step);
    const newest = await threads.runs.steps.list(run.id, { thread_id: id, limit: 1 });

    expect(all.map(({ usage }) => usage?.total_tokens === 0)).toEqual([true, true, true, true, false]);
    expect(newest.data).toEqual([all[4]]);
    expect(newest.has_more).toBe(true);
    expect((await threads.messages.list(id, { run_id: run.id })).data).toHaveLength(5);
  });
});

test('a run that is streamed tells what is said at once', async () => {
  const steps = Array.from({ length: 3 }, () => Promise.withResolvers<void>());
  const script = steps.flatMap(({ promise }, index) => [{ type: 'text' as const, text: `${index}` }, promise]);
  const [kind] = storeKinds;
  if (!kind) return;
  const store = await (await kind.prepare())();
  const model = scripted([...script, ...saying('.')]);
  const { client, assistantId } = await startEngine(store, { model });
  const { id } = await client.beta.threads.create();

  const pieces: string[] = [];
  const stream = client.beta.threads.runs.stream(id, { assistant_id: assistantId });
  stream.on('textDelta', ({ value }) => {
    pieces.push(value ?? '');
    steps[pieces.length - 1]?.resolve();
  });
  await stream.done();

  expect(pieces.slice(0, 3)).toEqual(['0', '1', '2']);
});
