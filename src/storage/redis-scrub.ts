import { setTimeout as delay } from 'node:timers/promises';
import type { Scrubbed } from './store.ts';

/** What Redis answers to a command that this user may not give, or that the server does not have (most that are rented). */
const REFUSAL = /^(?:NOPERM|ERR unknown command|ERR .*\bnot (?:allowed|permitted|supported|available))/i;
/** Another one, begun too early to count, is at it. */
const IN_PROGRESS = /in progress|another child process/i;
const POLL_MS = 50;
/** Time enough for some gigabytes. */
const BOUND_MS = 120_000;

/** A Redis server, as far as it keeps files. */
export interface RedisFiles {
  /** What `INFO persistence` says. https://redis.io/docs/latest/commands/info/ */
  persistence(): Promise<Readonly<Record<string, string>>>;
  /** The setting `save`: when the server takes snapshots by itself, empty for never. */
  snapshots(): Promise<string | undefined>;
  /** Both begin it and do not wait for its end. */
  rewriteLog(): Promise<unknown>;
  takeSnapshot(): Promise<unknown>;
}

/**
 * Has Redis write its append-only file anew, and a new snapshot over the old one, where it keeps them.
 * @throws when it does not come to an end within two minutes, or fails
 */
export async function scrubRedis(redis: RedisFiles): Promise<Scrubbed> {
  const endMs = performance.now() + BOUND_MS;

  async function untilIdle(): Promise<Readonly<Record<string, string>>> {
    for (;;) {
      const now = await redis.persistence();
      const isBusy =
        now['aof_rewrite_in_progress'] === '1' ||
        now['aof_rewrite_scheduled'] === '1' ||
        now['rdb_bgsave_in_progress'] === '1';
      if (!isBusy) return now;
      if (performance.now() > endMs) throw new Error('Redis has not written its files anew in time.');
      await delay(POLL_MS);
    }
  }

  /** One that was begun before may hold what was deleted meanwhile, so it is waited for, and does not count. */
  async function inBackground(begin: () => Promise<unknown>, status: string): Promise<void> {
    for (;;) {
      await untilIdle();
      try {
        await begin();
        break;
      } catch (error) {
        if (!IN_PROGRESS.test((error as Error).message)) throw error;
      }
    }
    const { [status]: outcome } = await untilIdle();
    if (outcome !== undefined && outcome !== 'ok') throw new Error(`Redis could not write its files anew: ${outcome}`);
  }

  async function keepsSnapshots(): Promise<boolean> {
    try {
      if ((await redis.snapshots()) !== '') return true;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return true; // it will not say
    }
    return Number((await redis.persistence())['rdb_saves'] ?? 0) > 0;
  }

  try {
    if ((await redis.persistence())['aof_enabled'] === '1') {
      await inBackground(() => redis.rewriteLog(), 'aof_last_bgrewrite_status');
    }
    if (await keepsSnapshots()) await inBackground(() => redis.takeSnapshot(), 'rdb_last_bgsave_status');
    return 'done';
  } catch (error) {
    if (isRefusal(error)) return 'refused';
    throw error;
  }
}

/** The lines `name:value` of an answer to INFO. */
export function fieldsOf(info: string): Record<string, string> {
  return Object.fromEntries([...info.matchAll(/^(\w+):(.*?)\r?$/gm)].map(([, name = '', value = '']) => [name, value]));
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && REFUSAL.test(error.message);
}
