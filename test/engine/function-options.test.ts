import { describe, expect, test } from 'vitest';
import { ended, startEngine } from '../support/engine-client.ts';
import { calling, functions, saying, scripted, type Script } from '../support/scripted-model.ts';
import { storeKinds } from '../support/stores.ts';

describe.each(storeKinds)('how functions are called on $name', ({ prepare }) => {
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

  test('the totals of a run are counted over all its answers', async () => {
    const { client, threads, id, model } = await start(
      [
        ...calling(['weather', '{}']).slice(0, -1),
        { type: 'finished', reason: 'stop', usage: { promptTokens: 50, completionTokens: 200 } },
      ],
      [
        { type: 'text', text: 'x' },
        ...calling(['time', '{}']).slice(0, -1),
        { type: 'finished', reason: 'stop', usage: { promptTokens: 50, completionTokens: 100 } },
      ],
    );
    let run = await ended(
      client,
      await threads.runs.create(id, {
        assistant_id: 'asst_test',
        tools: functions('weather', 'time'),
        max_completion_tokens: 256,
      }),
    );
    for (const call of ['call_weather', 'call_time']) {
      const tool_outputs = [{ tool_call_id: call, output: 'x' }];
      run = await ended(client, await threads.runs.submitToolOutputs(run.id, { thread_id: id, tool_outputs }));
    }

    expect(model.asked.map(({ maxOutputTokens }) => maxOutputTokens)).toEqual([256, 56]);
    expect(run).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_completion_tokens' },
      usage: { completion_tokens: 300 },
    });
  });

  test('what must be called is called once, and nothing that was not declared is sent', async () => {
    const { client, threads, id, model } = await start(calling(['weather', '{}']), saying('Done.'));
    const run = await ended(
      client,
      await threads.runs.create(id, {
        assistant_id: 'asst_test',
        tools: functions('weather'),
        tool_choice: { type: 'function', function: { name: 'weather' } },
        parallel_tool_calls: false,
      }),
    );
    const tool_outputs = [{ tool_call_id: 'call_weather', output: 'x' }];
    await ended(client, await threads.runs.submitToolOutputs(run.id, { thread_id: id, tool_outputs }));
    await ended(client, await threads.runs.create(id, { assistant_id: 'asst_test', tools: [], instructions: '' }));

    expect(
      model.asked.map(({ toolChoice, parallelToolCalls, tools }) => [toolChoice, parallelToolCalls, tools?.length]),
    ).toEqual([
      [{ type: 'function', name: 'weather' }, false, 1],
      [undefined, false, 1],
      [undefined, undefined, undefined],
    ]);
    expect(model.asked[2]?.instructions).toBe('');
  });

  test('old code may leave out what is clear, and send what is not text', async () => {
    const { client, threads, id, atRest } = await start(calling(['weather', '{}']), saying('Done.'));
    const run = await atRest();
    const tool_outputs = [{ output: { degrees: 3 } as never }];

    const done = await ended(client, await threads.runs.submitToolOutputs(run.id, { thread_id: id, tool_outputs }));

    expect(done.status).toBe('completed');
    const [, step] = (await threads.runs.steps.list(run.id, { thread_id: id })).data;
    expect(step?.step_details).toMatchObject({ tool_calls: [{ function: { output: '{"degrees":3}' } }] });
  });
});
