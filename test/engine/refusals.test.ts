import type OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { refusalOf, startEngine } from '../support/engine-client.ts';
import { storeKinds } from '../support/stores.ts';

type Call = (client: OpenAI, threadId: string) => PromiseLike<unknown>;

interface Refusal {
  readonly name: string;
  readonly call: Call;
  readonly status?: number;
  readonly message: string;
  readonly code?: string;
  readonly param?: string;
}

const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'v']));
const as = (value: unknown) => value as never;

const refusals: readonly Refusal[] = [
  {
    name: 'a thread that is not there',
    call: ({ beta }) => beta.threads.retrieve('thread_abc'),
    status: 404,
    message: "No thread found with id 'thread_abc'.",
  },
  {
    name: 'a thread id that reads like a path',
    call: ({ beta }, id) => beta.threads.retrieve(`${id}/messages`),
    status: 404,
    message: 'No thread found with id',
  },
  {
    name: 'a message that is not there',
    call: ({ beta }, id) => beta.threads.messages.retrieve('msg_abc', { thread_id: id }),
    status: 404,
    message: "No message found with id 'msg_abc'.",
  },
  {
    name: 'a message in a thread that is not there',
    call: ({ beta }) => beta.threads.messages.list('thread_abc'),
    status: 404,
    message: "No thread found with id 'thread_abc'.",
  },
  {
    name: 'a run that is not there',
    call: ({ beta }, id) => beta.threads.runs.retrieve('run_abc', { thread_id: id }),
    status: 404,
    message: "No run found with id 'run_abc'.",
  },
  {
    name: 'a run of an assistant that is not there',
    call: ({ beta }, id) => beta.threads.runs.create(id, { assistant_id: 'asst_abc' }),
    status: 404,
    message: "No assistant found with id 'asst_abc'.",
  },
  {
    name: 'a thread id that was lost by old code',
    call: ({ beta }) => beta.threads.messages.list('undefined'),
    message: "Invalid 'thread_id': 'undefined'. Expected an ID that begins with 'thread'.",
    code: 'invalid_value',
    param: 'thread_id',
  },
  {
    name: 'a run id that is none',
    call: ({ beta }, id) => beta.threads.runs.retrieve('undefined', { thread_id: id }),
    message: "Invalid 'run_id': 'undefined'. Expected an ID that begins with 'run'.",
    code: 'invalid_value',
    param: 'run_id',
  },
  {
    name: 'an assistant without a model',
    call: ({ beta }) => beta.assistants.create(as({})),
    message: "Missing required parameter: 'model'.",
    code: 'missing_required_parameter',
    param: 'model',
  },
  {
    name: 'too much metadata',
    call: ({ beta }) => beta.threads.create({ metadata: many(17) }),
    message:
      "Invalid 'metadata': too many properties. Expected an object with at most 16 properties, but got an object with 17 properties instead.",
    code: 'object_above_max_properties',
    param: 'metadata',
  },
  {
    name: 'a metadata value that is null',
    call: ({ beta }, id) => beta.threads.update(id, { metadata: as({ k: null }) }),
    message: "Invalid type for 'metadata.k': expected a string, but got null instead.",
    code: 'invalid_type',
    param: 'metadata.k',
  },
  {
    name: 'a metadata key that is too long',
    call: ({ beta }) => beta.threads.create({ metadata: { ['k'.repeat(65)]: 'v' } }),
    message: "Invalid property name in 'metadata': string too long.",
    code: 'property_name_above_max_length',
    param: 'metadata',
  },
  {
    name: 'a metadata value that is too long',
    call: ({ beta }) => beta.threads.create({ metadata: { k: 'v'.repeat(513) } }),
    message:
      "Invalid 'metadata.k': string too long. Expected a string with maximum length 512, but got a string with length 513 instead.",
    code: 'string_above_max_length',
    param: 'metadata.k',
  },
  {
    name: 'a name that is too long',
    call: ({ beta }) => beta.assistants.create({ model: 'm', name: 'n'.repeat(257) }),
    message: "Invalid 'name': string too long.",
    code: 'string_above_max_length',
    param: 'name',
  },
  {
    name: 'a page that is too long',
    call: ({ beta }, id) => beta.threads.messages.list(id, { limit: 101 }),
    message: "Invalid 'limit': integer above maximum value. Expected a value <= 100, but got 101 instead.",
    code: 'integer_above_max_value',
    param: 'limit',
  },
  {
    name: 'an empty page',
    call: ({ beta }, id) => beta.threads.runs.list(id, { limit: 0 }),
    message: "Invalid 'limit': integer below minimum value. Expected a value >= 1, but got 0 instead.",
    code: 'integer_below_min_value',
    param: 'limit',
  },
  {
    name: 'a page after nothing',
    call: ({ beta }, id) => beta.threads.messages.list(id, { after: 'msg_abc' }),
    message: "Invalid 'after': no object found with id 'msg_abc'.",
    code: 'invalid_value',
    param: 'after',
  },
  {
    name: 'a role that there is not',
    call: ({ beta }, id) => beta.threads.messages.create(id, { role: as('system'), content: 'x' }),
    message: "Invalid value: 'system'. Supported values are: 'user' and 'assistant'.",
    code: 'invalid_value',
    param: 'role',
  },
  {
    name: 'an empty message',
    call: ({ beta }, id) => beta.threads.messages.create(id, { role: 'user', content: '' }),
    message: 'Message content must be non-empty.',
    code: 'invalid_value',
    param: 'content',
  },
  {
    name: 'a picture that is no web address',
    call: ({ beta }, id) =>
      beta.threads.messages.create(id, {
        role: 'user',
        content: [{ type: 'image_url', image_url: { url: 'file:///etc/passwd' } }],
      }),
    message: "Invalid 'content[0].image_url.url': Expected a URL that begins with http, https or data:image.",
    code: 'invalid_value',
    param: 'content[0].image_url.url',
  },
  {
    name: 'a part of a message that there is not',
    call: ({ beta }) => beta.threads.create({ messages: [{ role: 'user', content: as([{ type: 'sound' }]) }] }),
    message: "Invalid value: 'sound'. Supported values are: 'text', 'image_url', and 'image_file'.",
    code: 'invalid_value',
    param: 'messages[0].content[0].type',
  },
  {
    name: 'content that is neither text nor parts',
    call: ({ beta }, id) => beta.threads.messages.create(id, { role: 'user', content: as(3) }),
    message: "Invalid type for 'content': expected one of a string or an array, but got an integer instead.",
    code: 'invalid_type',
    param: 'content',
  },
  {
    name: 'a file that there is not',
    call: ({ beta }, id) =>
      beta.threads.messages.create(id, { role: 'user', content: 'x', attachments: [{ file_id: 'file-1' }] }),
    status: 404,
    message: 'No such File object: file-1',
  },
  {
    name: 'a temperature that is too high',
    call: ({ beta }) => beta.assistants.create({ model: 'm', temperature: 2.5 }),
    message: "Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 2.5 instead.",
    code: 'decimal_above_max_value',
    param: 'temperature',
  },
  {
    name: 'too few tokens for a run',
    call: ({ beta }, id) => beta.threads.runs.create(id, { assistant_id: 'asst_test', max_completion_tokens: 255 }),
    message:
      "Invalid 'max_completion_tokens': integer below minimum value. Expected a value >= 256, but got 255 instead.",
    code: 'integer_below_min_value',
    param: 'max_completion_tokens',
  },
  {
    name: 'a run that must use a tool and has none',
    call: ({ beta }, id) => beta.threads.runs.create(id, { assistant_id: 'asst_test', tool_choice: 'required' }),
    message: "Invalid value for 'tool_choice': 'required' is only allowed when 'tools' are specified.",
    code: 'invalid_value',
    param: 'tool_choice',
  },
  {
    name: 'a run that must use a tool which the model cannot run',
    call: ({ beta }, id) =>
      beta.threads.runs.create(id, {
        assistant_id: 'asst_test',
        tools: [{ type: 'code_interpreter' }],
        tool_choice: { type: 'code_interpreter' },
      }),
    message: "Invalid value for 'tool_choice': 'code_interpreter' cannot be run by this server.",
    code: 'invalid_value',
    param: 'tool_choice',
  },
  {
    name: 'a run that must call a function which it does not have',
    call: ({ beta }, id) =>
      beta.threads.runs.create(id, {
        assistant_id: 'asst_test',
        tools: [{ type: 'function', function: { name: 'a' } }],
        tool_choice: { type: 'function', function: { name: 'b' } },
      }),
    message: "Tool choice 'function' 'b' not found in 'tools' parameter.",
    code: 'invalid_value',
    param: 'tool_choice',
  },
  {
    name: 'a streamed run of an assistant that is not there',
    call: ({ beta }, id) => beta.threads.runs.create(id, { assistant_id: 'asst_abc', stream: true }),
    status: 404,
    message: "No assistant found with id 'asst_abc'.",
  },
  {
    name: 'a thread with a run of an assistant that is not there',
    call: ({ beta }) => beta.threads.createAndRun({ assistant_id: 'asst_abc' }),
    status: 404,
    message: "No assistant found with id 'asst_abc'.",
  },
  {
    name: 'outputs for a run that is not there',
    call: ({ beta }, id) => beta.threads.runs.submitToolOutputs('run_abc', { thread_id: id, tool_outputs: [] }),
    status: 404,
    message: "No run found with id 'run_abc'.",
  },
  {
    name: 'outputs that are none',
    call: ({ beta }, id) => beta.threads.runs.submitToolOutputs('run_abc', as({ thread_id: id })),
    message: "Missing required parameter: 'tool_outputs'.",
    code: 'missing_required_parameter',
    param: 'tool_outputs',
  },
  {
    name: 'the steps of a run that is not there',
    call: ({ beta }, id) => beta.threads.runs.steps.list('run_abc', { thread_id: id }),
    status: 404,
    message: "No run found with id 'run_abc'.",
  },
  {
    name: 'steps with something that nobody can include',
    call: ({ beta }, id) => beta.threads.runs.steps.list('run_abc', { thread_id: id, include: [as('everything')] }),
    message:
      "Invalid value: 'everything'. Supported values are: 'step_details.tool_calls[*].file_search.results[*].content'.",
    code: 'invalid_value',
    param: 'include',
  },
  {
    name: 'an endpoint of another API',
    call: (client) => client.models.list(),
    status: 404,
    message: 'Invalid URL (GET /v1/models)',
  },
];

