import { join } from 'node:path';
import type OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import type { Model, ModelRequest } from '../../src/engine/models/model.ts';
import { createResponsesModel } from '../../src/engine/models/responses.ts';
import { ended, refusalOf, startEngine } from '../support/engine-client.ts';
import { refusing, sending, startModelServer, type Behaviour } from '../support/model-server.ts';
import {
  codeEvents,
  completedEvent,
  functionEvents,
  itemDone,
  messageEvents,
  searchEvents,
} from '../support/responses-stream.ts';
import { storeKinds } from '../support/stores.ts';
import { eventsOf, namesOf } from '../support/stream.ts';
import { temporaryFolder } from '../support/temporary.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const [store] = storeKinds;
type Tool = OpenAI.Beta.AssistantTool;

async function start(...behaviours: readonly Behaviour[]) {
  const server = await startModelServer(...behaviours);
  const model = createResponsesModel({
    baseUrl: server.url,
    apiKey: 'sk-test',
    defaultModel: 'gpt-test',
    hostedTools: ['code_interpreter', 'file_search', 'web_search'],
  });
  if (!store) throw new Error('There is no store to test with.');
  const passThrough = { baseUrl: server.url, apiKey: 'sk-test' };
  const options = { model, passThrough, filesDir: join(temporaryFolder(), 'files') };
  const { client, assistantId: assistant_id } = await startEngine(await (await store.prepare())(), options);
  const { threads } = client.beta;
  const { id } = await threads.create({
    messages: [{ role: 'user', content: 'Go.' }],
    tool_resources: { code_interpreter: { file_ids: ['file-data'] }, file_search: { vector_store_ids: ['vs_1'] } },
  });
  const run = async (...tools: Tool[]) => ended(client, await threads.runs.create(id, { assistant_id, tools }));
  const newest = async () => (await threads.messages.list(id)).data[0];
  const stream = (...tools: Tool[]) => threads.runs.create(id, { assistant_id, tools, stream: true });
  return { server, client, threads, id, assistant_id, run, stream, newest };
}

function textPart(message: OpenAI.Beta.Threads.Message | undefined): OpenAI.Beta.Threads.Text {
  const part = message?.content.find(({ type }) => type === 'text');
  if (part?.type !== 'text') throw new Error('The message has no text.');
  return part.text;
}

describe('a search in files', () => {
  const citation = (index: number, filename = 'report.pdf', file_id = 'file-1') => ({
    type: 'file_citation',
    index,
    file_id,
    filename,
  });

  test('becomes a step, and its citations become markers in the text, also behind an emoji', async () => {
    const results = [{ file_id: 'file-1', filename: 'report.pdf', score: 0.9, text: 'Sales were up.' }];
    const events = [
      ...searchEvents(0, results),
      ...messageEvents(
        1,
        ['Sales 📈📈 ', 'were up.', ' Costs too.'],
        [
          { after: 1, annotation: citation(17) },
          { after: 2, annotation: citation(28, 'costs.pdf', 'file-2') },
          { after: 2, annotation: citation(28) },
        ],
      ),
      completedEvent(),
    ];
    const { server, threads, id, run, stream, newest } = await start(sending(...events));
    const tool = { type: 'file_search' as const, file_search: { max_num_results: 5 } };

    const { id: run_id } = await run(tool);

    expect(server.requests[0]?.body).toMatchObject({
      tools: [{ type: 'file_search', vector_store_ids: ['vs_1'], max_num_results: 5 }],
      include: ['file_search_call.results'],
      store: false,
    });
    const { value, annotations } = textPart(await newest());
    expect(value).toBe('Sales 📈📈 were up.【1:0†report.pdf】 Costs too.【1:1†costs.pdf】【1:2†report.pdf】');
    for (const { start_index, end_index, text } of annotations) expect(value.slice(start_index, end_index)).toBe(text);
    expect(annotations).toMatchObject([
      { type: 'file_citation', file_citation: { file_id: 'file-1' } },
      { type: 'file_citation', file_citation: { file_id: 'file-2' } },
      { type: 'file_citation', file_citation: { file_id: 'file-1' } },
    ]);
    const steps = await threads.runs.steps.list(run_id, { thread_id: id, order: 'asc' });
    expect(steps.data.map(({ step_details: details }) => details)).toMatchObject([
      {
        type: 'tool_calls',
        tool_calls: [
          {
            type: 'file_search',
            file_search: { results: [{ file_id: 'file-1', file_name: 'report.pdf', score: 0.9 }] },
          },
        ],
      },
      { type: 'message_creation' },
    ]);

    const streamed = await eventsOf(stream(tool));
    expect(namesOf(streamed)).toContain('message.completed');
  });

  test('in nothing is not asked for', async () => {
    const { server, client, threads, assistant_id } = await start();
    const { id } = await threads.create({ messages: [{ role: 'user', content: 'x' }] });

    await ended(client, await threads.runs.create(id, { assistant_id, tools: [{ type: 'file_search' }] }));

    expect(server.requests[0]?.body).not.toHaveProperty('tools');
  });
});

