import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Surface } from './surface.ts';

export interface OldButtonsOptions {
  surface: Pick<Surface, 'disarm'>;
  /** Answers wait to be sent: this must not take their place in the rate limit. */
  isBusy: () => boolean;
  log: Logger;
  sleep?: typeof delay;
}

/** One message at most in this time: nobody waits for it, and Discord allows 50 requests a second in all. */
const EVERY_MS = 500;
/** Beyond so many the oldest keep their buttons: whoever presses one is told that there is something newer. */
const MAX_WAITING = 200;

/** Takes the Retry button off answers that are not the last one any more. */
export function createOldButtons({ surface, isBusy, log, sleep = delay }: OldButtonsOptions) {
  const waiting = new Map<string, string>();
  let isAtWork = false;

  async function work(): Promise<void> {
    for (;;) {
      await sleep(EVERY_MS, undefined, { ref: false });
      const [next] = waiting;
      if (!next) {
        isAtWork = false;
        return;
      }
      if (isBusy()) continue;
      const [messageId, placeId] = next;
      waiting.delete(messageId);
      await surface.disarm(placeId, messageId).catch((error: unknown) => {
        log.debug({ placeId, messageId, err: error }, 'a button could not be taken off');
      });
    }
  }

  /** Does not wait, and never fails. */
  return function takeOff(placeId: string, messageId: string): void {
    waiting.set(messageId, placeId);
    const [oldest] = waiting.keys();
    if (waiting.size > MAX_WAITING && oldest !== undefined) waiting.delete(oldest);
    if (isAtWork) return;
    isAtWork = true;
    void work();
  };
}
