import type { DatabaseSync } from 'node:sqlite';
import type { KeyvStoreAdapter } from 'keyv';

/**
 * A Keyv adapter over one table of a `node:sqlite` database. Keyv's own SQLite adapter compiles native code.
 * It knows no time to live: nothing that Bobbin keeps in values may vanish by itself.
 */
export function createSqliteKeyv(database: DatabaseSync): KeyvStoreAdapter {
  database.exec('CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID');
  const select = database.prepare('SELECT value FROM entries WHERE key = ?');
  const upsert = database.prepare(
    'INSERT INTO entries VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const remove = database.prepare('DELETE FROM entries WHERE key = ?');
  const read = (key: string) => (select.get(key) as { value: never } | undefined)?.value;

  const adapter: KeyvStoreAdapter = {
    opts: { dialect: 'sqlite', url: 'sqlite://' }, // Keyv refuses an adapter without both
    async get(key) {
      return read(key);
    },
    async getMany(keys) {
      return keys.map(read);
    },
    async set(key, value: string, ttl?: number) {
      if (ttl !== undefined) throw new Error('The SQLite store keeps values until they are deleted: no ttl.');
      upsert.run(key, value);
      return true;
    },
    async delete(key) {
      return remove.run(key).changes > 0;
    },
    async clear() {
      database.exec('DELETE FROM entries');
    },
    on: () => adapter, // nothing here emits: a failure rejects the call that met it
  };
  return adapter;
}
