import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { echo, ended, modelThat, refusalOf, startEngine, textOf, waitingModel } from '../support/engine-client.ts';
import { watched } from '../support/engine-store.ts';
import { storeKinds } from '../support/stores.ts';

/** Short, so that a lock that nobody renews is soon free. */
const SHORT_TTL_MS = 400;
/** Long against the pauses of a busy machine, in which a lock cannot be renewed. */
const SAFE_TTL_MS = 1_000;

describe.each(storeKinds)('the life of runs on $name', ({ prepare }) => {
  const openStore = async () => (await prepare())();

  test('a cancelled run ends, keeps what was said, and frees its thread', async () => {
    const { model, nextQuestion } = waitingModel('So far');
    const { client, assistantId } = await startEngine(await openStore(), { model });
    const { threads } = client.beta;
    const { id } = await threads.create();
    const asked = nextQuestion();
    const run = await threads.runs.create(id, { assistant_id: assistantId });
    await asked;

    const cancelling = await threads.runs.cancel(run.id, { thread_id: id });
    const cancelled = await ended(client, run);

    expect(cancelling).toMatchObject({ id: run.id, status: 'cancelling' });
    expect(cancelled).toMatchObject({
      status: 'cancelled',
      cancelled_at: expect.any(Number),
      expires_at: null,
      completed_at: null,
    });
    const [message] = (await threads.messages.list(id)).data;
    expect(message).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'run_cancelled' } });
    expect(textOf(message)).toBe('So far');
    expect(await refusalOf(threads.runs.cancel(run.id, { thread_id: id }))).toMatchObject({
      status: 400,
      message: "Cannot cancel run with status 'cancelled'.",
    });
    await threads.messages.create(id, { role: 'user', content: 'Next' });
  });

  test('a completed run cannot be cancelled', async () => {
    const { client, assistantId } = await startEngine(await openStore());
    const { threads } = client.beta;
    const { id } = await threads.create();
    const run = await ended(client, await threads.runs.create(id, { assistant_id: assistantId }));

    expect(await refusalOf(threads.runs.cancel(run.id, { thread_id: id }))).toMatchObject({
      status: 400,
      message: "Cannot cancel run with status 'completed'.",
    });
  });

  test('a cancel in one process reaches the run in another', async () => {
    const open = await prepare();
    const { model, nextQuestion } = waitingModel();
    const here = await startEngine(await open(), { model, lockTtlMs: 300 });
    const there = await startEngine(await open(), { lockTtlMs: 300 });
    const { id } = await here.client.beta.threads.create();
    const asked = nextQuestion();
    const run = await here.client.beta.threads.runs.create(id, { assistant_id: here.assistantId });
    await asked;

    await there.client.beta.threads.runs.cancel(run.id, { thread_id: id });

    expect(await ended(there.client, run)).toMatchObject({ status: 'cancelled' });
  });

  test('a run that outlives its time is expired for whoever reads it, and what it says later does not count', async () => {
    let time = Date.now();
    const { model, release, nextQuestion } = waitingModel();
    const { engine, client, assistantId } = await startEngine(await openStore(), { model, now: () => time });
    const { threads } = client.beta;
    const { id } = await threads.create();
    const asked = nextQuestion();
    const run = await threads.runs.create(id, { assistant_id: assistantId });
    await asked;

    time += 600_000;
    const expired = await threads.runs.retrieve(run.id, { thread_id: id });
    release();
    await engine.close();

    expect(expired).toMatchObject({ status: 'expired', expires_at: null });
    expect(await threads.runs.retrieve(run.id, { thread_id: id })).toMatchObject({ status: 'expired' });
    expect((await threads.messages.list(id)).data).toEqual([]);
  });

  test('an overdue run does not keep its thread locked', async () => {
    let time = Date.now();
    const { model } = waitingModel();
    const { client, assistantId } = await startEngine(await openStore(), { model, now: () => time });
    const { threads } = client.beta;
    const { id } = await threads.create();
    const run = await threads.runs.create(id, { assistant_id: assistantId });

    time += 600_000;
    await threads.messages.create(id, { role: 'user', content: 'Still there?' });

    expect((await threads.runs.list(id)).data).toMatchObject([{ id: run.id, status: 'expired' }]);
    await threads.runs.create(id, { assistant_id: assistantId });
  });

  test.each(['retrieve', 'list', 'conflict'] as const)(
    'the run of a dead process is taken over by who reads it (%s)',
    async (reading) => {
      const open = await prepare();
      const store = watched(await open());
      const dead = waitingModel('Never finished');
      const crashed = await startEngine(store, { model: dead.model, lockTtlMs: SHORT_TTL_MS });
      const { id } = await crashed.client.beta.threads.create({ messages: [{ role: 'user', content: 'Hi' }] });
      const asked = dead.nextQuestion();
      const run = await crashed.client.beta.threads.runs.create(id, { assistant_id: crashed.assistantId });
      await asked;
      store.isDown = true; // it can neither renew its lock nor release it, nor write anything

      const { client, assistantId } = await startEngine(await open(), { lockTtlMs: SHORT_TTL_MS });
      const { threads } = client.beta;
      const look = {
        retrieve: async () => (await threads.runs.retrieve(run.id, { thread_id: id })).status,
        list: async () => (await threads.runs.list(id)).data[0]?.status,
        conflict: () =>
          threads.runs.create(id, { assistant_id: assistantId }).then(
            () => 'completed',
            () => 'in_progress',
          ),
      }[reading];
      expect(await look()).toBe('in_progress');
      while ((await look()) !== 'completed') await delay(20);

      dead.release();
      expect((await threads.messages.list(id, { order: 'asc', run_id: run.id })).data.map(textOf)).toEqual([
        'You said: Hi',
      ]);
      expect(dead.asked()).toBe(1);
    },
  );

  test('the run of a living process is left alone, however long it takes', async () => {
    const open = await prepare();
    const living = waitingModel('Slowly', ' done.');
    let takenOver = 0;
    const other = modelThat((request, signal) => {
      takenOver += 1;
      return echo.answer(request, signal);
    });
    const here = await startEngine(await open(), { model: living.model, lockTtlMs: SAFE_TTL_MS });
    const there = await startEngine(await open(), { model: other, lockTtlMs: SAFE_TTL_MS });
    const { id } = await here.client.beta.threads.create();
    const run = await here.client.beta.threads.runs.create(id, { assistant_id: here.assistantId });

    const until = performance.now() + 2.5 * SAFE_TTL_MS;
    while (performance.now() < until) {
      expect(await there.client.beta.threads.runs.retrieve(run.id, { thread_id: id })).toMatchObject({
        expires_at: expect.any(Number),
      });
      await delay(50);
    }
    living.release();

    expect(await ended(there.client, run)).toMatchObject({ status: 'completed' });
    expect(takenOver).toBe(0);
    expect((await there.client.beta.threads.messages.list(id)).data.map(textOf)).toEqual(['Slowly done.']);
  });

  test('one that was thought dead cannot write after it was taken over', async () => {
    const open = await prepare();
    const store = watched(await open());
    const slow = waitingModel('Too', ' late.');
    const suspended = await startEngine(store, { model: slow.model, lockTtlMs: SHORT_TTL_MS });
    const { id } = await suspended.client.beta.threads.create({ messages: [{ role: 'user', content: 'Hi' }] });
    const asked = slow.nextQuestion();
    const run = await suspended.client.beta.threads.runs.create(id, { assistant_id: suspended.assistantId });
    await asked;
    store.isDown = true;
    const { client } = await startEngine(await open(), { lockTtlMs: SHORT_TTL_MS });
    await ended(client, run);

    store.isDown = false;
    slow.release();
    await suspended.engine.close();

    expect((await client.beta.threads.messages.list(id, { run_id: run.id })).data.map(textOf)).toEqual([
      'You said: Hi',
    ]);
  });

  test('closing waits for the runs that are under way', async () => {
    const { model, release, nextQuestion } = waitingModel('Nearly', ' done.');
    const { engine, client, assistantId } = await startEngine(await openStore(), { model });
    const { id } = await client.beta.threads.create();
    const asked = nextQuestion();
    const run = await client.beta.threads.runs.create(id, { assistant_id: assistantId });
    await asked;

    const closing = engine.close();
    release();
    await closing;

    expect(await client.beta.threads.runs.retrieve(run.id, { thread_id: id })).toMatchObject({ status: 'completed' });
  });

  test('closing cuts short what takes too long, and the next engine goes on at once', async () => {
    const open = await prepare();
    const { model, nextQuestion } = waitingModel('Cut');
    const { engine, client, assistantId } = await startEngine(await open(), { model, lockTtlMs: 600_000 });
    const { threads } = client.beta;
    const { id } = await threads.create({ messages: [{ role: 'user', content: 'Hi' }] });
    const asked = nextQuestion();
    const run = await threads.runs.create(id, { assistant_id: assistantId });
    await asked;

    await engine.close(AbortSignal.timeout(50));
    expect(await threads.runs.retrieve(run.id, { thread_id: id })).toMatchObject({
      status: 'queued',
      started_at: null,
    });

    const next = await startEngine(await open(), { lockTtlMs: 600_000 });
    expect(await ended(next.client, run)).toMatchObject({ status: 'completed' });
    expect((await threads.messages.list(id)).data.map(textOf)).toEqual(['You said: Hi', 'Hi']);
  });

  test('a closed engine still takes runs, for the next one', async () => {
    const open = await prepare();
    const { engine, client, assistantId } = await startEngine(await open());
    const { id } = await client.beta.threads.create({ messages: [{ role: 'user', content: 'Hi' }] });
    await engine.close();

    const run = await client.beta.threads.runs.create(id, { assistant_id: assistantId });
    await delay(20);
    expect(await client.beta.threads.runs.retrieve(run.id, { thread_id: id })).toMatchObject({ status: 'queued' });

    const next = await startEngine(await open());
    expect(await ended(next.client, run)).toMatchObject({ status: 'completed' });
  });

  test('a store that fails is a 500 without details and never “not found”', async () => {
    const store = watched(await openStore());
    const { client } = await startEngine(store);
    const { id } = await client.beta.threads.create();
    store.isDown = true;

    const failures = [
      refusalOf(client.beta.threads.retrieve(id)),
      refusalOf(client.beta.threads.messages.list(id)),
      refusalOf(client.beta.threads.messages.create(id, { role: 'user', content: 'Hi' })),
    ];

    for (const failure of await Promise.all(failures)) {
      expect(failure).toEqual({
        status: 500,
        message: 'The server had an error while processing your request. Sorry about that!',
        type: 'server_error',
        code: null,
        param: null,
      });
    }
  });

  test('a run whose answer could not be stored is done again', async () => {
    const store = watched(await openStore());
    const { model, release, nextQuestion } = waitingModel('Here', ' it is.');
    const { client, assistantId } = await startEngine(store, { model, lockTtlMs: SHORT_TTL_MS });
    const { threads } = client.beta;
    const { id } = await threads.create();
    const asked = nextQuestion();
    const run = await threads.runs.create(id, { assistant_id: assistantId });
    await asked;

    store.failNext('commit');
    release();

    expect(await ended(client, run)).toMatchObject({ status: 'completed' });
    expect((await threads.messages.list(id)).data.map(textOf)).toEqual(['Here it is.']);
  });
});
