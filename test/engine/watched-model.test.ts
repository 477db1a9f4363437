import { expect, test } from 'vitest';
import { createDemoModel } from '../../src/engine/models/demo.ts';
import { type Model, ModelError, type ModelEvent, type ModelRequest } from '../../src/engine/models/model.ts';
import { type ModelCall, watchModel } from '../../src/engine/models/watched-model.ts';

const request: ModelRequest = {
  instructions: 'Be kind.',
  input: [{ type: 'message', role: 'user', content: [{ type: 'text', text: 'Ada: hello' }] }],
};
const signal = new AbortController().signal;

function watch(model: Model) {
  const calls: ModelCall[] = [];
  return { watched: watchModel(model, (call) => void calls.push(call)), calls };
}

/** A model that says this, and then fails or ends. */
function saying(events: readonly ModelEvent[], error?: Error): Model & { isClosed: boolean } {
  return {
    isClosed: false,
    contextTokens: 5,
    capabilities: { hostedTools: ['web_search'] },
    async *answer() {
      try {
        yield* events;
        if (error) throw error;
      } finally {
        this.isClosed = true;
      }
    },
  };
}

test('an answer comes as without it, and is told whole', async () => {
  const plain = createDemoModel();
  const { watched, calls } = watch(plain);

  const events = await Array.fromAsync(watched.answer(request, signal));

  expect(events).toEqual(await Array.fromAsync(plain.answer(request, signal)));
  expect(calls).toMatchObject([{ request: { instructions: 'Be kind.' } }]);
  expect(calls[0]?.answer).toBe(events.map((event) => (event.type === 'text' ? event.text : '')).join(''));
  expect(calls[0]?.tookMs).toBeGreaterThan(0);
  expect(calls[0]).not.toHaveProperty('error');
});

test('what the model can do stays', () => {
  const { watched } = watch(saying([]));

  expect(watched).toMatchObject({ contextTokens: 5, capabilities: { hostedTools: ['web_search'] } });
});

test('functions and usage are told', async () => {
  const usage = { promptTokens: 3, completionTokens: 4 };
  const { watched, calls } = watch(
    saying([
      { type: 'text', text: 'I look.' },
      { type: 'function_begin', index: 0, callId: 'c', name: 'find' },
      { type: 'function_arguments', index: 0, text: '{"q":' },
      { type: 'function_arguments', index: 0, text: '1}' },
      { type: 'function_end', index: 0 },
      { type: 'finished', reason: 'tool_calls', usage },
    ]),
  );

  await Array.fromAsync(watched.answer(request, signal));

  expect(calls).toMatchObject([{ answer: 'I look.\nfind {"q":1}', usage }]);
});

test('a failure is the same, and told', async () => {
  const failure = new ModelError('server_error', 'broken');
  const { watched, calls } = watch(saying([{ type: 'text', text: 'half' }], failure));

  await expect(Array.fromAsync(watched.answer(request, signal))).rejects.toBe(failure);

  expect(calls).toMatchObject([{ answer: 'half', error: failure }]);
});

test('one who stops listening stops the model', async () => {
  const model = saying([
    { type: 'text', text: 'one' },
    { type: 'text', text: 'two' },
  ]);
  const { watched, calls } = watch(model);

  for await (const event of watched.answer(request, signal)) if (event.type === 'text') break;

  expect(model.isClosed).toBe(true);
  expect(calls).toMatchObject([{ answer: 'one' }]);
  expect(calls[0]).not.toHaveProperty('error');
});
