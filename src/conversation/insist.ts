import type { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { patiently } from '../patiently.ts';
import { LeaseLostError } from './lease.ts';
import { StoreAwayError } from './store-away.ts';
import { UndeliverableError } from './surface.ts';

export interface InsistOptions {
  log: Logger;
  sleep?: typeof delay;
}

/** Calls something of Discord's until it works, is refused for good, or is no longer ours to do. */
export type Insist = ReturnType<typeof createInsist>;

const FIRST_WAIT_MS = 500;
const MAX_WAIT_MS = 30_000;

/** Waits out an outage of Discord, however long it takes. */
export function createInsist({ log, sleep }: InsistOptions) {
  return async function insist<Result>(
    call: () => Promise<Result>,
    conversationId: string,
    signal: AbortSignal,
  ): Promise<Result> {
    return patiently(call, {
      mayPass: (error) => !isFinal(error),
      signal,
      firstWaitMs: FIRST_WAIT_MS,
      maxWaitMs: MAX_WAIT_MS,
      onWait: (error, waitMs) =>
        log.warn({ conversationId, err: error, waitMs }, 'discord does not take it, trying again'),
      sleep,
    });
  };
}

/** What trying again does not mend, or is not for this process to try. */
export function isFinal(error: unknown): boolean {
  return [UndeliverableError, LeaseLostError, StoreAwayError].some((kind) => error instanceof kind);
}
