import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Store } from '../storage/store.ts';

export interface RetentionOptions {
  store: Store;
  conversations: { forgetIdle(serverId: string | undefined, beforeMs: number): Promise<number> };
  /** After how many days without a post a conversation goes; of a server, or without one of the DMs. */
  retentionOf: (serverId: string | undefined) => number | undefined | Promise<number | undefined>;
  /** The servers whose conversations are looked at. */
  servers: () => Iterable<string>;
  log: Logger;
  now?: () => number;
  sleep?: typeof delay;
}

const EVERY_MS = 3_600_000;
const LOCK = 'retention';
/** For longer than one server takes. */
const LOCK_MS = 300_000;
const DAY_MS = 86_400_000;

/** Has conversations forgotten that have been idle for longer than their server wants, in one process at a time. */
export function createRetention(options: RetentionOptions) {
  const { store, conversations, retentionOf, servers, log, now = Date.now, sleep = delay } = options;
  const stopping = new AbortController();
  let going: Promise<void> | undefined;

  /** Looks at every server and the DMs once. Answers how many conversations were found, 0 when another process is at it. */
  async function sweep(): Promise<number> {
    const lock = await store.lock(LOCK, LOCK_MS);
    if (!lock) return 0;
    let total = 0;
    try {
      for (const serverId of [...servers(), undefined]) {
        const days = await retentionOf(serverId);
        if (days === undefined) continue;
        if (stopping.signal.aborted || !(await lock.renew())) break;
        const count = await conversations.forgetIdle(serverId, now() - days * DAY_MS);
        if (count > 0) log.info({ serverId, days, count }, 'idle conversations were forgotten');
        total += count;
      }
    } finally {
      await lock.release();
    }
    return total;
  }

  async function goOn(): Promise<void> {
    while (!stopping.signal.aborted) {
      await sweep().catch((error: unknown) => log.warn({ err: error }, 'idle conversations could not be looked for'));
      await sleep(EVERY_MS, undefined, { ref: false, signal: stopping.signal }).catch(() => undefined);
    }
  }

  return {
    sweep,

    /** From now on once an hour. */
    start: () => void (going ??= goOn()),

    /** Resolves when the sweep that is under way is over. */
    async stop(): Promise<void> {
      stopping.abort();
      await going;
    },
  };
}
