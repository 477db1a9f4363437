import { randomUUID } from 'node:crypto';
import type { Store } from '../storage/store.ts';
import { transact } from '../storage/transact.ts';
import type { ServerSettings } from './settings.ts';

/** Settings that a moderator has shown and not confirmed yet. */
export interface PendingImport {
  readonly id: string;
  readonly personId: string;
  /** What was set when they saw what would change. */
  readonly before: ServerSettings;
  readonly after: ServerSettings;
  readonly atMs: number;
}

export interface PendingImportsOptions {
  store: Store;
  now?: () => number;
}

/** Imports that wait for a click, kept in the store so that the buttons work after a restart. */
export type PendingImports = ReturnType<typeof createPendingImports>;

const MAX_AGE_MS = 60 * 60_000;
/** Of a server; the oldest gives way. */
const MAX_PENDING = 10;

export function createPendingImports({ store, now = Date.now }: PendingImportsOptions) {
  const key = (serverId: string) => `settings-imports/${serverId}`;
  const fresh = (all: readonly PendingImport[] = []) => all.filter(({ atMs }) => now() - atMs < MAX_AGE_MS);

  return {
    /** Keeps one for an hour. */
    async keep(
      serverId: string,
      { before, after, personId }: Omit<PendingImport, 'id' | 'atMs'>,
    ): Promise<PendingImport> {
      const pending: PendingImport = { id: randomUUID(), personId, before, after, atMs: now() };
      await transact(store, async (transaction) => {
        const all = fresh(await transaction.get<PendingImport[]>(key(serverId)));
        transaction.set(key(serverId), [...all, pending].slice(-MAX_PENDING));
      });
      return pending;
    },

    /** `undefined` when it is too old, or was taken back or done already. */
    async find(serverId: string, id: string): Promise<PendingImport | undefined> {
      return fresh(await store.get<PendingImport[]>(key(serverId))).find((one) => one.id === id);
    },

    /** It is done or not wanted any more. */
    async drop(serverId: string, id: string): Promise<void> {
      await transact(store, async (transaction) => {
        const left = fresh(await transaction.get<PendingImport[]>(key(serverId))).filter((one) => one.id !== id);
        transaction.set(key(serverId), left.length > 0 ? left : undefined);
      });
    },
  };
}
