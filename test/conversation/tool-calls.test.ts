import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { textsIn } from '../../src/texts/texts.ts';
import type { Tool } from '../../src/tools/tool.ts';
import { setUpConversations as setUp } from '../support/conversations.ts';
import { problem, type RunScript, type scriptAssistants } from '../support/scripted-assistants.ts';

/** A run that waits for these calls. */
function calling(...ids: readonly string[]): RunScript[number] {
  return callingWith('{}', ...ids);
}

function callingWith(given: string, ...ids: readonly string[]): RunScript[number] {
  const calls = ids.map((id) => ({ id, type: 'function' as const, function: { name: 'weather', arguments: given } }));
  return {
    status: 'requires_action',
    required_action: { type: 'submit_tool_outputs', submit_tool_outputs: { tool_calls: calls } },
  };
}

/** A function that notes the calls that it is run for. */
function weather(run: string[]): Tool {
  return {
    name: 'weather',
    description: 'The weather',
    parameters: z.object({}),
    run(_, { callId }) {
      run.push(callId);
      return `rain for ${callId}`;
    },
  };
}

function setUpWith(...script: RunScript) {
  const run: string[] = [];
  const under = setUp({ tools: [weather(run)] });
  under.assistants.nextRun(...script);
  const submitted = () => submittedTo(under.assistants);
  const cancelled = () => under.assistants.requests.filter(({ path }) => path.endsWith('/cancel')).length;
  async function answers(): Promise<string[]> {
    await under.conversations.take(under.post('Will it rain?'));
    await under.untilSent(1);
    return under.sent.map(({ content }) => content);
  }
  return { ...under, run, submitted, cancelled, answers };
}

function submittedTo({ requests }: ReturnType<typeof scriptAssistants>) {
  return requests.filter(({ path }) => path.endsWith('/submit_tool_outputs')).map(({ body }) => body);
}

const SUBMIT = /\/submit_tool_outputs$/;
const outputs = (...ids: readonly string[]) => ({
  tool_outputs: ids.map((id) => ({ tool_call_id: id, output: `rain for ${id}` })),
});

describe('a run that calls functions', () => {
  test('gets their outputs, round after round, and is answered as ever', async () => {
    const { answers, submitted } = setUpWith(
      { status: 'in_progress' },
      calling('a', 'b'),
      { status: 'queued' },
      calling('c'),
      { status: 'in_progress' },
      { status: 'completed' },
    );

    expect(await answers()).toEqual(['The answer.']);
    expect(submitted()).toEqual([outputs('a', 'b'), outputs('c')]);
  });

  test('without end is told to answer, and then stopped', async () => {
    const { answers, submitted, run, cancelled } = setUpWith(
      ...Array.from({ length: 100 }, (_, index) => calling(`call_${index}`)),
    );

    expect(await answers()).toEqual([textsIn()('answers.needsTools')]);
    expect(run).toHaveLength(20);
    expect(submitted()).toHaveLength(21);
    expect(JSON.stringify(submitted().at(-1))).toContain('Answer now');
    expect(cancelled()).toBe(1);
  });

  test('for longer than a run may take is cancelled', async () => {
    const { answers, clock, cancelled } = setUpWith(
      ...Array.from({ length: 100 }, (_, index) => calling(`call_${index}`)),
    );
    clock.msPerRequest = 200_000;

    expect(await answers()).toEqual([textsIn()('answers.tookTooLong')]);
    expect(cancelled()).toBe(1);
  });
});

test('a process that dies while a function runs: the next one runs it and goes on', async () => {
  const called = Promise.withResolvers<void>();
  const endless: Tool = { ...weather([]), run: () => (called.resolve(), new Promise(() => undefined)) };
  const one = setUp({ tools: [endless] });
  one.assistants.nextRun(calling('a'), calling('a'), { status: 'completed' });
  await one.conversations.take(one.post('Will it rain?'));
  await called.promise;
  await one.conversations.close(0);

  const run: string[] = [];
  const next = setUp({ ...one, tools: [weather(run)] });
  await next.conversations.resume();

  expect(next.sent.map(({ content }) => content)).toEqual(['The answer.']);
  expect(run).toEqual(['a']);
  expect(submittedTo(next.assistants)).toEqual([outputs('a')]);
  expect(next.assistants.created()).toHaveLength(1);
});

describe('outputs that are sent', () => {
  test('and arrive though the answer is lost are not sent again', async () => {
    const { answers, assistants, submitted, run } = setUpWith(
      calling('a'),
      { status: 'in_progress' },
      { status: 'completed' },
    );
    assistants.failNext('POST', SUBMIT, (apply) => {
      apply();
      throw new TypeError('connection lost');
    });

    expect(await answers()).toEqual(['The answer.']);
    expect(submitted()).toHaveLength(1);
    expect(run).toEqual(['a']);
  });

  test('and do not arrive are sent again, without running the functions again', async () => {
    const { answers, assistants, submitted, run } = setUpWith(calling('a'), calling('a'), { status: 'completed' });
    assistants.failNext('POST', SUBMIT, () => problem(503, 'Overloaded.'));

    expect(await answers()).toEqual(['The answer.']);
    expect(submitted()).toEqual([outputs('a'), outputs('a')]);
    expect(run).toEqual(['a']);
  });

  test('and arrive unheard, after which the run has called again: the new calls are answered', async () => {
    const { answers, assistants, submitted, run } = setUpWith(calling('a'), calling('b'), { status: 'completed' });
    assistants.failNext('POST', SUBMIT, () => problem(502, 'Bad gateway.'));

    expect(await answers()).toEqual(['The answer.']);
    expect(submitted()).toEqual([outputs('a'), outputs('b')]);
    expect(run).toEqual(['a', 'b']);
  });

  test('and arrive unheard, after which the run has called again under the same id', async () => {
    const other = callingWith('{"city":"Oslo"}', 'a');
    const { answers, assistants, submitted, run } = setUpWith(calling('a'), other, { status: 'completed' });
    assistants.failNext('POST', SUBMIT, () => problem(502, 'Bad gateway.'));

    expect(await answers()).toEqual(['The answer.']);
    expect(submitted()).toHaveLength(2);
    expect(run).toEqual(['a', 'a']);
  });

  test('to a run that was cancelled meanwhile', async () => {
    const { answers, assistants } = setUpWith(calling('a'), { status: 'cancelled' });
    assistants.failNext('POST', SUBMIT, () => problem(400, 'Runs in status "cancelled" do not accept tool outputs.'));

    expect(await answers()).toEqual([textsIn()('answers.stopped')]);
  });

  test('to a run that expired meanwhile: it gets a new run, without the posts again', async () => {
    const { answers, assistants } = setUpWith(calling('a'), { status: 'expired' });
    assistants.failNext('POST', SUBMIT, () => problem(400, 'Runs in status "expired" do not accept tool outputs.'));

    expect(await answers()).toEqual(['The answer.']);
    expect(assistants.created()).toMatchObject([
      { additional_messages: [{ role: 'user' }] },
      expect.not.objectContaining({ additional_messages: expect.anything() }),
    ]);
  });

  test('and are refused for good', async () => {
    const { answers, assistants, submitted } = setUpWith(calling('a'));
    assistants.failNext('POST', SUBMIT, () => problem(400, 'String too long.'));

    expect(await answers()).toEqual([textsIn()('answers.serverRefused')]);
    expect(submitted()).toHaveLength(1);
  });
});
