import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { openRedisStore } from '../../src/storage/redis-store.ts';
import { openSqliteStore } from '../../src/storage/sqlite-store.ts';
import type { Store } from '../../src/storage/store.ts';
import { redisIsMissing, startRedis } from './redis.ts';
import { temporaryFolder } from './temporary.ts';

export interface StoreKind {
  readonly name: 'SQLite' | 'Redis';
  /** An opener of stores on the same data, as several processes would hold them; all closed when the test ends. */
  prepare(): Promise<Opener>;
}

/** Opens a store on the same data again; another process can do so, too, by what it is told. */
export type Opener = (() => Promise<Store>) & { readonly where: { readonly file: string } | { readonly url: string } };

const kinds: StoreKind[] = [
  {
    name: 'SQLite',
    async prepare() {
      const file = join(temporaryFolder(), 'bobbin.sqlite');
      const open = async () => {
        const store = openSqliteStore({ file });
        onTestFinished(() => store.close());
        return store;
      };
      return Object.assign(open, { where: { file } });
    },
  },
  {
    name: 'Redis',
    async prepare() {
      const server = await startRedis();
      onTestFinished(() => server.stop());
      const open = async () => {
        const store = await openRedisStore({ url: server.url, log: pino({ level: 'silent' }) });
        onTestFinished(() => store.close());
        return store;
      };
      return Object.assign(open, { where: { url: server.url } });
    },
  },
];

/** Every kind of store that this machine can test; `redis.ts` says loudly what is missing. */
export const storeKinds: readonly StoreKind[] = kinds.filter(({ name }) => name !== 'Redis' || !redisIsMissing);

/** A key that no other test uses, also on a Redis that many runs share. */
export function uniqueKey(name: string): string {
  return `${name}/${randomUUID()}`;
}
