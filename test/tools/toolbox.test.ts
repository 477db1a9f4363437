import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createDatabases } from '../../src/databases/databases.ts';
import { ToolError } from '../../src/errors.ts';
import type { Tool } from '../../src/tools/tool.ts';
import { createToolbox, type ToolboxOptions } from '../../src/tools/toolbox.ts';

const { signal } = new AbortController();

function tool(run: Tool['run'], more: Partial<Tool> = {}): Tool {
  return { name: 'weather', description: 'The weather of a city', parameters: z.object({}), run, ...more };
}

function boxOf(tools: readonly Tool[], options: Partial<ToolboxOptions> = {}) {
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line) => void lines.push(line) });
  return { ...createToolbox({ tools, databases: createDatabases([]), log, ...options }), lines };
}

function call(given = '{}', name = 'weather', id = 'call_1') {
  return { id, type: 'function' as const, function: { name, arguments: given } };
}

async function outputOf(tools: readonly Tool[], called = call(), options: Partial<ToolboxOptions> = {}) {
  const [answer] = await boxOf(tools, options).run([called], { conversationId: '7', signal });
  return answer?.output;
}

const city = z.object({ city: z.string().describe('Where'), days: z.int().max(7).optional() });

describe('a call', () => {
  test('is run with its arguments and answered with what the function says', async () => {
    const parameters = city;
    const weather = tool((given) => `Rain in ${String(given['city'])}`, { parameters });

    expect(await outputOf([weather], call('{"city":"Oslo"}'))).toBe('Rain in Oslo');
  });

  test.each([
    { name: 'an object', result: { rain: true }, expected: '{"rain":true}' },
    { name: 'nothing', result: undefined, expected: '' },
  ])('of a function that answers $name', async ({ result, expected }) => {
    expect(await outputOf([tool(() => result)], call(''))).toBe(expected);
  });

  test('is told who calls, and where', async () => {
    expect(JSON.parse((await outputOf([tool((_, context) => context)])) ?? '')).toMatchObject({
      callId: 'call_1',
      conversationId: '7',
    });
  });

  test('does not wait for the one before it', async () => {
    const both = Promise.withResolvers<string>();
    const first = tool(() => both.promise);
    const second = tool(() => (both.resolve('now'), 'second'), { name: 'second' });

    const calls = [call(), call('{}', 'second', 'call_2')];
    const outputs = await boxOf([first, second]).run(calls, { conversationId: '7', signal });

    expect(outputs).toEqual([
      { tool_call_id: 'call_1', output: 'now' },
      { tool_call_id: 'call_2', output: 'second' },
    ]);
  });
});

describe('what goes wrong is answered in words for the model', () => {
  test.each([
    {
      name: 'a function that there is not',
      called: call('{}', 'stocks'),
      says: /^Error: There is no function named stocks/,
    },
    { name: 'arguments that are not JSON', called: call('{"city":'), says: /^Error: The arguments are not JSON/ },
    { name: 'arguments that are missing', called: call('{}'), says: /^Error: The arguments are not as .*→ at city/s },
    { name: 'arguments of another kind', called: call('["Oslo"]'), says: /^Error: .*expected object, received array/s },
    { name: 'arguments out of range', called: call('{"city":"Oslo","days":9}'), says: /→ at days/ },
  ])('$name', async ({ called, says }) => {
    expect(await outputOf([tool(() => 'sun', { parameters: city })], called)).toMatch(says);
  });

  test('a function that says why it failed', async () => {
    const failing = tool(() => Promise.reject(new ToolError('There is no city of that name.')));

    expect(await outputOf([failing])).toBe('Error: There is no city of that name.');
  });

  test('a function that is broken: what it throws goes to the log, not to the model', async () => {
    const box = boxOf([
      tool(() => {
        throw new Error('connect postgres://user:secret@host');
      }),
    ]);

    const [answer] = await box.run([call()], { conversationId: '7', signal });

    expect(answer?.output).toBe('Error: The function is broken. Do without it, and say that it did not work.');
    expect(box.lines.join('')).toContain('connect postgres');
  });

  test('a function that takes too long, which is told so', async () => {
    let stopped: AbortSignal | undefined;
    const endless = tool((_, context) => {
      stopped = context.signal;
      return new Promise(() => undefined);
    });

    expect(await outputOf([endless], call(), { timeoutMs: 10 })).toMatch(/^Error: .* within 0\.01 seconds/);
    expect(stopped?.aborted).toBe(true);
  });

  test('an output that is too long is cut, and says so', async () => {
    const output = (await outputOf([tool(() => '🦆'.repeat(10_000))], call(), { maxOutput: 501 })) ?? '';

    expect(output).toHaveLength(501);
    expect(output).toMatch(/\n\[Cut here: these are the first of 20000 characters\. Ask for less\.\]$/);
  });
});

test('calls for which nobody waits any more reject with the reason', async () => {
  const stop = new AbortController();
  const running = boxOf([tool(() => new Promise(() => undefined))]).run([call()], {
    conversationId: '7',
    signal: stop.signal,
  });
  stop.abort(new Error('The turn was stopped.'));

  await expect(running).rejects.toThrow('The turn was stopped.');
});

test('an assistant can declare the functions as they are now', () => {
  let weather: string | undefined = 'Rain';
  const box = boxOf([tool(() => '', { description: () => weather, parameters: city })]);

  expect(box.list()).toEqual([{ name: 'weather', description: 'Rain' }]);
  expect(box.definitions()).toEqual([
    {
      type: 'function',
      function: {
        name: 'weather',
        description: 'Rain',
        parameters: {
          type: 'object',
          properties: {
            city: { type: 'string', description: 'Where' },
            days: { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: 7 },
          },
          required: ['city'],
        },
      },
    },
  ]);
  weather = undefined;
  expect(box.definitions()).toEqual([]);
});
