import { join } from 'node:path';
import type OpenAI from 'openai';
import type { AssistantStream } from 'openai/lib/AssistantStream';
import { expect, test } from 'vitest';
import { createResponsesModel } from '../../src/engine/models/responses.ts';
import { textOf } from '../support/engine-client.ts';
import { clientAt, engineOn, startServer } from '../support/engine-server.ts';
import { answering, type Behaviour, fallingSilent, sending, startModelServer } from '../support/model-server.ts';
import { codeEvents, completedEvent, functionEvents, messageEvents } from '../support/responses-stream.ts';
import { functions } from '../support/scripted-model.ts';
import { eventsOf } from '../support/stream.ts';
import { temporaryFolder } from '../support/temporary.ts';

// The strict helper of the current SDK, over HTTP, with OpenAI's Responses API behind the engine.

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

async function start(...behaviours: readonly Behaviour[]) {
  const provider = await startModelServer(...behaviours);
  provider.serve('GET /v1/containers/cntr_1/files/cfile_1/content', () => new Response(PNG));
  const model = createResponsesModel({
    baseUrl: provider.url,
    apiKey: 'sk-test',
    defaultModel: 'gpt-test',
    hostedTools: ['code_interpreter'],
  });
  const engine = engineOn(undefined, { model, filesDir: join(temporaryFolder(), 'files') });
  const client = clientAt((await startServer({ engines: new Map([['default', engine]]) })).url);
  const { threads } = client.beta;
  const { id: assistant_id } = await client.beta.assistants.create({
    model: 'gpt-test',
    tools: [{ type: 'code_interpreter' }, ...functions('weather', 'time')],
  });
  const { id: thread_id } = await threads.create({ messages: [{ role: 'user', content: 'Go.' }] });
  return { threads, thread_id, stream: () => threads.runs.stream(thread_id, { assistant_id }) };
}

/** What a helper says of a stream when it is over; every event of it is checked, too. */
async function told(stream: AssistantStream) {
  const faults: unknown[] = [];
  const heard: string[] = [];
  const events: OpenAI.Beta.AssistantStreamEvent[] = [];
  stream.on('error', (error) => faults.push(error));
  stream.on('abort', (error) => faults.push(error));
  stream.on('event', (event) => events.push(structuredClone(event)));
  for (const name of ['textCreated', 'textDone', 'toolCallCreated', 'toolCallDone', 'imageFileDone', 'end'] as const) {
    stream.on(name, () => heard.push(name));
  }
  const run = await stream.finalRun();
  const messages = await stream.finalMessages();
  const steps = await stream.finalRunSteps();
  await stream.done();
  expect(faults).toEqual([]);
  await eventsOf(
    (async function* () {
      yield* events;
    })(),
  );
  return { run, messages, steps, heard };
}

test('a text', async () => {
  const { stream, threads, thread_id } = await start(answering('Hello, over there.'));

  const { run, messages, heard } = await told(stream());

  expect(run).toMatchObject({ status: 'completed', usage: { total_tokens: 18 } });
  expect(messages).toEqual((await threads.messages.list(thread_id, { run_id: run.id })).data);
  expect(messages.map(textOf)).toEqual(['Hello, over there.']);
  expect(heard).toEqual(['textCreated', 'textDone', 'end']);
});

test('parallel calls of functions, and their outputs', async () => {
  const { stream, threads, thread_id } = await start(
    sending(
      ...functionEvents(0, 'call_a', 'weather', ['{"ci', 'ty":"Oslo"}']),
      ...functionEvents(1, 'call_b', 'time', []),
      completedEvent(),
    ),
    answering('It rains at noon.'),
  );

  const waiting = await told(stream());
  const { tool_calls: calls = [] } = waiting.run.required_action?.submit_tool_outputs ?? {};
  const done = await told(
    threads.runs.submitToolOutputsStream(waiting.run.id, {
      thread_id,
      tool_outputs: calls.map(({ id }) => ({ tool_call_id: id, output: '1' })).toReversed(),
    }),
  );

  expect(waiting.run.status).toBe('requires_action');
  expect(calls.map((call) => call.function)).toEqual([
    { name: 'weather', arguments: '{"city":"Oslo"}' },
    { name: 'time', arguments: '{}' },
  ]);
  expect(waiting.heard.filter((name) => name === 'toolCallCreated')).toHaveLength(2);
  expect(done.run.status).toBe('completed');
  expect(done.messages.map(textOf)).toEqual(['It rains at noon.']);
});

test('a code interpreter with a picture', async () => {
  const { stream, threads, thread_id } = await start(
    sending(
      ...codeEvents(0, ['plot', '()'], [{ type: 'logs', logs: 'ok' }]),
      ...messageEvents(
        1,
        ['Here: sandbox:/mnt/data/a.png'],
        [
          {
            after: 0,
            annotation: {
              type: 'container_file_citation',
              container_id: 'cntr_1',
              file_id: 'cfile_1',
              filename: 'a.png',
              start_index: 6,
              end_index: 29,
            },
          },
        ],
      ),
      completedEvent(),
    ),
  );

  const { run, steps, messages, heard } = await told(stream());

  expect(run.status).toBe('completed');
  expect(steps.map(({ step_details: details }) => details)).toMatchObject([
    { tool_calls: [{ code_interpreter: { input: 'plot()', outputs: [{ type: 'logs', logs: 'ok' }] } }] },
    { message_creation: { message_id: messages[0]?.id } },
  ]);
  expect(heard).toEqual(expect.arrayContaining(['toolCallCreated', 'toolCallDone', 'textCreated', 'textDone']));
  expect(messages).toEqual((await threads.messages.list(thread_id, { run_id: run.id })).data);
});

test('a failure, after something was said and before', async () => {
  const failing = { type: 'response.failed', response: { error: { code: 'server_error', message: 'broken' } } };
  const begun = messageEvents(0, ['Half ', 'of']).slice(0, -2);
  const late = await start(sending(...begun, failing));
  const early = await start(sending(failing));

  const [withText, without] = [await told(late.stream()), await told(early.stream())];

  expect(withText.run).toMatchObject({ status: 'failed', last_error: { code: 'server_error' } });
  expect((await late.threads.messages.list(late.thread_id)).data[0]).toMatchObject({ status: 'incomplete' });
  expect(without.run).toMatchObject({ status: 'failed', last_error: { code: 'server_error' } });
  expect(without.steps).toEqual([]);
});

test('a cancel', async () => {
  const { stream, threads, thread_id } = await start(fallingSilent('Half of'));

  const streaming = stream();
  streaming.once('textDelta', () => {
    void threads.runs.cancel(streaming.currentRun()?.id ?? '', { thread_id });
  });
  const { run, steps } = await told(streaming);

  expect(run.status).toBe('cancelled');
  expect(steps.map(({ status }) => status)).toEqual(['cancelled']);
  expect((await threads.messages.list(thread_id)).data[0]).toMatchObject({
    status: 'incomplete',
    incomplete_details: { reason: 'run_cancelled' },
  });
});

test('an answer that is cut', async () => {
  const { stream, threads, thread_id } = await start(answering('As much as fits', 'length'));

  const { run, steps } = await told(stream());

  expect(run).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'max_completion_tokens' } });
  expect(steps.map(({ status }) => status)).toEqual(['completed']);
  expect((await threads.messages.list(thread_id)).data[0]).toMatchObject({
    status: 'incomplete',
    incomplete_details: { reason: 'max_tokens' },
  });
});
