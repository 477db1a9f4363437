import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { createKeyvValues, encode } from './keyv-values.ts';
import { createSqliteKeyv } from './sqlite-keyv.ts';
import { scrubSqlite } from './sqlite-scrub.ts';
import type { Lock, Store, Value } from './store.ts';

export interface SqliteStoreOptions {
  /** The database file, made if it is missing; its folder must exist. */
  file: string;
  /** Milliseconds since 1970; locks run out by it. */
  now?: () => number;
  /** How long a call waits for another process that uses the same file. */
  busyTimeoutMs?: number;
  /** The log is moved into the database file by a thread of its own, so that no commit waits for the disk. */
  hasCheckpointThread?: boolean;
}

const CHECKPOINT_EVERY_MS = 1_000;
/** Should the thread die: about 40 MB of log, and then the writer moves it itself. */
const LAST_RESORT_PAGES = 10_000;

/**
 * A store in one SQLite file. Several processes may share it.
 * What a call has written survives `kill -9`; a power cut may take the last moments (`synchronous = NORMAL`), never more.
 */
export function openSqliteStore(options: SqliteStoreOptions): Store & { close(): void } {
  const { file, now = Date.now, busyTimeoutMs = 5_000, hasCheckpointThread = false } = options;
  const database = openDatabase(file, busyTimeoutMs);
  const checkpointing = hasCheckpointThread ? startCheckpointThread(database, file) : undefined;
  const values = createKeyvValues(createSqliteKeyv(database));
  const closing = new AbortController();
  let scrubbing: Promise<void> | undefined;

  const begin = database.prepare('BEGIN IMMEDIATE');
  const end = database.prepare('COMMIT');
  const select = database.prepare('SELECT value FROM entries WHERE key = ?');
  const upsert = database.prepare(
    'INSERT INTO entries VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const remove = database.prepare('DELETE FROM entries WHERE key = ?');
  const takeLock = database.prepare(
    'INSERT INTO locks VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET token = excluded.token, until = excluded.until WHERE until <= ?',
  );
  const renewLock = database.prepare('UPDATE locks SET until = ? WHERE key = ? AND token = ? AND until > ?');
  const extendLocks = database.prepare('UPDATE locks SET until = until + ? WHERE until > ?');
  const releaseLock = database.prepare('DELETE FROM locks WHERE key = ? AND token = ?');
  const putScore = database.prepare(
    'INSERT INTO scores VALUES (?, ?, ?) ON CONFLICT (name, member) DO UPDATE SET score = excluded.score',
  );
  const removeScore = database.prepare('DELETE FROM scores WHERE name = ? AND member = ?');
  const lowestFirst = database.prepare(
    'SELECT member FROM scores WHERE name = ? AND score BETWEEN ? AND ? ORDER BY score, member LIMIT ?',
  );
  const highestFirst = database.prepare(
    'SELECT member FROM scores WHERE name = ? AND score BETWEEN ? AND ? ORDER BY score DESC, member DESC LIMIT ?',
  );
  const heldLock = database.prepare('SELECT 1 FROM locks WHERE key = ? AND token = ? AND until > ?');

  function holds(key: string, value: Value): boolean {
    const found = (select.get(key) as { value: string } | undefined)?.value;
    return found === (value === undefined ? undefined : encode(value));
  }

  function write(key: string, value: Value): void {
    if (value === undefined) remove.run(key);
    else upsert.run(key, encode(value));
  }

  /** After a scrub. SQLite itself would hold up everything that this process does, not only what writes. */
  async function writable(): Promise<void> {
    await scrubbing?.catch(() => undefined);
    if (scrubbing) await writable();
  }

  return {
    ...values,

    async set(key, value) {
      if (scrubbing) await writable();
      await values.set(key, value);
    },

    async delete(key) {
      if (scrubbing) await writable();
      await values.delete(key);
    },

    async commit(writes, { values: expected = {}, locks = [] } = {}, { scores = [], releases = [] } = {}) {
      if (scrubbing) await writable();
      begin.run();
      try {
        const holdsStill =
          Object.entries(expected).every(([key, value]) => holds(key, value)) &&
          [...locks, ...releases].every(({ key, token }) => heldLock.get(key, token, now()) !== undefined);
        if (holdsStill) {
          for (const [key, value] of Object.entries(writes)) write(key, value);
          for (const { set, member, score } of scores) {
            if (score === undefined) removeScore.run(set, member);
            else putScore.run(set, member, score);
          }
          for (const { key, token } of releases) releaseLock.run(key, token);
        }
        end.run();
        return holdsStill;
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },

    async members(set, range = {}) {
      const { min = -Infinity, max = Infinity, limit = Infinity, highestFirst: isDescending = false } = range;
      const wanted = isDescending ? highestFirst : lowestFirst;
      const rows = wanted.all(set, min, max, limit === Infinity ? -1 : limit) as { member: string }[];
      return rows.map(({ member }) => member);
    },

    async scrub() {
      if (file === ':memory:') return 'done';
      if (scrubbing) await writable();
      const startMs = now();
      scrubbing = scrubSqlite({ file, boundMs: busyTimeoutMs, signal: closing.signal }).finally(() => {
        scrubbing = undefined;
        // Nobody could take a lock meanwhile, and nobody could renew one.
        if (database.isOpen) extendLocks.run(now() - startMs, startMs);
      });
      await scrubbing;
      return 'done';
    },

    async lock(key, ttlMs) {
      if (scrubbing) await writable();
      const token = randomUUID();
      if (takeLock.run(key, token, now() + ttlMs, now()).changes === 0) return undefined;
      const lock: Lock = {
        key,
        token,
        async renew() {
          if (scrubbing) await writable();
          return renewLock.run(now() + ttlMs, key, token, now()).changes > 0;
        },
        async release() {
          if (scrubbing) await writable();
          releaseLock.run(key, token);
        },
      };
      return lock;
    },

    close() {
      closing.abort();
      void checkpointing?.terminate();
      database.close();
    },
  };
}

function startCheckpointThread(database: DatabaseSync, file: string): Worker {
  database.exec(`PRAGMA wal_autocheckpoint = ${LAST_RESORT_PAGES}`);
  const worker = new Worker(new URL('checkpoint-worker.js', import.meta.url), {
    workerData: { file, everyMs: CHECKPOINT_EVERY_MS },
    execArgv: [],
    // It does next to nothing, and should take next to nothing.
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 1, stackSizeMb: 1 },
  });
  worker.on('error', () => void (database.isOpen && database.exec('PRAGMA wal_autocheckpoint = 1000')));
  worker.unref();
  return worker;
}

function openDatabase(file: string, timeout: number): DatabaseSync {
  const database = new DatabaseSync(file, { timeout });
  try {
    // Deleted rows are overwritten with zeros: pages that become free are written to the log, too, and that costs less than
    // can be measured in a turn.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON');
    database.exec(
      'CREATE TABLE IF NOT EXISTS locks (key TEXT PRIMARY KEY, token TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID',
    );
    database.exec(
      'CREATE TABLE IF NOT EXISTS scores (name TEXT, member TEXT, score REAL NOT NULL, PRIMARY KEY (name, member)) WITHOUT ROWID',
    );
    database.exec('CREATE INDEX IF NOT EXISTS scores_in_order ON scores (name, score, member)');
    database.prepare('DELETE FROM locks WHERE until <= ?').run(Date.now()); // of processes that died
    database.exec('BEGIN IMMEDIATE; ROLLBACK'); // a file that cannot be written would show only later
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