describe.each(storeKinds)('what is refused on $name', ({ prepare }) => {
  test('each in the words of the real server', async () => {
    const { client } = await startEngine(await (await prepare())());
    const { id } = await client.beta.threads.create();

    for (const { name, call, status = 400, message, code = null, param = null } of refusals) {
      const refusal = await refusalOf(call(client, id));
      const expected = {
        status,
        message: expect.stringContaining(message),
        type: 'invalid_request_error',
        code,
        param,
      };
      expect(refusal, name).toEqual(expected);
    }
  });

  test('merged metadata has the same limit', async () => {
    const { client } = await startEngine(await (await prepare())());
    const { id } = await client.beta.threads.create({ metadata: many(16) });

    expect(await refusalOf(client.beta.threads.update(id, { metadata: { other: 'v' } }))).toMatchObject({
      status: 400,
      code: 'object_above_max_properties',
    });
    expect(await client.beta.threads.update(id, { metadata: { k0: 'w' } })).toMatchObject({
      metadata: { ...many(16), k0: 'w' },
    });
  });

  test('a body that is no object, or nested without end', async () => {
    const { engine } = await startEngine(await (await prepare())());
    const refusal = async (body: string) => {
      const response = await engine.fetch('http://engine/v1/assistants', { method: 'POST', body });
      return [response.status, ((await response.json()) as { error: unknown }).error];
    };
    const shape = { type: 'invalid_request_error', param: null };

    expect(await refusal('[]')).toEqual([
      400,
      {
        ...shape,
        code: 'invalid_type',
        message: 'Invalid type for the body: expected an object, but got an array instead.',
      },
    ]);
    for (const part of [
      '"tools":[{"type":"function","function":{"name":"f","parameters":{"a":',
      '"thread":{"x":{"a":',
    ]) {
      const deep = `{"model":"m",${part}${'['.repeat(100_000)}${']'.repeat(100_000)}}}${part.includes('tools') ? '}]' : ''}}`;
      expect(await refusal(deep)).toEqual([
        400,
        { ...shape, code: null, message: 'The JSON body of your request is nested more than 200 levels deep.' },
      ]);
    }
  });

  test('a body that is not JSON', async () => {
    const { engine } = await startEngine(await (await prepare())());

    const response = await engine.fetch('http://engine/v1/threads', { method: 'POST', body: '{"metadata":' });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  });
});
