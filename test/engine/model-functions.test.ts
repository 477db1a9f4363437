import { describe, expect, test } from 'vitest';
import { createChatModel } from '../../src/engine/models/chat.ts';
import { livingName } from '../../src/engine/models/dead-names.ts';
import { createDemoModel } from '../../src/engine/models/demo.ts';
import type { Model, ModelItem, ModelRequest } from '../../src/engine/models/model.ts';
import { createResponsesModel } from '../../src/engine/models/responses.ts';
import { answering, refusing, sending, startModelServer } from '../support/model-server.ts';

const weather = { type: 'function' as const, name: 'weather' };

function request(input: readonly ModelItem[] = [user('Weather?')], more: Partial<ModelRequest> = {}): ModelRequest {
  return { instructions: '', input, tools: [weather], ...more };
}

function user(text: string): ModelItem {
  return { type: 'message', role: 'user', content: [{ type: 'text', text }] };
}

async function ask(model: Model, asked: ModelRequest = request()) {
  return Array.fromAsync(model.answer(asked, new AbortController().signal));
}

const history: ModelItem[] = [
  user('Weather?'),
  { type: 'message', role: 'assistant', content: [{ type: 'text', text: 'Let me see.' }] },
  { type: 'function_call', callId: 'call_1', name: 'weather', arguments: '{"city":"Oslo"}' },
  { type: 'function_call', callId: 'call_2', name: 'weather', arguments: '{}' },
  { type: 'function_output', callId: 'call_2', output: 'sun' },
  { type: 'function_output', callId: 'call_1', output: 'rain' },
];

describe('functions over the Responses API', () => {
  const create = (baseUrl: string) => createResponsesModel({ baseUrl, apiKey: 'sk-test', defaultModel: 'gpt-test' });
  const item = (output_index: number, fields: object) => ({ output_index, item: fields });
  const call = { type: 'function_call', id: 'fc_1', call_id: 'call_1', name: 'weather', arguments: '' };

  test('calls, their pieces mixed, and reasoning that is shown again', async () => {
    const reasoning = { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'xyz' };
    const { url, requests } = await startModelServer(
      sending(
        { type: 'response.output_item.added', ...item(0, { type: 'reasoning', id: 'rs_1', summary: [] }) },
        { type: 'response.output_item.done', ...item(0, reasoning) },
        { type: 'response.output_item.done', ...item(0, { type: 'reasoning', id: 'rs_2', summary: [] }) },
        { type: 'response.output_item.added', ...item(1, call) },
        { type: 'response.output_item.added', ...item(2, { ...call, call_id: 'call_2' }) },
        { type: 'response.function_call_arguments.delta', output_index: 1, item_id: 'fc_1', delta: '{"a"' },
        { type: 'response.function_call_arguments.delta', output_index: 1, item_id: 'fc_1', delta: ':1}' },
        { type: 'response.output_item.done', ...item(2, { ...call, call_id: 'call_2', arguments: '{"b":2}' }) },
        { type: 'response.output_item.done', ...item(1, { ...call, arguments: '{"a":1}' }) },
        { type: 'response.completed', response: { status: 'completed' } },
      ),
    );

    const events = await ask(create(url));

    expect(events).toEqual([
      { type: 'side_data', data: { replay: { type: 'reasoning', summary: [], encrypted_content: 'xyz' } } },
      { type: 'function_begin', index: 0, callId: 'call_1', name: 'weather' },
      { type: 'function_begin', index: 1, callId: 'call_2', name: 'weather' },
      { type: 'function_arguments', index: 0, text: '{"a"' },
      { type: 'function_arguments', index: 0, text: ':1}' },
      { type: 'function_arguments', index: 1, text: '{"b":2}' },
      { type: 'function_end', index: 1 },
      { type: 'function_end', index: 0 },
      { type: 'finished', reason: 'tool_calls' },
    ]);
    const [sideData] = events;
    await ask(create(url), request([user('Hi'), sideData as ModelItem]));
    expect(requests[1]?.body['input']).toMatchObject([{}, { type: 'reasoning', encrypted_content: 'xyz' }]);
    expect(JSON.stringify(requests[1]?.body)).not.toContain('rs_1');
  });

  test('is sent calls without ids of items, tools that are not strict, and choices', async () => {
    const { url, requests } = await startModelServer();

    await ask(
      create(url),
      request(history, {
        tools: [
          weather,
          { type: 'function', name: 'time', description: 'Now', parameters: { type: 'object' }, strict: true },
          { type: 'file_search', vectorStoreIds: ['vs_1'], maxResults: 3 },
        ],
        toolChoice: { type: 'function', name: 'weather' },
        parallelToolCalls: false,
      }),
    );

    expect(requests[0]?.body).toMatchObject({
      input: [
        {},
        { role: 'assistant', content: 'Let me see.' },
        { type: 'function_call', call_id: 'call_1', name: 'weather', arguments: '{"city":"Oslo"}' },
        { type: 'function_call', call_id: 'call_2', name: 'weather', arguments: '{}' },
        { type: 'function_call_output', call_id: 'call_2', output: 'sun' },
        { type: 'function_call_output', call_id: 'call_1', output: 'rain' },
      ],
      tools: [
        { type: 'function', name: 'weather', parameters: { type: 'object', properties: {} }, strict: false },
        { type: 'function', name: 'time', description: 'Now', parameters: { type: 'object' }, strict: true },
        { type: 'file_search', vector_store_ids: ['vs_1'], max_num_results: 3 },
      ],
      tool_choice: { type: 'function', name: 'weather' },
      parallel_tool_calls: false,
    });
  });
});

