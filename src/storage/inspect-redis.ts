import { createClient } from '@keyv/redis';

/** What a Redis server says of itself. */
export interface RedisFacts {
  readonly version: string;
  /** Whether what it keeps is still there after its restart; `undefined` when it does not say. */
  readonly isPersistent: boolean | undefined;
  /** What it throws away when it is full; `noeviction` is nothing. */
  readonly evictionPolicy: string | undefined;
}

const PROBE = 'bobbin:doctor';
const PROBE_SECONDS = 10;

/**
 * Looks at a Redis, and whether it can be written to. Does not wait for one that is not there: rejects with the client's
 * error, or with what the server answers.
 */
export async function inspectRedis(url: string, signal: AbortSignal): Promise<RedisFacts> {
  const client = createClient({ url, socket: { connectTimeout: 5_000, reconnectStrategy: false } });
  client.on('error', () => undefined); // the calls reject with it
  const giveUp = () => client.destroy();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    await client.connect();
    await client.set(PROBE, '1', { EX: PROBE_SECONDS });
    const info = await client.info();
    // Managed servers refuse this one.
    const save = await client.configGet('save').catch(() => undefined);
    const hasSnapshots = save === undefined ? undefined : (save['save'] ?? '') !== '';
    return {
      version: field(info, 'redis_version') ?? 'of an unknown version',
      isPersistent: field(info, 'aof_enabled') === '1' ? true : hasSnapshots,
      evictionPolicy: field(info, 'maxmemory_policy'),
    };
  } finally {
    signal.removeEventListener('abort', giveUp);
    if (client.isOpen) client.destroy();
  }
}

function field(info: string, name: string): string | undefined {
  return new RegExp(`^${name}:(.*?)\r?$`, 'm').exec(info)?.[1];
}
