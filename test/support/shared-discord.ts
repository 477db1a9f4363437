import { Client, Events, type Interaction, type TextChannel } from 'discord.js';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { createDiscord, type Discord, type DiscordOptions } from '../../playground/discord/discord.ts';
import { clientOptions } from './discord-client.ts';

type Handler = (interaction: Interaction) => unknown;

/** One local Discord and one real discord.js, logged in, for all tests of a file; what the bot does is set by each test. */
export function shareDiscord(options: DiscordOptions = {}) {
  let discord: Discord | undefined;
  let client: Client<true> | undefined;
  let handle: Handler = () => {};
  const failures: unknown[] = [];

  async function take(interaction: Interaction): Promise<void> {
    try {
      await handle(interaction);
    } catch (error) {
      failures.push(error);
    }
  }

  beforeAll(async () => {
    discord = await createDiscord({ rateLimits: false, ...options });
    const loggingIn: Client = new Client(clientOptions(discord));
    const ready = new Promise<Client<true>>((resolve) => void loggingIn.once(Events.ClientReady, resolve));
    await loggingIn.login(discord.token);
    client = await ready;
    client.on(Events.InteractionCreate, (interaction) => void take(interaction));
  });
  afterEach(() => {
    handle = () => {};
    expect(failures.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await client?.destroy();
    await discord?.close();
  });

  function needed<Value>(value: Value | undefined): Value {
    if (value === undefined) throw new Error('The local Discord is there inside of tests only.');
    return value;
  }

  return {
    get discord() {
      return needed(discord);
    },
    get client() {
      return needed(client);
    },
    get general() {
      return needed(client).channels.cache.get(needed(discord).channel('general').id) as TextChannel;
    },
    /** What the bot does with interactions from now on, until the test ends. What it throws fails the test. */
    onInteraction(handler: Handler): void {
      handle = handler;
    },
  };
}
