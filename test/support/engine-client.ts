import OpenAI, { APIError } from 'openai';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { createEngine, type Engine, type EngineOptions } from '../../src/engine/engine.ts';
import type { Model, ModelEvent, ModelMessage, ModelRequest } from '../../src/engine/models/model.ts';
import type { Store } from '../../src/storage/store.ts';
import { specified } from './specification.ts';

/** An engine, and the official client on it. */
export interface EngineUnderTest {
  readonly engine: Engine;
  readonly client: OpenAI;
  /** An assistant that is there. */
  readonly assistantId: string;
}

/** Starts an engine over a store, with an assistant; closed, with its runs cut short, when the test ends. */
export async function startEngine(
  store: Store,
  options: Partial<Omit<EngineOptions, 'store'>> = {},
): Promise<EngineUnderTest> {
  const made = createEngine({ store, model: echo, log: pino({ level: 'silent' }), ...options });
  const engine = { ...made, fetch: specified(made.fetch) };
  onTestFinished(() => engine.close(AbortSignal.abort()));
  await engine.seed([{ id: 'asst_test', name: 'Tester', instructions: 'Be brief.' }]);
  return { engine, client: clientOf(engine), assistantId: 'asst_test' };
}

/** The official client, in process. It does not try again: a test wants to see the first answer. */
export function clientOf({ fetch }: Pick<Engine, 'fetch'>): OpenAI {
  return new OpenAI({ apiKey: 'test', baseURL: 'https://api.openai.com/v1', maxRetries: 0, fetch });
}

/** Answers with what was said last. */
export const echo: Model = modelThat(async function* ({ input }) {
  yield { type: 'text', text: `You said: ${textOf(input.findLast((item) => item.type === 'message'))}` };
  yield { type: 'finished', reason: 'stop' };
});

/** A model from its one function. */
export function modelThat(answer: (request: ModelRequest, signal: AbortSignal) => AsyncIterable<ModelEvent>): Model {
  return { answer };
}

/** A model that says the beginning and then waits until it is let go; it counts how often it was asked. */
export function waitingModel(beginning = 'So far', rest = ' and all the rest.') {
  const { promise: letGo, resolve: release } = Promise.withResolvers<void>();
  let asked = 0;
  let onAsked: () => void = () => undefined;
  const model = modelThat(async function* () {
    asked += 1;
    yield { type: 'text', text: beginning };
    onAsked();
    await letGo;
    yield { type: 'text', text: rest };
    yield { type: 'finished', reason: 'stop' };
  });
  return {
    model,
    release,
    asked: () => asked,
    /** Resolves when the model is next asked and has said its beginning. */
    nextQuestion: () => new Promise<void>((resolve) => (onAsked = resolve)),
  };
}

/** The text of a message, of the API or of a model's question. */
export function textOf(message: OpenAI.Beta.Threads.Message | ModelMessage | undefined): string {
  return (message?.content ?? [])
    .map((part) => (part.type === 'text' ? (typeof part.text === 'string' ? part.text : part.text.value) : ''))
    .join('');
}

/** The client's error of a call that has to fail, in the parts that the API promises. */
export async function refusalOf(call: PromiseLike<unknown>) {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof APIError)) throw new Error('The call should have been refused.', { cause: error });
  const body = error.error as { message: string; type: string };
  return {
    status: error.status as number,
    message: body.message,
    type: body.type,
    code: error.code,
    param: error.param,
  };
}

/** Asks until the run has ended, without a pause. */
export async function ended(client: OpenAI, run: OpenAI.Beta.Threads.Run): Promise<OpenAI.Beta.Threads.Run> {
  return client.beta.threads.runs.poll(run.id, { thread_id: run.thread_id }, { pollIntervalMs: 2 });
}
