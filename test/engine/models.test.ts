import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createChatModel } from '../../src/engine/models/chat.ts';
import { createModel, DEFAULT_RESPONSES_MODEL } from '../../src/engine/models/create-model.ts';
import { ModelError, type Model, type ModelMessage, type ModelRequest } from '../../src/engine/models/model.ts';
import { createResponsesModel } from '../../src/engine/models/responses.ts';
import {
  answering,
  answeringSlowly,
  fallingSilent,
  hanging,
  refusing,
  resetting,
  resettingHalfWay,
  sending,
  sendingForEver,
  sendingRubbish,
  startModelServer,
  stoppingHalfWay,
} from '../support/model-server.ts';

const KEY = 'sk-test-0123456789abcdef';
const request: ModelRequest = { instructions: 'Be brief.', input: [message('user', 'Hi')] };

function message(role: 'user' | 'assistant', ...texts: readonly string[]): ModelMessage {
  return { type: 'message', role, content: texts.map((text) => ({ type: 'text', text })) };
}

async function ask(model: Model, asked: ModelRequest = request, signal = new AbortController().signal) {
  const events = await Array.fromAsync(model.answer(asked, signal));
  return {
    text: events.map((event) => (event.type === 'text' || event.type === 'refusal' ? event.text : '')).join(''),
    last: events.at(-1),
  };
}

async function faultOf(model: Model) {
  const error: unknown = await ask(model).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ModelError)) throw new Error('The model should have failed.', { cause: error });
  return error;
}

const chunk = (delta: object, finish_reason: string | null = null) => ({
  choices: [{ index: 0, delta, finish_reason }],
});

const kinds = [
  {
    name: 'responses' as const,
    create: (options: { baseUrl: string; apiKey: string; idleTimeoutMs?: number }) =>
      createResponsesModel({ defaultModel: 'gpt-test', ...options }),
  },
  {
    name: 'chat' as const,
    create: (options: { baseUrl: string; apiKey: string; idleTimeoutMs?: number }) =>
      createChatModel({ defaultModel: 'gpt-test', ...options }),
  },
];

