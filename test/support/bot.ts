import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createDiscord } from '../../playground/discord/discord.ts';
import { readConfig } from '../../src/config.ts';
import type { OperatorError } from '../../src/errors.ts';
import { createLog } from '../../src/log.ts';
import { startBobbin } from '../../src/main.ts';
import { startRedis } from './redis.ts';
import { temporaryFolder } from './temporary.ts';

export type Discord = Awaited<ReturnType<typeof createDiscord>>;

/** Where a bot under test keeps its state, as settings. */
export interface Place {
  readonly name: 'SQLite' | 'Redis';
  prepare(): Promise<Record<string, string>>;
}

export const sqlitePlace: Place = {
  name: 'SQLite',
  prepare: async () => ({ DATA_DIR: join(temporaryFolder(), 'data') }),
};

export const redisPlace: Place = {
  name: 'Redis',
  async prepare() {
    const server = await startRedis();
    onTestFinished(() => server.stop());
    return { REDIS_URL: server.url, DATA_DIR: temporaryFolder() };
  },
};

/** A local Discord that goes when the test ends. */
export async function startDiscord(options: Parameters<typeof createDiscord>[0] = {}): Promise<Discord> {
  const discord = await createDiscord(options);
  onTestFinished(() => discord.close());
  return discord;
}

export interface BotUnderTest {
  /** What it logged, parsed. */
  readonly logged: Record<string, unknown>[];
  readonly fatal: OperatorError[];
  stop(boundMs?: number): Promise<void>;
}

/** The real bot with these settings, logged in to the local Discord; stopped when the test ends. */
export async function startBot(discord: Discord, settings: Record<string, string>): Promise<BotUnderTest> {
  const config = readConfig({ DISCORD_API_URL: discord.apiUrl, DISCORD_TOKEN: discord.token, ...settings });
  const logged: Record<string, unknown>[] = [];
  const fatal: OperatorError[] = [];
  const destination = { write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) };
  const starting = new AbortController();
  const bobbin = await startBobbin({
    config: { ...config, discord: { ...config.discord, token: config.discord.token ?? '' } },
    log: createLog({ level: 'debug', destination }),
    signal: starting.signal,
    onFatal: (error) => fatal.push(error),
  });
  let stopping: Promise<void> | undefined;
  const stop = (boundMs = 5_000) => (stopping ??= bobbin.close(boundMs));
  onTestFinished(() => stop(0));
  return { logged, fatal, stop };
}

/** The bot's messages in a channel, oldest first. */
export async function answersIn(discord: Discord, channelId: string) {
  return (await discord.messages(channelId)).filter(
    (message) => message.author.id === discord.bot.id && message.type !== 21,
  );
}

/** Waits until the bot has written `count` messages there, and answers with them. */
export async function untilAnswers(discord: Discord, channelId: string, count: number) {
  return discord.until(
    async () => {
      const answers = await answersIn(discord, channelId);
      return answers.length >= count && answers;
    },
    { what: `${count} answers in ${channelId}` },
  );
}
