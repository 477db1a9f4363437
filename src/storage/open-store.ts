import { join } from 'node:path';
import type { Logger } from 'pino';
import { OperatorError } from '../errors.ts';
import { lockFolder } from './lock-folder.ts';
import { cannotUse, makeFolder } from './make-folder.ts';
import { openSqliteStore } from './sqlite-store.ts';
import type { Store } from './store.ts';

export interface OpenStoreOptions {
  redisUrl?: string | undefined;
  /** Where SQLite keeps its file when there is no Redis; made if it is missing. */
  dataDir: string;
  log: Logger;
  /** Another process may have the same SQLite folder open; two bots there would answer everything twice. */
  isShared?: boolean;
  signal?: AbortSignal;
}

/**
 * The store that the configuration asks for. Waits for a Redis that is not reachable yet.
 * @throws {OperatorError} when another bot uses the same SQLite folder, the folder cannot be used, or the Redis refuses us.
 */
export async function openStore(options: OpenStoreOptions): Promise<Store & { close(): Promise<void> }> {
  const { redisUrl, dataDir, log, isShared = false, signal } = options;
  if (redisUrl !== undefined) {
    const { openRedisStore } = await import('./redis-store.ts');
    return openRedisStore({ url: redisUrl, log, ...(signal && { signal }) });
  }

  makeFolder(dataDir);
  try {
    return openInFolder(dataDir, isShared);
  } catch (error) {
    throw error instanceof OperatorError ? error : cannotUse(dataDir, error);
  }
}

function openInFolder(folder: string, isShared: boolean): Store & { close(): Promise<void> } {
  const lock = isShared ? undefined : lockFolder(folder);
  try {
    const store = openSqliteStore({ file: join(folder, 'bobbin.sqlite'), hasCheckpointThread: true });
    return {
      ...store,
      async close() {
        store.close();
        lock?.release();
      },
    };
  } catch (error) {
    lock?.release();
    throw error;
  }
}