describe.each(kinds)('every model over $name', ({ create }) => {
  test('streams an answer, its end and its cost', async () => {
    const { url: baseUrl, requests } = await startModelServer(answering('Grüße aus der Stube 👋'));

    const { text, last } = await ask(create({ baseUrl, apiKey: KEY }));

    expect(text).toBe('Grüße aus der Stube 👋');
    expect(last).toMatchObject({ type: 'finished', reason: 'stop', usage: { promptTokens: 11, completionTokens: 7 } });
    expect(requests[0]).toMatchObject({
      headers: { authorization: `Bearer ${KEY}` },
      body: { model: 'gpt-test', stream: true },
    });
  });

  test.each(['length', 'content_filter'] as const)('says when it was cut short by %s', async (reason) => {
    const { url: baseUrl } = await startModelServer(answering('Once upon', reason));

    expect(await ask(create({ baseUrl, apiKey: KEY }))).toMatchObject({ text: 'Once upon', last: { reason } });
  });

  test.each([
    {
      name: 'a refused key',
      behaviour: refusing(401, { message: `Incorrect API key provided: ${KEY}` }),
      code: 'server_error',
      asked: 1,
    },
    { name: 'a key without rights', behaviour: refusing(403, { message: 'No.' }), code: 'server_error', asked: 1 },
    {
      name: 'a model that is not there',
      behaviour: refusing(404, { message: 'No such model.', code: 'model_not_found' }),
      code: 'server_error',
      asked: 1,
    },
    {
      name: 'refused content',
      behaviour: refusing(400, { message: 'No.', code: 'content_policy_violation' }),
      code: 'invalid_prompt',
    },
    {
      name: 'too much content',
      behaviour: refusing(400, { message: 'Too long.', code: 'context_length_exceeded' }),
      code: 'invalid_prompt',
    },
    {
      name: 'a parameter that it does not take',
      behaviour: refusing(400, { message: 'No.', code: 'unsupported_parameter' }),
      code: 'server_error',
    },
    {
      name: 'too many requests',
      behaviour: refusing(429, { message: 'Slow down.' }, { 'retry-after-ms': '1' }),
      code: 'rate_limit_exceeded',
      asked: 3,
    },
    {
      name: 'a server error',
      behaviour: refusing(500, { message: 'Oops.' }, { 'retry-after-ms': '1' }),
      code: 'server_error',
      asked: 3,
    },
    { name: 'half an answer', behaviour: stoppingHalfWay('Once'), code: 'server_error', asked: 1 },
    { name: 'an answer that breaks off', behaviour: resettingHalfWay('Once'), code: 'server_error', asked: 1 },
    { name: 'rubbish', behaviour: sendingRubbish(), code: 'server_error', asked: 1 },
    { name: 'nothing', behaviour: sending(), code: 'server_error', asked: 1 },
  ])('fails on $name', async ({ behaviour, code, asked }) => {
    const { url: baseUrl, requests } = await startModelServer(behaviour);

    const fault = await faultOf(create({ baseUrl, apiKey: KEY }));

    expect(fault.code).toBe(code);
    expect(fault.message).not.toContain(KEY);
    if (asked !== undefined) expect(requests).toHaveLength(asked);
  });

  test.each([
    { name: 'from the beginning', behaviour: hanging() },
    { name: 'half-way', behaviour: fallingSilent('Once') },
  ])('fails on silence $name', async ({ behaviour }) => {
    const { url: baseUrl } = await startModelServer(behaviour);

    const fault = await faultOf(create({ baseUrl, apiKey: KEY, idleTimeoutMs: 100 }));

    expect(fault).toMatchObject({ code: 'server_error', message: 'The model provider stayed silent for too long.' });
  });

  test('takes its time while it goes on speaking', async () => {
    const { url: baseUrl } = await startModelServer(
      answeringSlowly('a slow answer in seven pieces, each with a pause', 100),
    );

    const { text } = await ask(create({ baseUrl, apiKey: KEY, idleTimeoutMs: 500 }));

    expect(text).toBe('a slow answer in seven pieces, each with a pause');
  });

  test('tries again where nothing was received, and waits as it is told', async () => {
    const { url: baseUrl, requests } = await startModelServer(
      refusing(429, {}, { 'retry-after': '1' }),
      resetting(),
      answering('At last.'),
    );
    const startedAt = performance.now();

    const { text } = await ask(create({ baseUrl, apiKey: KEY }));

    expect(text).toBe('At last.');
    expect(requests).toHaveLength(3);
    expect(performance.now() - startedAt).toBeGreaterThan(1_000);
  });

  test('stops at once when it is told to', async () => {
    const { url: baseUrl } = await startModelServer(hanging());
    const abort = new AbortController();
    const asking = ask(create({ baseUrl, apiKey: KEY }), request, abort.signal);

    setTimeout(() => abort.abort(), 20);

    await expect(asking).rejects.toThrow();
  });

  test('reads nothing from the environment', async () => {
    onTestFinished(() => void vi.unstubAllEnvs());
    for (const name of ['API_KEY', 'BASE_URL', 'ORG_ID', 'PROJECT_ID', 'ADMIN_KEY'])
      vi.stubEnv(`OPENAI_${name}`, 'http://leak');
    const { url: baseUrl, requests } = await startModelServer();

    await ask(create({ baseUrl, apiKey: KEY }));

    expect(JSON.stringify(requests)).not.toContain('leak');
  });

  test('a server that cannot be reached is a fault of the run', async () => {
    const server = await startModelServer();
    await server.close();

    expect(await faultOf(create({ baseUrl: server.url, apiKey: KEY }))).toMatchObject({ code: 'server_error' });
  });
});

