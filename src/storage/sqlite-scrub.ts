import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface ScrubSqliteOptions {
  file: string;
  /** How long somebody else may be in the way. */
  boundMs: number;
  signal: AbortSignal;
}

/**
 * Writes a database anew and empties its log, in a thread: about 10 ms a megabyte, in which nobody can write to it.
 * `secure_delete` alone does not do it: when SQLite moves rows from one page to another it leaves their bytes behind in
 * what is free of the old page, and zeroes them only in the new one.
 * @throws when another process reads or writes all the time
 */
export async function scrubSqlite({ file, boundMs, signal }: ScrubSqliteOptions): Promise<void> {
  const worker = new Worker(new URL('scrub-worker.js', import.meta.url), {
    workerData: { file, boundMs },
    execArgv: [],
  });
  try {
    await once(worker, 'exit', { signal });
  } catch (error) {
    throw new Error(`What was deleted could not be wiped from ${file}: ${(error as Error).message}`, { cause: error });
  } finally {
    await worker.terminate();
  }
}
