import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Scrubbed, Store } from '../storage/store.ts';
import { SCRUB_DUE, SCRUB_PROMISED } from './forget-marks.ts';

export interface ScrubberOptions {
  store: Store;
  log: Logger;
  sleep?: typeof delay;
}

const AGAIN_MS = 60_000;

/** Has the store's files wiped after deletions, as seldom as it can: one wipe is enough for all deletions before it. */
export function createScrubber({ store, log, sleep = delay }: ScrubberOptions) {
  const stop = new AbortController();
  let running: Promise<Scrubbed> | undefined;

  async function once(): Promise<Scrubbed> {
    const [due, promised] = await store.getMany([SCRUB_DUE, SCRUB_PROMISED]);
    if (due === undefined) return 'done';
    const outcome = await store.scrub();
    if (outcome === 'refused') {
      log.warn('the store does not let deleted data be wiped from its files: its operator has to');
      return outcome;
    }
    // What was deleted meanwhile is still due.
    await store.commit(
      { [SCRUB_DUE]: undefined, [SCRUB_PROMISED]: undefined },
      { values: { [SCRUB_DUE]: due, [SCRUB_PROMISED]: promised } },
    );
    return outcome;
  }

  /** Resolves when nothing that was deleted before the call is left. Rejects as the store does. */
  async function scrub(): Promise<Scrubbed> {
    await running?.catch(() => undefined); // it may have begun too early
    running ??= once().finally(() => (running = undefined));
    return running;
  }

  /** The same in the background, until it works. */
  async function insist(): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        await scrub();
        return;
      } catch (error) {
        if (stop.signal.aborted) return;
        log.warn({ err: error }, 'deleted data could not be wiped from the store, trying again');
        await sleep(AGAIN_MS, undefined, { ref: false, signal: stop.signal }).catch(() => undefined);
      }
    }
  }

  return {
    scrub,
    insist,

    /** Goes on with what an earlier process has promised. */
    async resume(): Promise<void> {
      if ((await store.get(SCRUB_PROMISED)) !== undefined) await insist();
    },

    close: () => stop.abort(),
  };
}