describe('functions over chat completions', () => {
  const create = (baseUrl: string) => createChatModel({ baseUrl, defaultModel: 'local' });
  const chunk = (delta: object, finish_reason: string | null = null) => ({
    choices: [{ index: 0, delta, finish_reason }],
  });
  const calls = (...tool_calls: readonly object[]) => chunk({ tool_calls });
  const begin = (callId: string, name: string, text: string, index = 0) => [
    { type: 'function_begin', index, callId, name },
    ...(text === '' ? [] : [{ type: 'function_arguments', index, text }]),
    { type: 'function_end', index },
  ];

  test.each([
    {
      name: 'pieces by index',
      events: [
        calls({ index: 0, id: 'a', function: { name: 'weather', arguments: '' } }),
        calls({ index: 1, id: 'b', function: { name: 'time', arguments: '{' } }),
        calls({ index: 0, function: { arguments: '{"x":' } }, { index: 1, function: { arguments: '}' } }),
        calls({ index: 0, function: { arguments: '1}' } }),
        chunk({}, 'tool_calls'),
      ],
      expected: [...begin('a', 'weather', '{"x":1}'), ...begin('b', 'time', '{}', 1)],
    },
    {
      name: 'whole calls without index and id',
      events: [
        calls({ function: { name: 'weather', arguments: '{}' } }, { function: { name: 'time', arguments: '{}' } }),
        chunk({}, 'stop'),
      ],
      expected: [...begin('', 'weather', '{}'), ...begin('', 'time', '{}', 1)],
    },
    {
      name: 'pieces without index and id',
      events: [
        calls({ function: { name: 'weather', arguments: '{"x"' } }),
        calls({ function: { arguments: ':1}' } }),
        chunk({}, 'stop'),
      ],
      expected: begin('', 'weather', '{"x":1}'),
    },
    {
      name: 'several calls that all have index 0',
      events: [
        calls({ index: 0, id: 'a', function: { name: 'weather', arguments: '{}' } }),
        calls({ index: 0, id: 'b', function: { name: 'time', arguments: '{}' } }),
        chunk({}, 'tool_calls'),
      ],
      expected: [...begin('a', 'weather', '{}'), ...begin('b', 'time', '{}', 1)],
    },
    {
      name: 'the same call under more indexes',
      events: [
        calls({ index: 0, id: 'a', function: { name: 'weather', arguments: '{}' } }),
        calls({ index: 1, id: 'a', function: { name: 'weather', arguments: '{}' } }),
        chunk({}, 'tool_calls'),
      ],
      expected: begin('a', 'weather', '{}'),
    },
    {
      name: 'arguments that are an object, or none',
      events: [
        calls({ index: 0, id: 'a', function: { name: 'weather', arguments: { x: 1 } } }),
        calls({ index: 1, id: 'b', function: { name: 'time' } }),
        chunk({ content: null }, 'stop'),
      ],
      expected: [...begin('a', 'weather', '{"x":1}'), ...begin('b', 'time', '', 1)],
    },
  ])('understands $name', async ({ events, expected }) => {
    const { url } = await startModelServer(sending(...events));

    expect(await ask(create(url))).toEqual([...expected, { type: 'finished', reason: 'stop' }]);
  });

  test('is sent outputs right behind their calls', async () => {
    const { url, requests } = await startModelServer();

    await ask(create(url), request([...history, user('And?')], { toolChoice: 'required', parallelToolCalls: false }));

    expect(requests[0]?.body).toMatchObject({
      messages: [
        { role: 'user', content: 'Weather?' },
        {
          role: 'assistant',
          content: 'Let me see.',
          tool_calls: [
            { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Oslo"}' } },
            { id: 'call_2', type: 'function', function: { name: 'weather', arguments: '{}' } },
          ],
        },
        { role: 'tool', tool_call_id: 'call_2', content: 'sun' },
        { role: 'tool', tool_call_id: 'call_1', content: 'rain' },
        { role: 'user', content: 'And?' },
      ],
      tools: [{ type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: {} } } }],
      tool_choice: 'required',
      parallel_tool_calls: false,
    });
  });

  test('leaves out what a server refuses, and nothing else', async () => {
    const { url, requests } = await startModelServer(
      refusing(400, { message: 'parallel_tool_calls is not supported' }),
      answering('Hi'),
    );
    const model = create(url);

    await ask(model, request(undefined, { toolChoice: 'required', parallelToolCalls: false }));
    await ask(model, request(undefined, { toolChoice: 'required', parallelToolCalls: false }));

    expect(requests.map(({ body }) => [body['parallel_tool_calls'], body['tool_choice']])).toEqual([
      [false, 'required'],
      [undefined, 'required'],
      [undefined, 'required'],
    ]);
  });

  test('a model that the server does not list goes to the default, if there is one', async () => {
    const { url, requests, list } = await startModelServer();
    list(['local', 'other']);

    const model = create(url);
    for (const name of ['gpt-4', 'other']) await ask(model, request(undefined, { model: name }));
    await ask(createChatModel({ baseUrl: url }), request(undefined, { model: 'gpt-4' }));
    list(500);
    await ask(create(url), request(undefined, { model: 'gpt-4' }));

    const asked = requests.filter(({ path }) => path.endsWith('completions')).map(({ body }) => body['model']);
    expect(asked).toEqual(['local', 'other', 'gpt-4', 'gpt-4']);
  });
});

