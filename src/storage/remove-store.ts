import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from './lock-folder.ts';

/** What the bot and its engine keep in a folder when there is no Redis: the database with its log, and files. */
const KEPT = ['bobbin.sqlite', 'bobbin.sqlite-wal', 'bobbin.sqlite-shm', 'files'];

/**
 * Removes what a bot has kept in its folder, and nothing else that lies there.
 * @throws {OperatorError} while a bot runs on it.
 */
export function removeStore(folder: string): void {
  if (!existsSync(folder)) return;
  const lock = lockFolder(folder);
  try {
    // Without its database nothing points to the files.
    for (const name of KEPT) rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 3 });
  } finally {
    lock.release();
  }
}
