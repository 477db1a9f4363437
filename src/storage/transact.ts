import { setTimeout as delay } from 'node:timers/promises';
import type { Score, Store, Value } from './store.ts';

/** What a piece of work sees of the store: a moment in which nobody else writes what it has read. */
export interface Transaction {
  /** Do not change what you get: write a changed copy. */
  get<Stored>(key: string): Promise<Stored | undefined>;
  getMany<Stored>(keys: readonly string[]): Promise<(Stored | undefined)[]>;
  /** `undefined` deletes. */
  set(key: string, value: Value): void;
  /** A member's new place in a sorted set. */
  score(score: Score): void;
}

const MAX_TRIES = 200;

/**
 * Reads and writes as one step: the writes happen together and only if nothing that was read has changed meanwhile;
 * otherwise the work is done again on what is there then. So the work must have no other effects than its writes.
 * An error thrown by the work writes nothing and passes through.
 */
export async function transact<Result>(
  store: Store,
  work: (transaction: Transaction) => Result | Promise<Result>,
): Promise<Result> {
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    const seen: Record<string, Value> = {};
    const writes: Record<string, Value> = {};
    const scores: Score[] = [];

    const result = await work({
      async get<Stored>(key: string) {
        if (key in writes) return writes[key] as Stored | undefined;
        if (!(key in seen)) seen[key] = await store.get(key);
        return seen[key] as Stored | undefined;
      },
      async getMany<Stored>(keys: readonly string[]) {
        const missing = keys.filter((key) => !(key in writes) && !(key in seen));
        const found = await store.getMany(missing);
        missing.forEach((key, index) => (seen[key] = found[index]));
        return keys.map((key) => (key in writes ? writes[key] : seen[key]) as Stored | undefined);
      },
      set(key, value) {
        writes[key] = value;
      },
      score(score) {
        scores.push(score);
      },
    });

    if (Object.keys(writes).length === 0 && scores.length === 0) return result;
    if (await store.commit(writes, { values: seen }, { scores })) return result;
    await delay(Math.random() * Math.min(tries, 10));
  }
  throw new Error(`The store changed under a transaction ${MAX_TRIES} times in a row.`);
}
