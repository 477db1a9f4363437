import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { OperatorError } from '../errors.ts';

/** https://sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;
/** A database that nobody refers to is closed by the garbage collector, and with it the lock is gone. */
const held = new Set<DatabaseSync>();

/**
 * Keeps a second bot away from a folder for as long as this process lives. The lock is the operating system's, taken
 * through an otherwise empty SQLite file, so it is gone with the process however that ends.
 * @throws {OperatorError} when another process holds it; SQLite's error when the folder cannot be used.
 */
export function lockFolder(folder: string): { release(): void } {
  const database = new DatabaseSync(join(folder, 'bobbin.lock'), { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
    const message = `Another Bobbin is already running on ${folder}. Stop it first, or give this one a DATA_DIR of its own.`;
    throw new OperatorError(message, { cause: error });
  }
  held.add(database);
  return {
    release() {
      held.delete(database);
      database.close();
    },
  };
}

/** Whether another process holds the folder at this moment. Throws SQLite's error when the folder cannot be used. */
export function isFolderLocked(folder: string): boolean {
  try {
    lockFolder(folder).release();
    return false;
  } catch (error) {
    if (error instanceof OperatorError) return true;
    throw error;
  }
}
