import { Client, type ClientOptions, Events, GatewayIntentBits, Partials } from 'discord.js';
import { onTestFinished } from 'vitest';
import { createDiscord, type Discord, type DiscordOptions } from '../../playground/discord/discord.ts';
import { leave } from '../../src/discord/leave.ts';

/** A Discord that is still broken when a test ends is not waited for longer. */
const LEAVING_MS = 1_000;

const ALL_INTENTS = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMembers,
  GatewayIntentBits.GuildModeration,
  GatewayIntentBits.GuildExpressions,
  GatewayIntentBits.GuildWebhooks,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.GuildMessageReactions,
  GatewayIntentBits.GuildMessageTyping,
  GatewayIntentBits.GuildMessagePolls,
  GatewayIntentBits.DirectMessages,
  GatewayIntentBits.MessageContent,
];

/** A local Discord that goes when the test ends. */
export async function openDiscord(options: DiscordOptions = {}): Promise<Discord> {
  const discord = await createDiscord(options);
  onTestFinished(() => discord.close());
  return discord;
}

/** What the real discord.js needs to know to reach this Discord. */
export function clientOptions(discord: Discord, options: Partial<ClientOptions> = {}): ClientOptions {
  return {
    intents: ALL_INTENTS,
    partials: [Partials.Channel, Partials.Message, Partials.Reaction],
    ...options,
    rest: { api: discord.apiUrl, ...options.rest },
    // Without this, identifying a second time takes five seconds.
    ws: { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => {} }) },
  };
}

/** The real discord.js, not logged in, that says good-bye when the test ends. */
export function makeClient(discord: Discord, options: Partial<ClientOptions> = {}): Client {
  const client = new Client(clientOptions(discord, options));
  onTestFinished(() => leave(client, LEAVING_MS));
  return client;
}

/** The real discord.js, logged in and ready. */
export async function logIn(discord: Discord, options: Partial<ClientOptions> = {}): Promise<Client<true>> {
  const client = makeClient(discord, options);
  const ready = new Promise<Client<true>>((resolve) => void client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  return ready;
}

/** Collects what an event brings; read it after `discord.until`. */
export function collect<Value>(listen: (add: (value: Value) => void) => void): Value[] {
  const values: Value[] = [];
  listen((value) => void values.push(value));
  return values;
}
