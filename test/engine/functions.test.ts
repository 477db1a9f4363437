import { describe, expect, test } from 'vitest';
import { ended, refusalOf, startEngine, textOf } from '../support/engine-client.ts';
import { calling, functions, saying, scripted, type Script } from '../support/scripted-model.ts';
import { storeKinds } from '../support/stores.ts';

describe.each(storeKinds)('functions on $name', ({ prepare }) => {
  async function start(...scripts: readonly Script[]) {
    let time = Date.now();
    const model = scripted(...scripts);
    const under = await startEngine(await (await prepare())(), { model, now: () => time });
    const { threads } = under.client.beta;
    const { id } = await threads.create({ messages: [{ role: 'user', content: 'Weather?' }] });
    const create = () =>
      threads.runs.create(id, { assistant_id: under.assistantId, tools: functions('weather', 'time') });
    const atRest = async () => ended(under.client, await create());
    return { ...under, model, threads, id, create, atRest, pass: (ms: number) => (time += ms) };
  }

  test('a run stops at its calls, all in one step, and goes on with their outputs in any order', async () => {
    const { client, model, threads, id, atRest } = await start(
      calling(['weather', '{"city":"Oslo"}'], ['time', '']),
      saying('It rains.'),
    );

    const waiting = await atRest();
    const steps = (await threads.runs.steps.list(waiting.id, { thread_id: id })).data;
    const submitted = await threads.runs.submitToolOutputs(waiting.id, {
      thread_id: id,
      tool_outputs: [
        { tool_call_id: 'call_time', output: '' },
        { tool_call_id: 'call_weather', output: 'not JSON' },
      ],
    });
    const done = await ended(client, submitted);

    expect(waiting).toMatchObject({
      status: 'requires_action',
      usage: null,
      required_action: {
        type: 'submit_tool_outputs',
        submit_tool_outputs: {
          tool_calls: [
            { id: 'call_weather', type: 'function', function: { name: 'weather', arguments: '{"city":"Oslo"}' } },
            { id: 'call_time', type: 'function', function: { name: 'time', arguments: '{}' } },
          ],
        },
      },
    });
    expect(steps).toMatchObject([{ type: 'tool_calls', status: 'in_progress', usage: null }]);
    expect(submitted).toMatchObject({ status: 'queued', required_action: null, usage: null });
    expect(done).toMatchObject({
      status: 'completed',
      usage: { prompt_tokens: 30, completion_tokens: 13, total_tokens: 43 },
    });
    expect((await threads.runs.steps.list(waiting.id, { thread_id: id, order: 'asc' })).data).toMatchObject([
      {
        type: 'tool_calls',
        status: 'completed',
        usage: { total_tokens: 28 },
        step_details: {
          tool_calls: [
            { id: 'call_weather', function: { output: 'not JSON' } },
            { id: 'call_time', function: { output: '' } },
          ],
        },
      },
      { type: 'message_creation', status: 'completed', usage: { total_tokens: 15 } },
    ]);
    expect(model.asked[1]?.input.slice(1)).toMatchObject([
      { type: 'function_call', callId: 'call_weather', arguments: '{"city":"Oslo"}' },
      { type: 'function_call', callId: 'call_time', arguments: '{}' },
      { type: 'function_output', callId: 'call_time', output: '' },
      { type: 'function_output', callId: 'call_weather', output: 'not JSON' },
    ]);
  });

  test('a step can be asked for', async () => {
    const { threads, id, atRest } = await start(calling(['weather', '{}']));
    const run = await atRest();
    const [step] = (await threads.runs.steps.list(run.id, { thread_id: id })).data;

    const found = await threads.runs.steps.retrieve(step?.id ?? '', { thread_id: id, run_id: run.id });

    expect(found).toEqual(step);
    expect(found).toEqual({
      id: expect.stringMatching(/^step_[A-Za-z0-9]{24}$/),
      object: 'thread.run.step',
      created_at: expect.any(Number),
      run_id: run.id,
      assistant_id: run.assistant_id,
      thread_id: id,
      type: 'tool_calls',
      status: 'in_progress',
      cancelled_at: null,
      completed_at: null,
      expired_at: null,
      failed_at: null,
      expires_at: run.expires_at,
      last_error: null,
      step_details: {
        type: 'tool_calls',
        tool_calls: [
          { id: 'call_weather', type: 'function', function: { name: 'weather', arguments: '{}', output: null } },
        ],
      },
      metadata: {},
      usage: null,
    });
    expect(await refusalOf(threads.runs.steps.retrieve('step_abc', { thread_id: id, run_id: run.id }))).toMatchObject({
      status: 404,
      message: "No run step found with id 'step_abc'.",
    });
  });

  test('the calls of a run are known in the next one, those without outputs are not', async () => {
    const { client, model, threads, id, atRest, create } = await start(
      calling(['weather', '{}']),
      saying('It rains.'),
      calling(['time', '{}']),
      saying('Now.'),
    );
    const first = await atRest();
    const outputs = [{ tool_call_id: 'call_weather', output: 'rain' }];
    await ended(client, await threads.runs.submitToolOutputs(first.id, { thread_id: id, tool_outputs: outputs }));
    const cancelled = await atRest();
    await threads.runs.cancel(cancelled.id, { thread_id: id });
    await ended(client, cancelled);

    await ended(client, await create());

    expect(model.asked.at(-1)?.input.map((item) => ('callId' in item ? item.callId : item.type))).toEqual([
      'message',
      'call_weather',
      'call_weather',
      'message',
    ]);
  });

  test('text before the calls is a message of its own, text after them comes when they are answered', async () => {
    const { client, threads, id, atRest } = await start(
      [
        { type: 'text', text: 'Let me see.' },
        ...calling(['weather', '{}']).slice(0, -1),
        { type: 'text', text: 'Hm.' },
        { type: 'finished', reason: 'stop' },
      ],
      saying('It rains.'),
    );

    const run = await atRest();
    const before = (await threads.messages.list(id, { order: 'asc' })).data.map(textOf);
    const outputs = [{ tool_call_id: 'call_weather', output: 'rain' }];
    await ended(client, await threads.runs.submitToolOutputs(run.id, { thread_id: id, tool_outputs: outputs }));

    expect(before).toEqual(['Weather?', 'Let me see.']);
    const steps = await threads.runs.steps.list(run.id, { thread_id: id, order: 'asc' });
    expect(steps.data.map(({ type, status }) => `${type} ${status}`)).toEqual([
      'message_creation completed',
      'tool_calls completed',
      'message_creation completed',
      'message_creation completed',
    ]);
    expect((await threads.messages.list(id, { order: 'asc' })).data.map(textOf)).toEqual([
      'Weather?',
      'Let me see.',
      'Hm.',
      'It rains.',
    ]);
  });

  test('outputs that are refused change nothing', async () => {
    const { client, threads, id, atRest } = await start(calling(['weather', '{}'], ['time', '{}']), saying('Done.'));
    const run = await atRest();
    const submit = (...ids: readonly string[]) =>
      threads.runs.submitToolOutputs(run.id, {
        thread_id: id,
        tool_outputs: ids.map((each) => ({ tool_call_id: each, output: 'x' })),
      });

    const refusals = [];
    for (const ids of [['call_time'], [], ['call_time', 'call_time'], ['call_time', 'call_weather', 'call_other']]) {
      refusals.push(await refusalOf(submit(...ids)));
    }

    expect(refusals.map(({ status, message }) => [status, message.replace(/.*, got /, '')])).toEqual([
      [400, "['call_time']"],
      [400, '[]'],
      [400, "['call_time', 'call_time']"],
      [400, "['call_time', 'call_weather', 'call_other']"],
    ]);
    expect(refusals[0]?.message).toBe(
      "Expected tool outputs for call_ids ['call_weather', 'call_time'], got ['call_time']",
    );
    expect(await threads.runs.retrieve(run.id, { thread_id: id })).toEqual(run);
    const done = await ended(client, await submit('call_time', 'call_weather'));
    expect(await refusalOf(submit('call_time', 'call_weather'))).toMatchObject({
      status: 400,
      message: `Runs in status "${done.status}" do not accept tool outputs.`,
    });
  });

  test('a run that waits can be cancelled, and takes its open step with it', async () => {
    const { client, threads, id, atRest } = await start(calling(['weather', '{}']));
    const run = await atRest();

    expect(await threads.runs.cancel(run.id, { thread_id: id })).toMatchObject({
      status: 'cancelling',
      required_action: null,
    });
    expect(await ended(client, run)).toMatchObject({ status: 'cancelled', usage: { total_tokens: 28 } });
    expect((await threads.runs.steps.list(run.id, { thread_id: id })).data).toMatchObject([
      { status: 'cancelled', cancelled_at: expect.any(Number) },
    ]);
  });

  test('a run that waits for too long expires', async () => {
    const { threads, id, atRest, pass } = await start(calling(['weather', '{}']));
    const run = await atRest();
    await expect(threads.messages.create(id, { role: 'user', content: 'Hello?' })).rejects.toThrow(
      `Can't add messages to ${id} while a run ${run.id} is active.`,
    );

    pass(600_000);

    const outputs = [{ tool_call_id: 'call_weather', output: 'late' }];
    expect(
      await refusalOf(threads.runs.submitToolOutputs(run.id, { thread_id: id, tool_outputs: outputs })),
    ).toMatchObject({ status: 400, message: 'Runs in status "expired" do not accept tool outputs.' });
    expect(await threads.runs.retrieve(run.id, { thread_id: id })).toMatchObject({
      status: 'expired',
      required_action: null,
    });
    expect((await threads.runs.steps.list(run.id, { thread_id: id })).data).toMatchObject([
      { status: 'expired', expired_at: expect.any(Number) },
    ]);
    await threads.messages.create(id, { role: 'user', content: 'Hello?' });
  });
});
