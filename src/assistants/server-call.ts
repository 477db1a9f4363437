import { setTimeout as delay } from 'node:timers/promises';
import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';

export interface CallOptions {
  signal: AbortSignal;
  sleep?: typeof delay;
}

/** An answer that is not what the API promises: something else sits at that address, or it is broken. */
export class RubbishError extends Error {
  override name = 'RubbishError';
}

/** About half a minute of a server that has too much to do, and what its `Retry-After` asks for. */
export const MAX_TRIES = 7;
/** How long the waits may be together, without what is asked for: the same `MAX_TRIES`, or more that are closer together. */
const PATIENCE_MS = 25_000;
/** The options of a single request: it is tried again here, where waiting can be interrupted and is no more than that. */
export const ONE_TRY = { maxRetries: 0, timeout: 20_000 };
const FIRST_WAIT_MS = 500;
const MAX_WAIT_MS = 10_000;
/** Nobody is there who could have too much to do; one that is only there now and then must not be missed. */
const MAX_WAIT_FOR_NOBODY_MS = 2_000;
const MAX_RETRY_AFTER_S = 60;

/** Asks for what is safe to ask for again, until the answer is one, within a bound. */
export async function ask<Answer>(
  call: () => PromiseLike<Answer>,
  isAnswer: (answer: Answer) => boolean,
  { signal, sleep = delay }: CallOptions,
): Promise<Answer> {
  let patienceMs = PATIENCE_MS;
  for (let tries = 1; ; tries += 1) {
    let failure: unknown;
    try {
      return await orRubbish(call, isAnswer);
    } catch (error) {
      signal.throwIfAborted();
      if (!mayPass(error) || patienceMs <= 0) throw error;
      failure = error;
    }
    patienceMs -= backOffMs(failure, tries);
    await sleep(retryWaitMs(failure, tries), undefined, { signal });
  }
}

/** The answer, if it is one. @throws {RubbishError} */
export async function orRubbish<Answer>(
  call: () => PromiseLike<Answer>,
  isAnswer: (answer: Answer) => boolean,
): Promise<Answer> {
  let answer: Answer;
  try {
    answer = await call();
  } catch (error) {
    // What the client meets in a body that is not JSON, or not the JSON that it expects.
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    throw new RubbishError(`The Assistants server answered with rubbish: ${error.message}`, { cause: error });
  }
  if (isAnswer(answer)) return answer;
  throw new RubbishError('The Assistants server answered with something that is not of its API.');
}

/** Nobody has clearly said no: the same request may work in a moment. */
export function mayPass(error: unknown): boolean {
  if (error instanceof RubbishError || error instanceof APIConnectionError) return true;
  const status = error instanceof APIError ? error.status : undefined;
  if (status === 501) return false; // it never can
  return status !== undefined && (status >= 500 || [408, 409, 429].includes(status));
}

/** What `Retry-After` asks for, a minute at most, else longer and longer, each a little different. */
export function retryWaitMs(error: unknown, tries: number): number {
  const header = error instanceof APIError ? error.headers?.get('retry-after') : undefined;
  const seconds = Number(header ?? Number.NaN);
  if (Number.isFinite(seconds) && seconds >= 0) return Math.min(seconds, MAX_RETRY_AFTER_S) * 1_000;
  return backOffMs(error, tries) * (0.5 + Math.random());
}

function backOffMs(error: unknown, tries: number): number {
  const isNobodyThere = error instanceof APIConnectionError && !(error instanceof APIConnectionTimeoutError);
  return Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), isNobodyThere ? MAX_WAIT_FOR_NOBODY_MS : MAX_WAIT_MS);
}

export function hasId(answer: unknown): boolean {
  return typeof (answer as { id?: unknown } | null | undefined)?.id === 'string';
}

export function isRun(answer: unknown): boolean {
  return hasId(answer) && typeof (answer as { status?: unknown }).status === 'string';
}

/** The client makes an empty page of whatever is no list, so it is the body that tells. */
export function isPage(answer: unknown): boolean {
  return Array.isArray((answer as { body?: { data?: unknown } } | null | undefined)?.body?.data);
}
