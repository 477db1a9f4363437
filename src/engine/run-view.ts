import type { Message, MessageEntry, Run, RunEntry, Step } from './objects.ts';
import type { State } from './state.ts';

/** A run, its steps and its messages as they are at one moment. */
export interface RunView {
  readonly run: Run;
  /** In order; only the last one may be unfinished. */
  readonly steps: readonly Step[];
  message(id: string): Promise<Message | undefined>;
}

/** The steps of a run, in order. */
export async function readSteps(state: State, threadId: string, runId: string): Promise<Step[]> {
  const list = state.steps(threadId, runId);
  const end = (await state.store.get<number>(list.headKey)) ?? 0;
  const entries = await Array.fromAsync(list.scan({ to: end, newestFirst: false, chunk: end }));
  return entries.map(({ object }) => object);
}

/** A run as the store has it; `undefined` when it is gone. */
export async function readView(state: State, threadId: string, runId: string): Promise<RunView | undefined> {
  // First the run: its steps may be newer than it, but never older.
  const entry = await state.store.get<RunEntry>(state.runs(threadId).key(runId));
  if (!entry) return undefined;
  return {
    run: entry.object,
    steps: await readSteps(state, threadId, runId),
    message: (id) => readMessage(state, threadId, id),
  };
}

/** A message as the store has it. */
export async function readMessage(state: State, threadId: string, id: string): Promise<Message | undefined> {
  return (await state.store.get<MessageEntry>(state.messages(threadId).key(id)))?.object;
}
