import { setTimeout as delay } from 'node:timers/promises';
import { APIError, NotFoundError, type OpenAI } from 'openai';
import { type Run, READ_RETRIES, settle } from './run.ts';

export interface RunRequest {
  readonly threadId: string;
  readonly assistantId: string;
  /** Names this attempt at this turn; kept in the run's metadata, by which it is found after an unclear failure. */
  readonly key: string;
  readonly additionalInstructions: string;
  /** Messages to add with the run; none when a run is tried again. */
  readonly messages: readonly OpenAI.Beta.Threads.RunCreateParams.AdditionalMessage[];
}

export interface StartRunOptions {
  signal: AbortSignal;
  sleep?: typeof delay;
  now?: () => number;
}

const KEY = 'bobbin_turn';
const MAX_TRIES = 4;
const TERMINAL: ReadonlySet<string> = new Set(['completed', 'failed', 'cancelled', 'expired', 'incomplete']);

/**
 * Creates the run exactly once. The API has no idempotency key, so after a failure that leaves it unclear whether the
 * run exists it is looked for and adopted. A run of somebody else on the thread is waited for.
 */
export async function startRun(client: OpenAI, request: RunRequest, options: StartRunOptions): Promise<Run> {
  const { signal, sleep = delay } = options;
  const { runs } = client.beta.threads;

  for (let tries = 1; ;) {
    try {
      return await runs.create(
        request.threadId,
        {
          assistant_id: request.assistantId,
          additional_instructions: request.additionalInstructions,
          metadata: { [KEY]: request.key },
          ...(request.messages.length > 0 && { additional_messages: [...request.messages] }),
        },
        { signal, maxRetries: 0 },
      );
    } catch (error) {
      signal.throwIfAborted();
      const newest = await newestRuns();
      const ours = newest.find((run) => run.metadata?.[KEY] === request.key);
      if (ours) return ours;
      const active = newest.find((run) => !TERMINAL.has(run.status));
      if (active && isRefusal(error)) {
        await settle(client, active, { ...options, isMoving: (status) => !TERMINAL.has(status) });
        continue;
      }
      if (isRefusal(error) || tries >= MAX_TRIES) throw error;
      await sleep(retryAfterMs(error) ?? 500 * 2 ** tries * (0.5 + Math.random()), undefined, { signal });
      tries += 1;
    }
  }

  /** Newest first. A thread that is gone has none. */
  async function newestRuns(): Promise<Run[]> {
    try {
      const page = await runs.list(request.threadId, { limit: 20 }, { signal, maxRetries: READ_RETRIES });
      return page.data;
    } catch (error) {
      if (error instanceof NotFoundError) return [];
      throw error;
    }
  }
}

/** The server has clearly said no, and will say it again. */
function isRefusal(error: unknown): boolean {
  const status = error instanceof APIError ? error.status : undefined;
  return status !== undefined && status >= 400 && status < 500 && ![408, 409, 429].includes(status);
}

/** What a `Retry-After` header asks for, a minute at most. */
function retryAfterMs(error: unknown): number | undefined {
  const seconds = error instanceof APIError ? Number(error.headers?.get('retry-after') ?? Number.NaN) : Number.NaN;
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 60) * 1_000 : undefined;
}
