import type { Store } from '../storage/store.ts';
import type { Transaction } from '../storage/transact.ts';

const MAX_CHUNK = 500;

/** An entry with its place in the list. Places only grow and are never used again. */
export type Kept<Entry> = Entry & { readonly seq: number };

/** Which part of a list to read: places from `from` on and before `to`. */
export interface Scan {
  from?: number;
  to: number;
  newestFirst: boolean;
  /** How many entries the first read asks for. */
  chunk: number;
}

/** One list of objects with ids, in the order in which they were added. */
export type Ordered<Entry extends { object: { id: string } }> = ReturnType<typeof createOrdered<Entry>>;

/**
 * A list over four kinds of keys: `name` holds the next place, `name#place` the id, `name/id` the entry or, when that
 * was removed, `name~id` the place where it stood: clients that delete while they page go on from there.
 * Adding, finding by id and reading a page cost the same however long the list is.
 */
export function createOrdered<Entry extends { object: { id: string } }>(store: Store, name: string) {
  const placeKey = (seq: number) => `${name}#${seq}`;
  const key = (id: string) => `${name}/${id}`;
  const removedKey = (id: string) => `${name}~${id}`;

  return {
    /** Where the next place is kept. */
    headKey: name,
    /** Where an entry is kept. */
    key,

    async append(transaction: Transaction, ...entries: readonly Entry[]): Promise<void> {
      if (entries.length === 0) return;
      const end = (await transaction.get<number>(name)) ?? 0;
      entries.forEach((entry, index) => {
        const seq = end + index;
        transaction.set(placeKey(seq), entry.object.id);
        transaction.set(key(entry.object.id), { ...entry, seq });
      });
      transaction.set(name, end + entries.length);
    },

    get(transaction: Transaction, id: string): Promise<Kept<Entry> | undefined> {
      return transaction.get(key(id));
    },

    update(transaction: Transaction, entry: Kept<Entry>): void {
      transaction.set(key(entry.object.id), entry);
    },

    remove(transaction: Transaction, entry: Kept<Entry>): void {
      transaction.set(key(entry.object.id), undefined);
      transaction.set(removedKey(entry.object.id), entry.seq);
    },

    /** Where an entry stood that was removed. */
    placeOfRemoved: (id: string) => store.get<number>(removedKey(id)),

    /** The entries of a range, read in growing chunks; places left empty by deletions are skipped. */
    async *scan({ from = 0, to, newestFirst, chunk }: Scan): AsyncGenerator<Kept<Entry>> {
      let [low, high, size] = [from, to, chunk];
      while (low < high) {
        const count = Math.min(size, high - low);
        const places = Array.from({ length: count }, (_, index) => (newestFirst ? high - 1 - index : low + index));
        const found = await store.getMany<string>(places.map(placeKey));
        const taken = found.flatMap((id, index) => (id === undefined ? [] : [{ id, seq: places[index] }]));
        const entries = await store.getMany<Kept<Entry>>(taken.map(({ id }) => key(id)));
        // One that was removed and added again stands at its new place only.
        yield* entries.filter(
          (entry, index) => entry !== undefined && entry.seq === taken[index]?.seq,
        ) as Kept<Entry>[];
        if (newestFirst) high -= count;
        else low += count;
        size = Math.min(size * 2, MAX_CHUNK);
      }
    },

    /** Deletes every key of the list. Safe to do again after it failed half-way. */
    async clear(): Promise<void> {
      const end = (await store.get<number>(name)) ?? 0;
      for (let low = 0; low < end; low += MAX_CHUNK) {
        const places = Array.from({ length: Math.min(MAX_CHUNK, end - low) }, (_, index) => placeKey(low + index));
        const ids = (await store.getMany<string>(places)).filter((id) => id !== undefined);
        const keys = [...places, ...ids.map(key), ...ids.map(removedKey)];
        await store.commit(Object.fromEntries(keys.map((gone) => [gone, undefined])));
      }
      await store.delete(name);
    },
  };
}