describe('the Responses API', () => {
  const full: ModelRequest = {
    model: 'gpt-named',
    instructions: 'Be brief.',
    input: [
      {
        type: 'message',
        role: 'user',
        content: [
          { type: 'text', text: 'Look' },
          { type: 'image', url: 'https://example.com/a.png', detail: 'low' },
        ],
      },
      message('assistant', 'Nice.'),
      message('user', 'And?'),
    ],
    temperature: 0,
    topP: 0.5,
    maxOutputTokens: 300,
    reasoningEffort: 'low',
    responseFormat: { type: 'json_schema', json_schema: { name: 'answer', schema: { type: 'object' }, strict: true } },
  };

  test('is told everything and keeps nothing', async () => {
    const { url: baseUrl, requests } = await startModelServer();

    await ask(createResponsesModel({ baseUrl, apiKey: KEY, defaultModel: 'x' }), full);

    expect(requests[0]).toMatchObject({ path: '/v1/responses' });
    expect(requests[0]?.body).toEqual({
      model: 'gpt-named',
      instructions: 'Be brief.',
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'Look' },
            { type: 'input_image', image_url: 'https://example.com/a.png', detail: 'low' },
          ],
        },
        { role: 'assistant', content: 'Nice.' },
        { role: 'user', content: [{ type: 'input_text', text: 'And?' }] },
      ],
      stream: true,
      store: false,
      temperature: 0,
      top_p: 0.5,
      max_output_tokens: 300,
      reasoning: { effort: 'low' },
      text: { format: { type: 'json_schema', name: 'answer', schema: { type: 'object' }, strict: true } },
    });
  });

  test('is sent nothing that nobody has set', async () => {
    const { url: baseUrl, requests } = await startModelServer();

    await ask(createModel({ api: 'responses', baseUrl, apiKey: KEY }), {
      instructions: '',
      input: [message('user', 'Hi')],
    });

    expect(Object.keys(requests[0]?.body ?? {}).toSorted()).toEqual(['input', 'model', 'store', 'stream']);
    expect(requests[0]?.body).toMatchObject({ model: DEFAULT_RESPONSES_MODEL });
  });

  test('what it refuses to say is said, and several messages are kept apart', async () => {
    const place = { item_id: 'm', output_index: 0, content_index: 0 };
    const item = { type: 'response.output_item.added', output_index: 0, item: { type: 'message', id: 'm' } };
    const { url: baseUrl } = await startModelServer(
      sending(
        item,
        { type: 'response.output_text.delta', ...place, delta: 'Let me see.' },
        { type: 'response.reasoning_summary_text.delta', ...place, delta: 'Hm.' },
        item,
        { type: 'response.refusal.delta', ...place, delta: 'I cannot ' },
        { type: 'response.refusal.delta', ...place, delta: 'do that.' },
        { type: 'response.completed', response: { status: 'completed' } },
      ),
    );

    expect(await ask(createResponsesModel({ baseUrl, apiKey: KEY, defaultModel: 'x' }))).toEqual({
      text: 'Let me see.I cannot do that.',
      last: { type: 'finished', reason: 'stop' },
    });
  });

  test.each([
    { code: 'rate_limit_exceeded', expected: 'rate_limit_exceeded' },
    { code: 'server_error', expected: 'server_error' },
    { code: 'invalid_prompt', expected: 'invalid_prompt' },
    { code: 'image_content_policy_violation', expected: 'invalid_prompt' },
  ])('a response that failed with $code', async ({ code, expected }) => {
    const { url: baseUrl } = await startModelServer(
      sending({ type: 'response.failed', response: { status: 'failed', error: { code, message: `Not with ${KEY}` } } }),
    );

    const fault = await faultOf(createResponsesModel({ baseUrl, apiKey: KEY, defaultModel: 'x' }));

    expect(fault).toMatchObject({ code: expected, message: 'The model provider failed: Not with sk-…' });
  });
});

