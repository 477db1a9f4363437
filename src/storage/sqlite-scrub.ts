import { setTimeout as delay } from 'node:timers/promises';
import type { DatabaseSync } from 'node:sqlite';
import type { Scrubbed } from './store.ts';

/** https://sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;
const PAUSE_MS = 25;
const BOUND_MS = 10_000;

/**
 * Writes the database anew and empties its log. `secure_delete` alone does not do it: when SQLite moves rows from one page
 * to another it leaves their bytes behind in what is free of the old page, and deletes them only in the new one.
 * Takes about 10 ms a megabyte, in which this process does nothing else.
 * @throws when another process reads or writes all the time
 */
export async function scrubSqlite(database: DatabaseSync, busyTimeoutMs: number): Promise<Scrubbed> {
  const startMs = performance.now();
  while (!tryToScrub(database, busyTimeoutMs)) {
    if (performance.now() - startMs > BOUND_MS) {
      throw new Error('What was deleted could not be wiped from the SQLite file: another process keeps using it.');
    }
    await delay(PAUSE_MS);
  }
  return 'done';
}

/** Answers whether it worked. Does not wait for another process: that would keep this one from everything else. */
function tryToScrub(database: DatabaseSync, busyTimeoutMs: number): boolean {
  database.exec('PRAGMA busy_timeout = 0');
  try {
    database.exec('VACUUM');
    return database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] === 0;
  } catch (error) {
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
    return false;
  } finally {
    database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
  }
}
