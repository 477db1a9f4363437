/** A thread that writes a SQLite database anew and empties its log, so that the bot hears Discord meanwhile. */
import { DatabaseSync } from 'node:sqlite';
import { workerData } from 'node:worker_threads';

/** https://sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;
const PAUSE_MS = 25;

const { file, boundMs } = workerData;
const database = new DatabaseSync(file, { timeout: 0 });
const pause = new Int32Array(new SharedArrayBuffer(4));

/** Does something until nobody else is in the way. */
function insist(tryOnce) {
  const startMs = performance.now();
  while (!tryOnce()) {
    if (performance.now() - startMs > boundMs) throw new Error('another process keeps using it');
    Atomics.wait(pause, 0, 0, PAUSE_MS);
  }
}

insist(() => {
  try {
    database.exec('VACUUM');
    return true;
  } catch (error) {
    if (error.errcode !== SQLITE_BUSY) throw error;
    return false;
  }
});
insist(() => database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy === 0);
database.close();