describe('the demo', () => {
  const demo = createDemoModel();

  test('calls a function when it is told to, and says what that gave', async () => {
    const told = await ask(demo, request([user('Please call weather {"city": "Oslo"}')]));
    const reported = await ask(demo, request(history));

    expect(told).toMatchObject([
      { name: 'weather' },
      { text: '{"city": "Oslo"}' },
      {},
      { type: 'finished', reason: 'tool_calls' },
    ]);
    const text = reported.map((event) => (event.type === 'text' ? event.text : '')).join('');
    expect(text).toBe('`weather` gave: sun\n\n`weather` gave: rain');
  });

  test.each([
    { name: 'it must', more: { toolChoice: 'required' as const }, expected: 'function_begin' },
    { name: 'it must call this one', more: { toolChoice: weather }, expected: 'function_begin' },
    { name: 'it was not told to', more: {}, expected: 'text' },
    { name: 'it must not', more: { toolChoice: 'none' as const }, expected: 'text' },
  ])('does as it should when $name', async ({ more, expected }) => {
    const [first] = await ask(demo, request([user('Nice weather today.')], more));

    expect(first?.type).toBe(expected);
  });
});

test('a name that OpenAI has shut down has a successor from that day on', () => {
  const day = Date.parse('2026-11-20');

  expect(['gpt-4', 'gpt-4o', 'gpt-6-sol', 'toString'].map((name) => livingName(name, day))).toEqual([
    'gpt-6-luna',
    'gpt-4o',
    'gpt-6-sol',
    'toString',
  ]);
  expect(livingName('gpt-4o', Date.parse('2027-02-01'))).toBe('gpt-6-luna');
});
