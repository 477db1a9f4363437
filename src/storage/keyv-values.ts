import { Keyv, type KeyvStoreAdapter } from 'keyv';
import type { Store, Value } from './store.ts';

/** The part of a store that Keyv does: single values. */
export type Values = Pick<Store, 'get' | 'getMany' | 'set' | 'delete'>;

/** The text that Keyv keeps for a value, for those who write beside it (`commit`). */
export function encode(value: Value): string {
  return JSON.stringify({ value });
}

/**
 * Values through Keyv on an adapter, with failures that show: Keyv itself answers `undefined` when a backend fails,
 * which would read as “no such conversation”.
 */
export function createKeyvValues(adapter: KeyvStoreAdapter, namespace?: string): Values {
  const keyv = new Keyv({
    store: adapter,
    useKeyPrefix: false,
    throwOnErrors: true,
    serialize: JSON.stringify,
    deserialize: (text) => JSON.parse(text) as { value?: never },
    ...(namespace !== undefined && { namespace }),
  });
  // The same errors reject the call that met them; without a listener Keyv would throw them a second time.
  keyv.on('error', () => undefined);

  return {
    get: (key) => keyv.get(key),
    async getMany(keys) {
      return keys.length === 0 ? [] : keyv.getMany([...keys]);
    },
    async set(key, value) {
      if (!(await keyv.set(key, value))) throw new Error(`The store did not take the value of ${key}.`);
    },
    async delete(key) {
      await keyv.delete(key);
    },
  };
}
