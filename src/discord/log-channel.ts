import { setTimeout as delay } from 'node:timers/promises';
import { type Client, Routes } from 'discord.js';
import type { Logger } from 'pino';
import type { ServerSettingsKeeper } from '../server-settings/server-settings.ts';
import { type TextKey, textsIn, type TextValues } from '../texts/texts.ts';

export interface LogChannelOptions {
  client: Client;
  settings: Pick<ServerSettingsKeeper, 'recent'>;
  log: Logger;
  sleep?: typeof delay;
}

/** Tells the moderators of a server what concerns them, in the channel that they have chosen. */
export type LogChannel = ReturnType<typeof createLogChannel>;

/** Lines that come within this time are one message. */
const GATHER_MS = 1_000;
const MAX_LENGTH = 2_000;
/** Beyond so many waiting lines they are only counted. */
const MAX_WAITING = 200;

export function createLogChannel({ client, settings, log, sleep = delay }: LogChannelOptions) {
  const waiting = new Map<string, { lines: string[]; dropped: number }>();

  async function send(serverId: string): Promise<void> {
    await sleep(GATHER_MS, undefined, { ref: false });
    const say = sayerOf(serverId);
    for (;;) {
      const kept = waiting.get(serverId);
      if (!kept || kept.lines.length === 0) break; // in the same turn as the end below, so no line comes in between
      const { logChannelId } = await settings.recent(serverId);
      if (logChannelId === undefined) break;
      const body = { content: gather(kept.lines), allowed_mentions: { parse: [] } };
      await client.rest.post(Routes.channelMessages(logChannelId), { body });
      if (kept.lines.length > 0 || kept.dropped === 0) continue;
      kept.lines.push(say('log.more', { count: kept.dropped }));
      kept.dropped = 0;
    }
    waiting.delete(serverId);
  }

  function sayerOf(serverId: string) {
    return textsIn(client.guilds.cache.get(serverId)?.preferredLocale);
  }

  return {
    /** Never rejects and does not wait: what it is about must not depend on it. */
    tell(serverId: string, key: TextKey, values: TextValues = {}): void {
      const line = sayerOf(serverId)(key, values);
      const kept = waiting.get(serverId);
      if (kept) {
        if (kept.lines.length < MAX_WAITING) kept.lines.push(line);
        else kept.dropped += 1;
        return;
      }
      waiting.set(serverId, { lines: [line], dropped: 0 });
      send(serverId).catch((error: unknown) => {
        waiting.delete(serverId);
        log.warn({ serverId, err: error }, 'log channel could not be told');
      });
    },
  };
}

/** Takes as many lines as one message holds. */
function gather(lines: string[]): string {
  let text = (lines.shift() ?? '').slice(0, MAX_LENGTH);
  while (lines[0] !== undefined && text.length + 1 + lines[0].length <= MAX_LENGTH) text += `\n${lines.shift()}`;
  return text;
}
