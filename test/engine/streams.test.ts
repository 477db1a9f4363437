import type OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import type { ModelEvent } from '../../src/engine/models/model.ts';
import { startEngine, textOf } from '../support/engine-client.ts';
import { calling, functions, saying, scripted, type Script } from '../support/scripted-model.ts';
import { storeKinds } from '../support/stores.ts';
import { eventsOf, namesOf } from '../support/stream.ts';

const TEXT = ['run.step.created', 'run.step.in_progress', 'message.created', 'message.in_progress', 'message.delta'];
const BEGIN = ['run.created', 'run.queued', 'run.in_progress'];

describe.each(storeKinds)('streams on $name', ({ prepare }) => {
  async function start(...scripts: readonly Script[]) {
    const open = await prepare();
    const model = scripted(...scripts);
    const under = await startEngine(await open(), { model });
    const { threads } = under.client.beta;
    const { id } = await threads.create({ messages: [{ role: 'user', content: 'Hi' }] });
    const params = { assistant_id: under.assistantId, tools: functions('weather', 'time') };
    return { ...under, open, model, threads, id, params };
  }

  test('a text, in the order of the real server', async () => {
    const { threads, id, params } = await start(saying('Hello there.'));

    const events = await eventsOf(threads.runs.create(id, { ...params, stream: true }));

    expect(namesOf(events)).toEqual([...BEGIN, ...TEXT, 'message.completed', 'run.step.completed', 'run.completed']);
    const [first] = events.filter(({ event }) => event === 'thread.message.delta');
    expect(first?.data).toEqual({
      id: expect.stringMatching(/^msg_/),
      object: 'thread.message.delta',
      delta: {
        content: [{ index: 0, type: 'text', text: { value: expect.stringMatching(/^Hello/), annotations: [] } }],
      },
    });
    const run = events.at(-1)?.data as OpenAI.Beta.Threads.Run;
    expect(run).toEqual(await threads.runs.retrieve(run.id, { thread_id: id }));
    expect(events[0]?.data).toMatchObject({ status: 'queued', started_at: null, usage: null });
  });

  test('the framing on the wire', async () => {
    const { engine, id, assistantId } = await start(saying('Hi.'));

    const response = await engine.fetch(`http://engine/v1/threads/${id}/runs`, {
      method: 'POST',
      body: JSON.stringify({ assistant_id: assistantId, stream: true }),
    });
    const text = await response.text();

    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(text).toMatch(/^event: thread\.run\.created\ndata: \{"id":"run_[^\n]+\n\n/);
    expect(text.endsWith('\n\nevent: done\ndata: [DONE]\n\n')).toBe(true);
    expect(
      text
        .split('\n\n')
        .slice(0, -1)
        .every((part) => /^event: [a-z_.]+\ndata: .+$/.test(part)),
    ).toBe(true);
  });

  test('a thread with a run in it', async () => {
    const { threads, params } = await start(saying('Hello.'));

    const events = await eventsOf(
      threads.createAndRun({ ...params, stream: true, thread: { messages: [{ role: 'user', content: 'Hi' }] } }),
    );
    const run = await threads.createAndRunPoll({ ...params, thread: { metadata: { a: '1' } } });

    expect(namesOf(events).slice(0, 2)).toEqual(['created', 'run.created']);
    const thread = events[0]?.data as OpenAI.Beta.Thread;
    expect((await threads.messages.list(thread.id)).data.map(textOf)).toEqual(['Hello.', 'Hi']);
    expect(run.status).toBe('completed');
    expect(await threads.retrieve(run.thread_id)).toMatchObject({ metadata: { a: '1' } });
  });

  test('parallel calls and their outputs, through the client’s own helper', async () => {
    const { threads, id, params } = await start(
      [{ type: 'text', text: 'Let me see.' }, ...calling(['weather', '{"city":"Oslo"}'], ['time', ''])],
      saying('It rains.'),
    );
    const seen: OpenAI.Beta.AssistantStreamEvent[] = [];
    const first = threads.runs.stream(id, params).on('event', (event) => seen.push(structuredClone(event)));
    const waiting = await first.finalRun();
    const second: OpenAI.Beta.AssistantStreamEvent[] = [];

    const following = threads.runs
      .submitToolOutputsStream(waiting.id, {
        thread_id: id,
        tool_outputs: [
          { tool_call_id: 'call_time', output: 'noon' },
          { tool_call_id: 'call_weather', output: 'rain' },
        ],
      })
      .on('event', (event) => second.push(structuredClone(event)));
    const done = await following.finalRun();

    await eventsOf(toAsync(seen));
    await eventsOf(toAsync(second));
    expect(waiting.status).toBe('requires_action');
    expect(namesOf(seen)).toEqual([
      ...BEGIN,
      ...TEXT,
      'message.completed',
      'run.step.completed',
      'run.step.created',
      'run.step.in_progress',
      'run.step.delta',
      'run.requires_action',
    ]);
    expect(namesOf(second)).toEqual([
      'run.step.completed',
      'run.queued',
      'run.in_progress',
      ...TEXT,
      'message.completed',
      'run.step.completed',
      'run.completed',
    ]);
    expect(done.status).toBe('completed');
    expect((await following.finalMessages()).map(textOf)).toEqual(['It rains.']);
    expect((await first.finalRunSteps()).at(-1)?.step_details).toMatchObject({
      tool_calls: [{ function: { arguments: '{"city":"Oslo"}' } }, { function: { arguments: '{}' } }],
    });
  });

  test('an interpreter, a search, annotations, a picture and a refusal', async () => {
    const script: ModelEvent[] = [
      { type: 'side_data', data: { thought: 'secret' } },
      { type: 'code_begin', callId: 'ci_1' },
      { type: 'code_input', callId: 'ci_1', text: 'print(' },
      { type: 'code_input', callId: 'ci_1', text: '1)' },
      {
        type: 'code_end',
        callId: 'ci_1',
        outputs: [
          { type: 'logs', logs: '1' },
          { type: 'image', fileId: 'file-1' },
        ],
      },
      {
        type: 'file_search',
        callId: 'fs_1',
        results: [{ fileId: 'file-2', fileName: 'a.txt', score: 0.5, content: ['found'] }],
      },
      { type: 'message_begin' },
      { type: 'image_file', fileId: 'file-1' },
      { type: 'text', text: 'See 【0†a.txt】' },
      {
        type: 'annotation',
        annotation: { type: 'file_citation', text: '【0†a.txt】', start: 4, end: 13, fileId: 'file-2' },
      },
      { type: 'text', text: '!' },
      { type: 'refusal', text: 'No ' },
      { type: 'refusal', text: 'more.' },
      { type: 'message_end' },
      { type: 'message_begin' },
      { type: 'text', text: 'Bye.' },
      { type: 'finished', reason: 'stop', usage: { promptTokens: 1, completionTokens: 2 } },
    ];
    const { threads, id, params } = await start(script);

    const stream = threads.runs.stream(id, {
      ...params,
      tools: [{ type: 'code_interpreter' }, { type: 'file_search' }],
    });
    const events = await eventsOf(stream);

    expect(JSON.stringify(events)).not.toContain('secret');
    const steps = await threads.runs.steps.list((await stream.finalRun()).id, { thread_id: id, order: 'asc' });
    expect(steps.data.map(({ type, status, usage }) => [type, status, usage?.total_tokens])).toEqual([
      ['tool_calls', 'completed', 0],
      ['tool_calls', 'completed', 0],
      ['message_creation', 'completed', 0],
      ['message_creation', 'completed', 3],
    ]);
    expect(JSON.stringify(steps.data)).not.toContain('found');
    const included = await threads.runs.steps.list(steps.data[1]?.run_id ?? '', {
      thread_id: id,
      include: ['step_details.tool_calls[*].file_search.results[*].content'],
    });
    expect(JSON.stringify(included.data)).toContain('found');
    const [, message] = (await threads.messages.list(id)).data;
    expect(message?.content).toEqual([
      { type: 'image_file', image_file: { file_id: 'file-1', detail: 'auto' } },
      {
        type: 'text',
        text: {
          value: 'See 【0†a.txt】!',
          annotations: [
            {
              type: 'file_citation',
              text: '【0†a.txt】',
              start_index: 4,
              end_index: 13,
              file_citation: { file_id: 'file-2' },
            },
          ],
        },
      },
      { type: 'refusal', refusal: 'No more.' },
    ]);
  });

  test.each([
    {
      name: 'a failure half-way',
      script: [{ type: 'text' as const, text: 'Half' }, new Error('broken')],
      end: ['message.incomplete', 'run.step.failed', 'run.failed'],
      reason: 'run_failed',
    },
    {
      name: 'a text cut at its length',
      script: [
        { type: 'text' as const, text: 'Half' },
        { type: 'finished' as const, reason: 'length' as const },
      ],
      end: ['message.incomplete', 'run.step.completed', 'run.incomplete'],
      reason: 'max_tokens',
    },
    {
      name: 'a content filter',
      script: [
        { type: 'text' as const, text: 'Half' },
        { type: 'finished' as const, reason: 'content_filter' as const },
      ],
      end: ['message.incomplete', 'run.step.failed', 'run.failed'],
      reason: 'content_filter',
    },
  ])('$name is told without an error', async ({ script, end, reason }) => {
    const { threads, id, params } = await start([...script]);

    const stream = threads.runs.stream(id, params);
    const events = await eventsOf(stream);

    expect(namesOf(events).slice(-end.length)).toEqual(end);
    expect((await threads.messages.list(id)).data[0]).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason },
    });
    await stream.finalRun();
  });

  test('a run that is cancelled while it is streamed', async () => {
    const { threads, id, params } = await start([{ type: 'text', text: 'Half' }, new Promise(() => undefined)]);

    const stream = threads.runs.stream(id, params);
    stream.once('textDelta', () => {
      const runId = stream.currentRun()?.id ?? '';
      void threads.runs.cancel(runId, { thread_id: id });
    });
    const events = await eventsOf(stream);

    expect(namesOf(events).slice(-4)).toEqual([
      'message.incomplete',
      'run.step.cancelled',
      'run.cancelling',
      'run.cancelled',
    ]);
  });
});

async function* toAsync<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}
