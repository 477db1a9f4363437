import { setTimeout as delay } from 'node:timers/promises';
import type OpenAI from 'openai';
import { ask, type CallOptions, isRun, ONE_TRY } from '../assistants/server-call.ts';

export type Run = OpenAI.Beta.Threads.Run;

export interface SettleOptions extends CallOptions {
  /** The run is given up when it has not settled after this long; the API's own limit is 600 s. */
  timeoutMs: number;
  /** Which statuses are waited through; by default those in which the run moves by itself. */
  isMoving?: (status: string) => boolean;
  now?: () => number;
}

/** A run that was still moving at the end of the time allowed for it. */
export class RunTimeoutError extends Error {
  override name = 'RunTimeoutError';
}

const MOVING: ReadonlySet<string> = new Set(['queued', 'in_progress', 'cancelling']);

/** How long a server that can do so is asked to hold its answer back until the run rests: `Prefer: wait`, RFC 7240. */
const WAIT_S = 10;

/**
 * The wait grows with the time already waited, so that polling adds a bounded share of it, in the mean half of the wait:
 * about 50 ms to answers within 0.6 s, less than a fifth of its time to a later one, and never more than 500 ms. That
 * makes 26 polls in the first ten seconds.
 */
const FIRST_WAIT_MS = 60;
const EARLY_WAIT_MS = 100;
const EARLY_MS = 640;
const WAIT_SHARE = 0.36;
const MAX_WAIT_MS = 490;

/** Polls until the run rests, in as few requests as the server allows. */
export function createSettle(client: OpenAI) {
  /** The server holds its answer back when it is asked to; it is taken to until it has shown otherwise. */
  let isWaiting = true;

  /**
   * A status that is not known to move counts as settled: the caller decides, instead of a loop that never ends.
   * @throws {RunTimeoutError}
   */
  return async function settle(run: Run, options: SettleOptions): Promise<Run> {
    const { signal, timeoutMs, isMoving = (status) => MOVING.has(status), sleep = delay, now = Date.now } = options;
    const start = now();
    let current = run;
    let askedWaitMs: number | undefined;
    while (isMoving(current.status)) {
      const waitedMs = now() - start;
      if (waitedMs > timeoutMs) {
        throw new RunTimeoutError(`Run ${run.id} is still ${current.status} after ${waitedMs} ms.`);
      }
      if (!isWaiting) await sleep(askedWaitMs ?? nextWaitMs(waitedMs), undefined, { signal });
      let headers: Record<string, string> = {
        Prefer: `wait=${Math.min(WAIT_S, Math.ceil((timeoutMs - waitedMs) / 1_000) || 1)}`,
      };
      const retrieve = async () => {
        const request = { signal, headers, ...ONE_TRY };
        headers = {}; // a server that comes and goes would go again before it answers
        return client.beta.threads.runs.retrieve(run.id, { thread_id: run.thread_id }, request).withResponse();
      };
      const { data, response } = await ask(retrieve, (answer) => isRun(answer.data), options);
      current = data;
      isWaiting = /^\s*wait\b/i.test(response.headers.get('preference-applied') ?? '');
      askedWaitMs = pollAfterMs(response);
    }
    return current;
  };
}

function nextWaitMs(waitedMs: number): number {
  if (waitedMs < FIRST_WAIT_MS) return FIRST_WAIT_MS;
  return waitedMs < EARLY_MS ? EARLY_WAIT_MS : Math.min(waitedMs * WAIT_SHARE, MAX_WAIT_MS);
}

/** What the server asks for in its `openai-poll-after-ms` header, within reason. */
function pollAfterMs(response: Response): number | undefined {
  const asked = Number(response.headers.get('openai-poll-after-ms') ?? Number.NaN);
  return Number.isFinite(asked) && asked >= 0 ? Math.min(Math.max(asked, 1), 10_000) : undefined;
}