describe('chat completions', () => {
  const create = (baseUrl: string) => createChatModel({ baseUrl, defaultModel: 'local' });

  test('the conversation takes turns, with the instructions first', async () => {
    const { url: baseUrl, requests } = await startModelServer();

    await ask(create(baseUrl), {
      instructions: 'Be brief.',
      input: [
        message('user', 'Ada: one'),
        message('user', 'Grace: two'),
        message('assistant', 'three'),
        message('user', 'four'),
      ],
      maxOutputTokens: 300,
    });

    expect(requests[0]?.body).toEqual({
      model: 'local',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Ada: one\n\nGrace: two' },
        { role: 'assistant', content: 'three' },
        { role: 'user', content: 'four' },
      ],
      stream: true,
      stream_options: { include_usage: true },
      max_tokens: 300,
    });
  });

  test('a server without a key is sent no real one', async () => {
    const { url: baseUrl, requests } = await startModelServer();

    await ask(create(baseUrl));

    expect(requests[0]?.headers).toMatchObject({ authorization: 'Bearer no-key-needed' });
    expect(requests[0]?.headers).not.toHaveProperty('openai-organization');
  });

  test('the first listed model is asked when none is named, and listed once', async () => {
    const { url: baseUrl, requests, list } = await startModelServer();
    const model = createChatModel({ baseUrl });
    list(404);
    expect(await faultOf(model)).toMatchObject({ code: 'server_error' });
    list([]);
    expect(await faultOf(model)).toMatchObject({ message: 'The model server lists no models: name one.' });

    list(['llama', 'qwen']);
    await ask(model);
    await ask(model);

    expect(requests.map(({ path, body }) => [path, body['model']])).toEqual([
      ['/v1/models', undefined],
      ['/v1/models', undefined],
      ['/v1/models', undefined],
      ['/v1/chat/completions', 'llama'],
      ['/v1/chat/completions', 'llama'],
    ]);
  });

  test.each([
    { name: 'no usage and no [DONE]', events: [chunk({ content: 'Hi' }), chunk({}, 'stop')], text: 'Hi' },
    {
      name: 'null content',
      events: [chunk({ role: 'assistant', content: null }), chunk({ content: 'Hi' }, 'stop')],
      text: 'Hi',
    },
    {
      name: 'chunks without choices',
      events: [{ choices: [] }, { id: 'ping' }, chunk({ content: 'Hi' }, 'stop')],
      text: 'Hi',
    },
    {
      name: 'reasoning beside the content',
      events: [chunk({ reasoning_content: 'Hm.' }), chunk({ reasoning: 'Hm.' }), chunk({ content: 'Hi' }, 'stop')],
      text: 'Hi',
    },
    {
      name: 'reasoning in tags, cut anywhere',
      events: ['\n<th', 'ink>Hm, <b>', 'so</thi', 'nk>\n\n', 'Hi <think> there']
        .map((content) => chunk({ content }))
        .concat(chunk({}, 'stop')),
      text: 'Hi <think> there',
    },
    {
      name: 'what only looks like a tag',
      events: [chunk({ content: '<thi' }), chunk({ content: 's>' }), chunk({}, 'stop')],
      text: '<this>',
    },
    { name: 'a beginning of a tag and no more', events: [chunk({ content: '<th' }), chunk({}, 'stop')], text: '<th' },
  ])('copes with $name', async ({ events, text }) => {
    const { url: baseUrl } = await startModelServer(sending(...events));

    expect(await ask(create(baseUrl))).toEqual({ text, last: { type: 'finished', reason: 'stop' } });
  });

  test('does not wait for ever on a stream that is complete and stays open', async () => {
    const { url: baseUrl } = await startModelServer(sendingForEver(chunk({ content: 'Hi' }), chunk({}, 'stop')));

    expect(await ask(create(baseUrl))).toMatchObject({ text: 'Hi' });
  });

  test('leaves out what a server refuses to know', async () => {
    const { url: baseUrl, requests } = await startModelServer(
      refusing(400, { message: 'Unknown parameter: stream_options' }),
      answering('Hi'),
    );
    const model = create(baseUrl);

    expect(await ask(model)).toMatchObject({ text: 'Hi' });
    expect(await ask(model)).toMatchObject({ text: 'Hi' });

    expect(requests.map(({ body }) => 'stream_options' in body)).toEqual([true, false, false]);
  });
});
