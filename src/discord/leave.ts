import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { type Client, Events, Status } from 'discord.js';

const CONNECTING: readonly Status[] = [Status.Connecting, Status.Identifying, Status.Resuming, Status.Reconnecting];

/**
 * Says good-bye to Discord, and waits no longer than `boundMs` for it. discord.js, told so while it connects, may never
 * resolve, and may connect once more half a second later; so a connection that is being made is waited for.
 */
export async function leave(client: Client, boundMs: number): Promise<void> {
  const ended = new AbortController();
  const bound = delay(boundMs, undefined, { signal: ended.signal }).catch(() => undefined);
  await Promise.race([bound, untilConnected(client, ended.signal).catch(() => undefined)]);
  await Promise.race([bound, client.destroy()]);
  ended.abort();
}

async function untilConnected(client: Client, signal: AbortSignal): Promise<void> {
  while (client.ws.shards.some(({ status }) => CONNECTING.includes(status)))
    await Promise.race([once(client, Events.ShardReady, { signal }), once(client, Events.ShardResume, { signal })]);
}
