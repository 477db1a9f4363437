import { setTimeout as delay } from 'node:timers/promises';
import type OpenAI from 'openai';

export type Run = OpenAI.Beta.Threads.Run;

export interface SettleOptions {
  signal: AbortSignal;
  /** The run is given up when it has not settled after this long; the API's own limit is 600 s. */
  timeoutMs?: number;
  /** Which statuses are waited through; by default those in which the run moves by itself. */
  isMoving?: (status: string) => boolean;
  sleep?: typeof delay;
  now?: () => number;
}

/** A run that was still moving at the end of the time allowed for it. */
export class RunTimeoutError extends Error {
  override name = 'RunTimeoutError';
}

const MOVING: ReadonlySet<string> = new Set(['queued', 'in_progress', 'cancelling']);
const FIRST_WAIT_MS = 25;
const MAX_WAIT_MS = 500;
/** The wait grows with the time already waited, so that what polling adds stays a small share of it. */
const WAIT_SHARE = 0.1;
const RUN_TIMEOUT_MS = 600_000;
/** Reading is safe to repeat, so an outage of the server is ridden out: five tries are about 15 s. */
export const READ_RETRIES = 5;

/**
 * Polls until the run does not move any more. A status that is not known to move counts as settled:
 * the caller decides, instead of a loop that never ends.
 */
export async function settle(client: OpenAI, run: Run, options: SettleOptions): Promise<Run> {
  const {
    signal,
    timeoutMs = RUN_TIMEOUT_MS,
    isMoving = (status) => MOVING.has(status),
    sleep = delay,
    now = Date.now,
  } = options;
  const start = now();
  let current = run;
  let askedWaitMs: number | undefined;
  while (isMoving(current.status)) {
    const waitedMs = now() - start;
    if (waitedMs > timeoutMs)
      throw new RunTimeoutError(`Run ${run.id} is still ${current.status} after ${waitedMs} ms.`);
    await sleep(askedWaitMs ?? Math.min(Math.max(FIRST_WAIT_MS, waitedMs * WAIT_SHARE), MAX_WAIT_MS), undefined, {
      signal,
    });
    const { data, response } = await client.beta.threads.runs
      .retrieve(run.id, { thread_id: run.thread_id }, { signal, maxRetries: READ_RETRIES })
      .withResponse();
    current = data;
    askedWaitMs = pollAfterMs(response);
  }
  return current;
}

/** What the server asks for in its `openai-poll-after-ms` header, within reason. */
function pollAfterMs(response: Response): number | undefined {
  const asked = Number(response.headers.get('openai-poll-after-ms') ?? Number.NaN);
  return Number.isFinite(asked) && asked >= 0 ? Math.min(Math.max(asked, 1), 10_000) : undefined;
}
