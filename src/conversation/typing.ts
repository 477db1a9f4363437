import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Surface } from './surface.ts';

export interface TypingOptions {
  surface: Pick<Surface, 'showTyping'>;
  /** Answers wait to be sent: typing must not take their place in the rate limit. */
  isBusy: () => boolean;
  log: Logger;
  sleep?: typeof delay;
  now?: () => number;
}

/** Whoever gets an answer within this time sees no “typing …”. */
const FIRST_WAIT_MS = 1_000;
/** Discord shows it for 10 s. */
const REPEAT_MS = 8_000;
/** Over all conversations; Discord allows 50 requests a second in all. */
const MAX_PER_SECOND = 4;
/** Made once: an abort without a reason makes an error with a stack, for every answer. */
const DONE = new Error('The answer is there.');

/** Keeps “typing …” alive where people wait. */
export function createTyping(options: TypingOptions) {
  const { surface, isBusy, log, sleep = delay, now = Date.now } = options;
  let windowStart = 0;
  let sentInWindow = 0;

  function mayType(): boolean {
    if (now() - windowStart >= 1_000) {
      windowStart = now();
      sentInWindow = 0;
    }
    if (isBusy() || sentInWindow >= MAX_PER_SECOND) return false;
    sentInWindow += 1;
    return true;
  }

  async function keepAlive(place: () => string | undefined, signal: AbortSignal, onSlow?: () => void): Promise<void> {
    for (let waitMs = FIRST_WAIT_MS, isFirst = true; ; isFirst = false) {
      await sleep(waitMs, undefined, { signal, ref: false });
      if (isFirst) onSlow?.();
      const placeId = place();
      if (placeId !== undefined && mayType()) {
        // One that fails is no reason to leave the person without a sign for the rest of the wait.
        await surface.showTyping(placeId).catch((error: unknown) => {
          log.debug({ placeId, err: error }, 'typing could not be shown');
        });
        waitMs = REPEAT_MS;
      } else {
        waitMs = FIRST_WAIT_MS;
      }
    }
  }

  return {
    /**
     * Shows “typing …” for as long as the work takes, in the place where the answer will be as soon as that is known.
     * `onSlow` is called when it takes longer than a second.
     */
    async during<Result>(
      place: () => string | undefined,
      work: () => Promise<Result>,
      onSlow?: () => void,
    ): Promise<Result> {
      const stop = new AbortController();
      keepAlive(place, stop.signal, onSlow).catch((error: unknown) => {
        if (!stop.signal.aborted) log.error({ placeId: place(), err: error }, 'typing broke off');
      });
      try {
        return await work();
      } finally {
        stop.abort(DONE);
      }
    },
  };
}
