import type { Store } from '../../src/storage/store.ts';

type Method = 'get' | 'getMany' | 'set' | 'delete' | 'commit' | 'members' | 'lock' | 'scrub';

/** A store that is watched by a test, which may also break it. */
export interface WatchedStore extends Store {
  /** How many calls of each method there were. */
  readonly calls: Readonly<Record<Method, number>>;
  /** How many keys were read, expectations not counted. */
  keysRead(): number;
  /** Those of all keys ever written through this store that hold something, in order. */
  keys(): Promise<string[]>;
  /** The next call of the method rejects and does nothing. */
  failNext(method: Method): void;
  /** Every call rejects, until it is set to false again. */
  isDown: boolean;
}

/** Watches a store. */
export function watched(store: Store): WatchedStore {
  const calls = { get: 0, getMany: 0, set: 0, delete: 0, commit: 0, members: 0, lock: 0, scrub: 0 };
  const written = new Set<string>();
  const failing = new Set<Method>();
  let read = 0;

  function count(method: Method): void {
    calls[method] += 1;
    if (failing.delete(method) || watching.isDown) throw new Error('The store is broken.');
  }

  function guarded<Result>(call: () => Promise<Result>) {
    return async () => {
      count('lock');
      return call();
    };
  }

  const watching: WatchedStore = {
    calls,
    isDown: false,
    keysRead: () => read,
    async keys() {
      const all = [...written].toSorted();
      const values = await store.getMany(all);
      return all.filter((_, index) => values[index] !== undefined);
    },
    failNext: (method) => void failing.add(method),
    async get(key) {
      count('get');
      read += 1;
      return store.get(key);
    },
    async getMany(keys) {
      count('getMany');
      read += keys.length;
      return store.getMany(keys);
    },
    async set(key, value) {
      count('set');
      written.add(key);
      return store.set(key, value);
    },
    async delete(key) {
      count('delete');
      return store.delete(key);
    },
    async commit(writes, expectations, effects) {
      count('commit');
      for (const key of Object.keys(writes)) written.add(key);
      return store.commit(writes, expectations, effects);
    },
    async members(set, range) {
      count('members');
      return store.members(set, range);
    },
    async scrub() {
      count('scrub');
      return store.scrub();
    },
    async lock(key, ttlMs) {
      count('lock');
      const lock = await store.lock(key, ttlMs);
      return lock && { ...lock, renew: guarded(lock.renew), release: guarded(lock.release) };
    },
  };
  return watching;
}
