import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { APIError, type OpenAI } from 'openai';
import { ask, isRun, ONE_TRY } from '../assistants/server-call.ts';
import type { Toolbox, ToolOutput } from '../tools/toolbox.ts';
import type { Draft } from './draft.ts';
import { type createSettle, type Run, RunTimeoutError, type SettleOptions } from './run.ts';

/** So often a run may call functions; after that it is told to answer, and once more it is not listened to. */
const MAX_ROUNDS = 20;
const ENOUGH = 'Error: You have called functions often enough for one answer. Answer now, with what you know.';

export interface ToolCallsOptions {
  client: OpenAI;
  settle: ReturnType<typeof createSettle>;
  toolbox: Pick<Toolbox, 'run'>;
}

/** Waits for runs as `settle` does, and answers the calls of functions that they make meanwhile. */
export function createToolCalls({ client, settle, toolbox }: ToolCallsOptions) {
  const { runs } = client.beta.threads;

  /**
   * A run that still rests in `requires_action` at the end wants what cannot be given to it. The time is that of the
   * whole run, its functions included.
   * @throws {RunTimeoutError}
   */
  return async function settleWithCalls(
    run: Run,
    { conversationId, draft, ...options }: SettleOptions & { conversationId: string; draft?: Draft | undefined },
  ): Promise<Run> {
    const { signal, timeoutMs, sleep = delay, now = Date.now } = options;
    const start = now();
    const remaining = () => ({ ...options, sleep, timeoutMs: timeoutMs - (now() - start) });
    let current = await settle(run, options);
    for (let round = 1; round <= MAX_ROUNDS + 1; round += 1) {
      const calls = callsOf(current);
      if (calls.length === 0) break;
      const outputs =
        round > MAX_ROUNDS
          ? calls.map(({ id }) => ({ tool_call_id: id, output: ENOUGH }))
          : await toolbox.run(calls, { conversationId, signal });
      if (remaining().timeoutMs < 0) {
        throw new RunTimeoutError(`Run ${run.id} still calls functions after ${now() - start} ms.`);
      }
      current = await settle(await submit(current, outputs, draft, remaining()), remaining());
    }
    return current;
  };

  /** The run after it has got the outputs, or what became of it meanwhile. They may arrive and the answer be lost. */
  async function submit(
    run: Run,
    outputs: ToolOutput[],
    draft: Draft | undefined,
    options: SettleOptions,
  ): Promise<Run> {
    const { signal } = options;
    const where = { thread_id: run.thread_id };
    const retrieve = () => runs.retrieve(run.id, where, { signal, ...ONE_TRY });
    const body = { ...where, tool_outputs: outputs };
    let isUnclear = false;
    const stream = async (closing: AbortSignal) => {
      const streamed = { signal: AbortSignal.any([signal, closing]), ...ONE_TRY };
      return runs.submitToolOutputs(run.id, { ...body, stream: true }, streamed).withResponse();
    };
    const send = async () => {
      if (isUnclear) {
        const found = await retrieve();
        if (isRun(found) && !waitsFor(found, run)) return found;
      }
      isUnclear = true;
      // One that has missed something has nothing to show any more.
      if (draft?.isWhole) return draft.follow(stream);
      return runs.submitToolOutputs(run.id, body, { signal, ...ONE_TRY });
    };
    try {
      return await ask(send, isRun, options);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof APIError)) throw error;
      // Cancelled or expired meanwhile, or answered by an attempt that was given up.
      const found = await ask(retrieve, isRun, options);
      if (waitsFor(found, run)) throw error;
      return found;
    }
  }
}

function callsOf({ status, required_action: required }: Run) {
  return status === 'requires_action' ? (required?.submit_tool_outputs?.tool_calls ?? []) : [];
}

/** Whether the run still waits for the very calls that it waited for before; some servers use their ids again. */
function waitsFor(run: Run, before: Run): boolean {
  return isDeepStrictEqual(callsOf(run), callsOf(before));
}
