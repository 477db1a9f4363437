import { setTimeout as delay } from 'node:timers/promises';
import { APIError, NotFoundError, type OpenAI } from 'openai';
import type { Draft } from './draft.ts';
import type { createSettle, Run } from './run.ts';
import {
  ask,
  type CallOptions,
  isPage,
  isRun,
  MAX_TRIES,
  mayPass,
  ONE_TRY,
  orRubbish,
  retryWaitMs,
} from '../assistants/server-call.ts';

export interface RunRequest {
  readonly threadId: string;
  readonly assistantId: string;
  /** Names this attempt at this turn; kept in the run's metadata, by which it is found after an unclear failure. */
  readonly key: string;
  readonly additionalInstructions: string;
  /** Messages to add with the run; none when a run is tried again. */
  readonly messages: readonly OpenAI.Beta.Threads.RunCreateParams.AdditionalMessage[];
}

export interface StartRunOptions extends CallOptions {
  /** It may have been created before, by a process that died or lost its answer. */
  mayExist: boolean;
  /** How long a run of somebody else is waited for. */
  timeoutMs: number;
  /** Hears what the run writes, if it is created here and the server can tell. */
  draft?: Draft | undefined;
  now?: () => number;
}

const KEY = 'bobbin_turn';
/** How servers say that they do not stream; 400 is also how they say other things. */
const REFUSES_STREAM: ReadonlySet<unknown> = new Set([400, 405, 406, 415, 422, 501]);
const TERMINAL: ReadonlySet<string> = new Set(['completed', 'failed', 'cancelled', 'expired', 'incomplete']);

/**
 * Creates runs, each exactly once. The API has no idempotency key, so after whatever leaves it unclear whether the run
 * exists it is looked for and adopted. A run of somebody else on the thread is waited for.
 */
export function createStartRun(client: OpenAI, settle: ReturnType<typeof createSettle>) {
  const { runs } = client.beta.threads;
  /** The server streams; it is taken to until it has shown otherwise. */
  let mayStream = true;

  return async function startRun(request: RunRequest, options: StartRunOptions): Promise<Run> {
    const { signal, sleep = delay } = options;
    let failure: Error | undefined;
    let isRefused = false;
    for (let tries = 1; ;) {
      if (failure !== undefined || options.mayExist) {
        const newest = await newestRuns(request.threadId, options);
        const ours = newest.find((run) => run.metadata?.[KEY] === request.key);
        if (ours) return ours;
        const active = newest.find((run) => !TERMINAL.has(run.status));
        if (active && failure !== undefined && !mayPass(failure)) {
          await letEnd(active, options);
          failure = undefined;
        }
      }
      if (failure !== undefined) {
        if (tries > MAX_TRIES || !(mayPass(failure) || isAboutActiveRun(failure))) throw failure;
        await sleep(retryWaitMs(failure, tries), undefined, { signal });
      }
      const draft: Draft | undefined = tries === 1 && mayStream && !isRefused ? options.draft : undefined;
      try {
        const run = await create(request, signal, draft);
        if (isRefused || (draft && !draft.isWhole)) mayStream = false;
        return run;
      } catch (error) {
        signal.throwIfAborted();
        isRefused = draft !== undefined && refusesStream(error);
        if (isRefused) continue; // nothing has happened yet
        failure = error as Error;
        tries += 1;
      }
    }
  };

  async function create(request: RunRequest, signal: AbortSignal, draft: Draft | undefined): Promise<Run> {
    const { threadId, assistantId, key, additionalInstructions, messages } = request;
    const body = {
      assistant_id: assistantId,
      additional_instructions: additionalInstructions,
      metadata: { [KEY]: key },
      ...(messages.length > 0 && { additional_messages: [...messages] }),
    };
    if (!draft) return orRubbish(() => runs.create(threadId, body, { signal, ...ONE_TRY }), isRun);
    const stream = async (closing: AbortSignal) => {
      const options = { signal: AbortSignal.any([signal, closing]), ...ONE_TRY };
      return runs.create(threadId, { ...body, stream: true }, options).withResponse();
    };
    return orRubbish(() => draft.follow(stream, { isNewRun: true }), isRun);
  }

  /** Newest first. A thread that is gone has none. */
  async function newestRuns(threadId: string, options: StartRunOptions): Promise<Run[]> {
    const { signal } = options;
    const list = () => runs.list(threadId, { limit: 20 }, { signal, ...ONE_TRY });
    try {
      return (await ask(list, isPage, options)).data;
    } catch (error) {
      if (error instanceof NotFoundError) return [];
      throw error;
    }
  }

  /** Waits for a run that keeps the thread; one of our own that was given up is cancelled. */
  async function letEnd(active: Run, options: StartRunOptions): Promise<void> {
    const { signal } = options;
    if (active.metadata?.[KEY] !== undefined && active.status !== 'cancelling') {
      // It may have ended meanwhile, which is as good.
      await runs.cancel(active.id, { thread_id: active.thread_id }, { signal }).catch(() => signal.throwIfAborted());
    }
    await settle(active, { ...options, isMoving: (status) => !TERMINAL.has(status) });
  }
}

function refusesStream(error: unknown): boolean {
  return error instanceof APIError && REFUSES_STREAM.has(error.status) && !isAboutActiveRun(error);
}

/** A run is in the way; it may have ended before it is looked for. */
export function isAboutActiveRun(error: unknown): boolean {
  return error instanceof APIError && error.status === 400 && /active run/i.test(error.message);
}
