import type { Effects, Lock, Store, Value, Writes } from '../storage/store.ts';
import { orAway } from './store-away.ts';

export interface LeaseOptions {
  store: Store;
  lock: Lock;
  ttlMs: number;
}

/** Another process works on the conversation now, or may: this one must leave it alone. */
export class LeaseLostError extends Error {
  override name = 'LeaseLostError';
}

/** This much of its time is kept back, for what happens between a look at the clock and its consequence. */
const MARGIN = 0.2;

/** The right to work on a conversation, renewed until it is stopped. */
export type Lease = ReturnType<typeof createLease>;

export function createLease({ store, lock, ttlMs }: LeaseOptions) {
  let sureUntilMs = performance.now() + ttlMs * (1 - MARGIN);
  let isLost = false;

  /** @throws {LeaseLostError} */
  async function renew(): Promise<void> {
    const askedMs = performance.now();
    if (isLost || !(await orAway(lock.renew()))) {
      isLost = true;
      throw new LeaseLostError(`The lease of ${lock.key} was lost.`);
    }
    sureUntilMs = askedMs + ttlMs * (1 - MARGIN);
  }

  // Whoever needs the lease finds out by itself when this fails.
  const renewal = setInterval(() => void renew().catch(() => undefined), ttlMs / 3);
  renewal.unref();

  return {
    lock,

    /**
     * Writes, if the lease is still held. Answers `false` when one of the values has changed.
     * @throws {LeaseLostError}
     */
    async commit(writes: Writes, values: Readonly<Record<string, Value>> = {}, effects?: Effects): Promise<boolean> {
      if (await orAway(store.commit(writes, { values, locks: [lock] }, effects))) return true;
      await renew();
      return false;
    },

    /** For what is done outside of the store, right before it. @throws {LeaseLostError} */
    async check(): Promise<void> {
      if (isLost || performance.now() > sureUntilMs) await renew();
    },

    /** Gives it up; does nothing when a commit has released it. */
    async release(): Promise<void> {
      clearInterval(renewal);
      await orAway(lock.release());
    },

    /** Renews it no more. */
    stop: () => clearInterval(renewal),
  };
}
