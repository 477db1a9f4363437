/**
 * A thread that moves what SQLite has written to its log into the database file. Left to the connection that writes, this
 * happens in the middle of a commit and waits for the disk there.
 */
import { DatabaseSync } from 'node:sqlite';
import { workerData } from 'node:worker_threads';

const database = new DatabaseSync(workerData.file, { timeout: 0 });

/** As long as somebody else writes, a part is left; when it is small enough, the writer begins its log anew. */
const MAX_ROUNDS = 4;

setInterval(() => {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { log, checkpointed } = database.prepare('PRAGMA wal_checkpoint(PASSIVE)').get() ?? {};
    if (log === checkpointed) break;
  }
}, workerData.everyMs);
