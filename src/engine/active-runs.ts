import type { Store } from '../storage/store.ts';
import type { Transaction } from '../storage/transact.ts';

/** Many small lists, so that runs that begin at the same time seldom write to the same one. */
const SHARDS = 32;

type Shard = Readonly<Record<string, string>>;

/** Where the runs are that have not ended, so that those of a dead process are found without anybody asking for them. */
export function createActiveRuns(store: Store, namespace: string) {
  const key = (shard: number) => `${namespace}/active/${shard}`;
  const keyOf = (runId: string) =>
    key(Array.from(runId).reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % SHARDS);

  return {
    async add(transaction: Transaction, runId: string, threadId: string): Promise<void> {
      transaction.set(keyOf(runId), { ...(await transaction.get<Shard>(keyOf(runId))), [runId]: threadId });
    },

    async remove(transaction: Transaction, runId: string): Promise<void> {
      const { [runId]: found, ...rest } = (await transaction.get<Shard>(keyOf(runId))) ?? {};
      if (found === undefined) return;
      transaction.set(keyOf(runId), Object.keys(rest).length > 0 ? rest : undefined);
    },

    /** The ids of each run and its thread. */
    async list(): Promise<(readonly [runId: string, threadId: string])[]> {
      const shards = await store.getMany<Shard>(Array.from({ length: SHARDS }, (_, index) => key(index)));
      return shards.flatMap((shard) => Object.entries(shard ?? {}));
    },
  };
}
