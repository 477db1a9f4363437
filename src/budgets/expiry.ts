import type { Store } from '../storage/store.ts';
import { transact, type Transaction } from '../storage/transact.ts';

/** What goes by itself some time after this moment, in milliseconds since 1970. */
export interface Expiring {
  readonly untilMs: number;
}

export interface ExpiryOptions {
  store: Store;
  now: () => number;
  /** Called for each key before it goes; answers whether it may. */
  mayGo: (key: string, value: Expiring) => Promise<boolean>;
}

/** The keys of everything that expires, by the time when it does. */
const EXPIRING = 'budgets/expiring';
const SWEEP_EVERY_MS = 60_000;
/** More than one turn writes, so that sweeping keeps up. */
const MAX_SWEPT = 64;

/** Writes a value that goes by itself. */
export function keep(transaction: Transaction, key: string, before: Expiring | undefined, value: Expiring): void {
  transaction.set(key, value);
  if (before?.untilMs !== value.untilMs) transaction.score({ set: EXPIRING, member: key, score: value.untilMs });
}

/** Deletes a value before its time. */
export function drop(transaction: Transaction, key: string): void {
  transaction.set(key, undefined);
  transaction.score({ set: EXPIRING, member: key, score: undefined });
}

/** Removes what has expired, a few keys at a time, whenever it is called and a look is due. */
export function createSweep({ store, now, mayGo }: ExpiryOptions) {
  let nextAtMs = 0;

  /** Answers how many were over. */
  async function sweepOnce(): Promise<number> {
    const keys = await store.members(EXPIRING, { limit: MAX_SWEPT });
    const values = await store.getMany<Expiring>(keys);
    const isOver = (value: Expiring | undefined) => value === undefined || value.untilMs <= now();
    let over = 0;
    const going: string[] = [];
    for (const [index, key] of keys.entries()) {
      const value = values[index];
      if (!isOver(value)) continue;
      over += 1;
      if (value === undefined || (await mayGo(key, value))) going.push(key);
    }
    await transact(store, async (transaction) => {
      const current = await transaction.getMany<Expiring>(going);
      going.forEach((key, index) => {
        if (isOver(current[index])) drop(transaction, key);
      });
    });
    return over;
  }

  return async function sweep(): Promise<void> {
    if (now() < nextAtMs) return;
    nextAtMs = now() + SWEEP_EVERY_MS;
    // Whoever waits for this has done what it came for; what could not be swept now is swept in a minute.
    const over = await sweepOnce().catch(() => 0);
    if (over === MAX_SWEPT) nextAtMs = 0;
  };
}
