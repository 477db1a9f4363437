import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Doom } from '../support/doomed-engine.ts';
import { ended, startEngine, textOf, waitingModel } from '../support/engine-client.ts';
import { watched } from '../support/engine-store.ts';
import { saying, scripted } from '../support/scripted-model.ts';
import { storeKinds } from '../support/stores.ts';

const compileCache = new URL('../../src/compile-cache.js', import.meta.url).href;
const program = fileURLToPath(new URL('../support/doomed-engine.ts', import.meta.url));
const TTL_MS = 500;

/** A run that a real process has brought into a state, and what kills the process. */
async function broughtTo(state: Doom['state'], where: Doom['where']) {
  const doom: Doom = { state, where, lockTtlMs: TTL_MS };
  const child = spawn(process.execPath, ['--import', compileCache, program, JSON.stringify(doom)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await Promise.race([once(child.stdout, 'data'), exited])) as [Buffer | number];
  if (typeof line === 'number') throw new Error(`The process ended by itself with ${line}.`);
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  return { ...(JSON.parse(line.toString()) as { threadId: string; runId: string }), kill };
}

/** The same of a process that is dead by now. */
async function killedIn(state: Doom['state'], where: Doom['where']): Promise<{ threadId: string; runId: string }> {
  const { kill, ...ids } = await broughtTo(state, where);
  await kill();
  return ids;
}

describe.each(storeKinds)('kill -9 on $name', ({ prepare }) => {
  test.each(['queued', 'in_progress'] as const)(
    'a run that was %s is answered by the next process, without anybody asking for it',
    async (state) => {
      const open = await prepare();
      const { threadId, runId } = await killedIn(state, open.where);
      const model = scripted(saying('Here it is.'));

      const { client } = await startEngine(await open(), { model, lockTtlMs: TTL_MS });
      while (model.asked.length === 0) await delay(20);

      const run = await client.beta.threads.runs.poll(runId, { thread_id: threadId });
      expect(run.status).toBe('completed');
      const messages = await client.beta.threads.messages.list(threadId, { order: 'asc' });
      expect(messages.data.map(textOf)).toEqual(['Hi', 'Here it is.']);
      await client.beta.threads.messages.create(threadId, { role: 'user', content: 'Thanks' });
    },
  );

  test('a run goes on after its last completed step', async () => {
    const open = await prepare();
    const { threadId, runId } = await killedIn('answered', open.where);
    const model = scripted(saying('It rains.'));

    const { client } = await startEngine(await open(), { model, lockTtlMs: TTL_MS });
    const run = await client.beta.threads.runs.poll(runId, { thread_id: threadId });

    expect(run).toMatchObject({ status: 'completed', usage: { total_tokens: 43 } });
    expect(model.asked[0]?.input).toMatchObject([
      { type: 'message' },
      { type: 'function_call', name: 'weather' },
      { type: 'function_output', output: 'rain' },
    ]);
    const steps = await client.beta.threads.runs.steps.list(runId, { thread_id: threadId, order: 'asc' });
    expect(steps.data.map(({ type, status }) => [type, status])).toEqual([
      ['tool_calls', 'completed'],
      ['message_creation', 'completed'],
    ]);
  });

  test('a run whose message was partly streamed fails, and the message stays', async () => {
    const open = await prepare();
    const { threadId, runId } = await killedIn('streamed', open.where);
    const model = scripted(saying('Never said.'));

    const { client } = await startEngine(await open(), { model, lockTtlMs: TTL_MS });
    const run = await client.beta.threads.runs.poll(runId, { thread_id: threadId });

    expect(run).toMatchObject({ status: 'failed', last_error: { code: 'server_error' } });
    expect((await client.beta.threads.messages.list(threadId)).data[0]).toMatchObject({
      role: 'assistant',
      status: 'incomplete',
      incomplete_details: { reason: 'run_failed' },
    });
    expect((await client.beta.threads.runs.steps.list(runId, { thread_id: threadId })).data).toMatchObject([
      { type: 'message_creation', status: 'failed' },
    ]);
    expect(model.asked).toEqual([]);
  });

  test('a run that waits for outputs still takes them', async () => {
    const open = await prepare();
    const { threadId, runId } = await killedIn('requires_action', open.where);
    const { client } = await startEngine(await open(), { model: scripted(saying('It rains.')), lockTtlMs: TTL_MS });

    const tool_outputs = [{ tool_call_id: 'call_weather', output: 'rain' }];
    const submitted = await client.beta.threads.runs.submitToolOutputs(runId, { thread_id: threadId, tool_outputs });

    expect((await ended(client, submitted)).status).toBe('completed');
    expect(textOf((await client.beta.threads.messages.list(threadId)).data[0])).toBe('It rains.');
  });

  test('a run that was being cancelled is cancelled', async () => {
    const open = await prepare();
    const { threadId, runId } = await killedIn('cancelling', open.where);

    const { client } = await startEngine(await open(), { lockTtlMs: TTL_MS });

    expect((await client.beta.threads.runs.poll(runId, { thread_id: threadId })).status).toBe('cancelled');
  });
});

describe.each(storeKinds)('two processes on $name', ({ prepare }) => {
  test('the run of a process that lives is left alone until that is killed', async () => {
    const open = await prepare();
    const { threadId, runId, kill } = await broughtTo('in_progress', open.where);
    const model = scripted(saying('Here it is.'));
    const { client } = await startEngine(await open(), { model, lockTtlMs: TTL_MS });
    const look = () => client.beta.threads.runs.retrieve(runId, { thread_id: threadId });

    for (const until = performance.now() + 5 * TTL_MS; performance.now() < until; await delay(50)) {
      expect((await look()).status).toBe('in_progress');
    }
    expect(model.asked).toEqual([]);
    await kill();

    while ((await look()).status !== 'completed') await delay(20);
    expect((await client.beta.threads.messages.list(threadId)).data.map(textOf)).toEqual(['Here it is.', 'Hi']);
  });

  test('asking for a run that another one executes takes no lock each time', async () => {
    const open = await prepare();
    const { model, release, nextQuestion } = waitingModel();
    const here = await startEngine(await open(), { model, lockTtlMs: 60_000 });
    const store = watched(await open());
    const there = await startEngine(store, { lockTtlMs: 60_000 });
    const { id } = await here.client.beta.threads.create();
    const asked = nextQuestion();
    const run = await here.client.beta.threads.runs.create(id, { assistant_id: here.assistantId });
    await asked;

    for (let count = 0; count < 50; count += 1)
      await there.client.beta.threads.runs.retrieve(run.id, { thread_id: id });
    release();
    await ended(there.client, run);

    expect(store.calls.lock).toBeLessThanOrEqual(1);
  });

  test('outputs given to one process go on there at once, though the other has asked', async () => {
    const open = await prepare();
    const scripts = [
      [
        { type: 'function_begin' as const, index: 0, callId: 'call_x', name: 'x' },
        { type: 'finished' as const, reason: 'tool_calls' as const },
      ],
      saying('Done.'),
    ];
    const here = await startEngine(await open(), { model: scripted(...scripts), lockTtlMs: 60_000 });
    const there = await startEngine(await open(), { model: scripted(saying('Done there.')), lockTtlMs: 60_000 });
    const { id } = await here.client.beta.threads.create();
    const run = await ended(
      here.client,
      await here.client.beta.threads.runs.create(id, {
        assistant_id: here.assistantId,
        tools: [{ type: 'function', function: { name: 'x' } }],
      }),
    );

    const tool_outputs = [{ tool_call_id: 'call_x', output: '1' }];
    const startedAt = performance.now();
    await there.client.beta.threads.runs.submitToolOutputs(run.id, { thread_id: id, tool_outputs });

    expect((await ended(here.client, run)).status).toBe('completed');
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});