describe('code', () => {
  const png = { type: 'image', url: `data:image/png;base64,${PNG.toString('base64')}` };
  const csv = { type: 'container_file_citation', container_id: 'cntr_1', file_id: 'cfile_1', filename: 'out.csv' };

  test('becomes a step with its logs and pictures; files are copied and served', async () => {
    const answer = 'Here: [out.csv](sandbox:/mnt/data/out.csv) 👍';
    const events = [
      ...codeEvents(0, ['print(', '1)'], [{ type: 'logs', logs: '1\n' }, png]),
      ...messageEvents(1, [answer], [{ after: 0, annotation: { ...csv, start_index: 16, end_index: 42 } }]),
      completedEvent(),
    ];
    const { server, client, threads, id, assistant_id, run, stream, newest } = await start(sending(...events));
    server.serve('GET /v1/containers/cntr_1/files/cfile_1/content', () => new Response('a,b\n1,2\n'));

    const { id: run_id } = await run({ type: 'code_interpreter' });

    expect(server.requests[0]?.body).toMatchObject({
      tools: [{ type: 'code_interpreter', container: { type: 'auto', file_ids: ['file-data'] } }],
      include: ['code_interpreter_call.outputs'],
    });
    const message = await newest();
    const [picture] = message?.content ?? [];
    const { value, annotations } = textPart(message);
    expect(message?.content.map(({ type }) => type)).toEqual(['image_file', 'text']);
    expect(value).toBe(answer);
    expect(annotations).toEqual([
      {
        type: 'file_path',
        text: 'sandbox:/mnt/data/out.csv',
        start_index: 16,
        end_index: 41,
        file_path: { file_id: expect.stringMatching(/^file-/) },
      },
    ]);
    const [annotation] = annotations;
    expect(value.slice(annotation?.start_index, annotation?.end_index)).toBe(annotation?.text);
    const fileId = annotation?.type === 'file_path' ? annotation.file_path.file_id : '';
    expect(await (await client.files.content(fileId)).text()).toBe('a,b\n1,2\n');
    expect(await client.files.retrieve(fileId)).toMatchObject({ filename: 'out.csv', purpose: 'assistants_output' });
    const pictureId = picture?.type === 'image_file' ? picture.image_file.file_id : '';
    expect(Buffer.from(await (await client.files.content(pictureId)).arrayBuffer())).toEqual(PNG);
    const steps = await threads.runs.steps.list(run_id, { thread_id: id, order: 'asc' });
    expect(steps.data[0]?.step_details).toMatchObject({
      tool_calls: [
        {
          type: 'code_interpreter',
          code_interpreter: {
            input: 'print(1)',
            outputs: [
              { type: 'logs', logs: '1\n' },
              { type: 'image', image: { file_id: pictureId } },
            ],
          },
        },
      ],
    });

    await eventsOf(stream({ type: 'code_interpreter' }));
    const helper = threads.runs.stream(id, { assistant_id, tools: [{ type: 'code_interpreter' }] });
    const [streamed] = await helper.finalMessages();
    expect(streamed?.content.map(({ type }) => type)).toEqual(['image_file', 'text']);
    expect((await helper.finalRun()).status).toBe('completed');

    await threads.delete(id);
    expect(await refusalOf(client.files.retrieve(fileId))).toMatchObject({ status: 404 });
    expect(server.requests.at(-1)?.path).toBe(`/v1/files/${fileId}`); // it is nobody's here any more
  });

  test('a file that the text does not name is named, a picture is shown', async () => {
    const picture = { ...csv, file_id: 'cfile_2', filename: 'plot.png', start_index: 0, end_index: 0 };
    const cited = [
      { after: 0, annotation: picture },
      { after: 0, annotation: { ...csv, start_index: 0, end_index: 0 } },
    ];
    const text = 'Not sandbox:/mnt/data/out.csv.gz.';
    const events = [...codeEvents(0, ['x'], []), ...messageEvents(1, [text], cited), completedEvent()];
    const { server, run, newest } = await start(sending(...events));
    server.serve('GET /v1/containers/cntr_1/files/cfile_1/content', () => new Response('a'));
    server.serve('GET /v1/containers/cntr_1/files/cfile_2/content', () => new Response(PNG));

    await run({ type: 'code_interpreter' });

    const message = await newest();
    expect(message?.content.map(({ type }) => type)).toEqual(['text', 'image_file']);
    const { value, annotations } = textPart(message);
    expect(value).toBe(`${text}\n\nsandbox:/mnt/data/out.csv`);
    expect(annotations).toMatchObject([{ type: 'file_path', start_index: text.length + 2, end_index: value.length }]);
  });

  test('a file that is gone already is left out, and the answer stays', async () => {
    const cited = [{ after: 0, annotation: { ...csv, start_index: 0, end_index: 25 } }];
    const events = [...messageEvents(0, ['sandbox:/mnt/data/out.csv'], cited), completedEvent()];
    const { run, newest } = await start(sending(...events));

    expect((await run({ type: 'code_interpreter' })).status).toBe('completed');

    expect(textPart(await newest())).toEqual({ value: 'sandbox:/mnt/data/out.csv', annotations: [] });
  });

  test('a thread keeps its container, gets new files into it, and a new one when it has died', async () => {
    const events = sending(...codeEvents(0, ['x'], []), ...messageEvents(1, ['Done.']), completedEvent());
    const { server, threads, id, run } = await start(events);
    server.serve('POST /v1/containers/cntr_1/files', () => Response.json({ id: 'cfile_9' }));
    const code = { type: 'code_interpreter' as const };

    await run(code);
    await threads.update(id, { tool_resources: { code_interpreter: { file_ids: ['file-data', 'file-new'] } } });
    await run(code);
    server.behave(refusing(404, { message: 'Container cntr_1 not found.', type: 'invalid_request_error' }), events);
    const last = await run(code);

    expect(last.status).toBe('completed');
    const questions = server.requests.filter(({ path }) => path === '/v1/responses');
    const fresh = { type: 'auto', file_ids: ['file-data', 'file-new'] };
    expect(questions.map(({ body }) => (body['tools'] as { container: unknown }[])[0]?.container)).toEqual([
      { type: 'auto', file_ids: ['file-data'] },
      'cntr_1',
      'cntr_1',
      fresh,
    ]);
    expect(server.requests.filter(({ path }) => path.endsWith('/files')).map(({ body }) => body)).toEqual([
      { file_id: 'file-new' },
    ]);
  });
});

