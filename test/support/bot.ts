import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { MessageType } from 'discord-api-types/v10';
import { onTestFinished } from 'vitest';
import { createDiscord } from '../../playground/discord/discord.ts';
import { readConfig } from '../../src/config.ts';
import type { OperatorError } from '../../src/errors.ts';
import { createLog } from '../../src/log.ts';
import { type BobbinOptions, startBobbin } from '../../src/main.ts';
import { startRedis } from './redis.ts';
import { temporaryFolder } from './temporary.ts';

export type Discord = Awaited<ReturnType<typeof createDiscord>>;

/** Waits a twentieth of the time: for tests of what is tried again. */
export const impatient: typeof delay = (ms, value, options) => delay((ms ?? 0) / 20, value, options);

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
  /** Where its engine is served, if the settings ask for that. */
  readonly engineUrl?: string;
}

/** The real bot with these settings, logged in, its commands registered; stopped when the test ends. */
export async function startBot(
  discord: Discord,
  settings: Record<string, string>,
  timing: Pick<BobbinOptions, 'sleep' | 'modelIdleTimeoutMs'> = {},
): Promise<BotUnderTest> {
  const bot = await runBot(discord, settings, timing);
  onTestFinished(() => bot.stop(0));
  return bot;
}

/** The same for all tests of a file, which stop it themselves. */
export async function runBot(
  discord: Discord,
  settings: Record<string, string>,
  timing: Pick<BobbinOptions, 'sleep' | 'modelIdleTimeoutMs'> = {},
): Promise<BotUnderTest> {
  const config = readConfig({
    DISCORD_API_URL: discord.apiUrl,
    DISCORD_CDN_URL: `${discord.url}/cdn`,
    DISCORD_TOKEN: discord.token,
    ...settings,
  });
  const logged: Record<string, unknown>[] = [];
  const fatal: OperatorError[] = [];
  const destination = { write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) };
  const starting = new AbortController();
  const bobbin = await startBobbin({
    config: { ...config, discord: { ...config.discord, token: config.discord.token ?? '' } },
    log: createLog({ level: 'debug', destination }),
    signal: starting.signal,
    onFatal: (error) => fatal.push(error),
    ...timing,
  });
  let stopping: Promise<void> | undefined;
  const stop = (boundMs = 5_000) => (stopping ??= bobbin.close(boundMs));
  const isRegistered = () => logged.some(({ msg }) => String(msg).startsWith('commands '));
  try {
    await discord.until(() => isRegistered() || undefined, { what: 'registered commands', timeoutMs: 20_000 });
  } catch (error) {
    await stop(0);
    throw error;
  }
  return { logged, fatal, stop, ...(bobbin.engine && { engineUrl: bobbin.engine.url }) };
}

/** The bot's messages in a channel, oldest first; none in a thread that does not exist (yet). */
export function answersIn(discord: Discord, channelId: string) {
  return discord.messages(channelId).filter(({ author, type }) => author.id === discord.bot.id && isWritten(type));
}

/** Waits until the bot has written `count` messages there, and answers with them. */
export async function untilAnswers(discord: Discord, channelId: string, count: number) {
  const enough = () => {
    const answers = answersIn(discord, channelId);
    return answers.length >= count ? answers : undefined;
  };
  return discord.until(enough, { what: `${count} answers in ${channelId}`, timeoutMs: 20_000 });
}

/** The role that Discord gave the bot itself. */
export async function ownRoleId(discord: Discord): Promise<string> {
  const response = await fetch(`${discord.apiUrl}/v10/guilds/${discord.guild.id}/roles`, {
    headers: { authorization: `Bot ${discord.token}` },
  });
  const roles = (await response.json()) as { id: string; tags?: { bot_id?: string } }[];
  const own = roles.find(({ tags }) => tags?.bot_id === discord.bot.id);
  if (!own) throw new Error('The bot has no role of its own.');
  return own.id;
}

function isWritten(type: MessageType): boolean {
  return type === MessageType.Default || type === MessageType.Reply;
}
