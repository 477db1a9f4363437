import { createClient } from '@keyv/redis';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { openStore } from '../../src/storage/open-store.ts';
import type { Store } from '../../src/storage/store.ts';
import { filesWith } from './files-of.ts';
import { redisIsMissing, startOwnRedis } from './redis.ts';
import { temporaryFolder } from './temporary.ts';

export interface KeptStore {
  readonly store: Store;
  /** The files and the Redis keys in which this text is. */
  tracesOf(text: string): Promise<string[]>;
}

const log = pino({ level: 'silent' });

/** In a SQLite file. */
export const keptSqlite = {
  name: 'SQLite',
  async open(): Promise<KeptStore> {
    const dataDir = temporaryFolder();
    const store = await openStore({ dataDir, log });
    onTestFinished(() => store.close());
    return { store, tracesOf: async (text) => filesWith(dataDir, text) };
  },
};

const keptRedis = {
  name: 'Redis',
  async open(): Promise<KeptStore> {
    const dir = temporaryFolder();
    const server = await startOwnRedis(undefined, { dir, appendonly: 'yes', save: '3600 1', rdbcompression: 'no' });
    onTestFinished(() => server.stop());
    const store = await openStore({ redisUrl: server.url, dataDir: dir, log });
    onTestFinished(() => store.close());
    const client = await createClient({ url: server.url }).connect();
    onTestFinished(() => client.destroy());
    return {
      store,
      async tracesOf(text) {
        const found = filesWith(dir, text);
        for (const key of await client.keys('*')) {
          const isSet = (await client.type(key)) === 'zset';
          const value = isSet ? (await client.zRange(key, 0, -1)).join('\n') : await client.get(key);
          if (`${key}\n${value}`.includes(text)) found.push(key);
        }
        return found;
      },
    };
  },
};

/** Stores with everything on disk, in a folder of their own, that can be searched for a text byte for byte. */
export const keptStores = redisIsMissing ? [keptSqlite] : [keptSqlite, keptRedis];