test('an engine that does not have the provider’s files gives its tools none, whatever ids a client names', async () => {
  const asked: ModelRequest[] = [];
  const model: Model = {
    capabilities: { hostedTools: ['code_interpreter', 'file_search'] },
    async *answer(request) {
      asked.push(request);
      yield { type: 'text', text: 'Done.' };
      yield { type: 'finished', reason: 'stop' };
    },
  };
  if (!store) throw new Error('There is no store to test with.');
  const options = { model, namespace: 'project/other' };
  const { client, assistantId: assistant_id } = await startEngine(await (await store.prepare())(), options);
  const { threads } = client.beta;
  const { id } = await threads.create({
    tool_resources: {
      code_interpreter: { file_ids: ['file-theirs'] },
      file_search: { vector_store_ids: ['vs_theirs'] },
    },
  });
  const tools: Tool[] = [{ type: 'code_interpreter' }, { type: 'file_search' }];

  const run = await ended(client, await threads.runs.create(id, { assistant_id, tools }));

  expect(run.metadata).toEqual({ bobbin_left_out: 'file_search' });
  expect(asked[0]).toMatchObject({
    conversation: `project/other/${id}`,
    tools: [{ type: 'code_interpreter', fileIds: [] }],
  });
});

describe('tools together', () => {
  test('what came before the call of a function is shown to the model again with its output', async () => {
    const thought = { id: 'rs_1', type: 'reasoning', summary: [], encrypted_content: 'secret' };
    const { server, threads, id, run } = await start(
      sending(
        ...codeEvents(0, ['1 + 1'], [{ type: 'logs', logs: '2' }]),
        itemDone(1, thought),
        ...functionEvents(2, 'call_a', 'weather', ['{"city":', '"Oslo"}']),
        completedEvent(),
      ),
      sending(...messageEvents(0, ['Cold.']), completedEvent()),
    );
    const weather = { type: 'function' as const, function: { name: 'weather' } };

    const waiting = await run({ type: 'code_interpreter' }, weather);
    expect(waiting.required_action?.submit_tool_outputs.tool_calls).toMatchObject([
      { id: 'call_a', function: { name: 'weather', arguments: '{"city":"Oslo"}' } },
    ]);
    const done = await threads.runs.submitToolOutputsAndPoll(
      waiting.id,
      { thread_id: id, tool_outputs: [{ tool_call_id: 'call_a', output: '-5' }] },
      { pollIntervalMs: 2 },
    );

    expect(done.status).toBe('completed');
    const input = server.requests.at(-1)?.body['input'] as Record<string, unknown>[];
    expect(input.slice(1)).toEqual([
      expect.objectContaining({ type: 'code_interpreter_call', id: 'ci_0', outputs: [{ type: 'logs', logs: '2' }] }),
      { type: 'reasoning', summary: [], encrypted_content: 'secret' },
      { type: 'function_call', call_id: 'call_a', name: 'weather', arguments: '{"city":"Oslo"}' },
      { type: 'function_call_output', call_id: 'call_a', output: '-5' },
    ]);
  });

  test('searching the web is an extension of ours', async () => {
    const { server, run } = await start();

    await run({ type: 'web_search' } as unknown as Tool);

    expect(server.requests[0]?.body['tools']).toEqual([{ type: 'web_search' }]);
  });
});
