import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import type { Conversations } from '../../src/conversation/conversations.ts';
import { createDiscordClient } from '../../src/discord/client.ts';
import type { CommandServices } from '../../src/discord/command-context.ts';
import { connect } from '../../src/discord/connect.ts';
import { createGateway } from '../../src/discord/gateway.ts';
import { createSurface } from '../../src/discord/surface.ts';
import { StoreAwayError } from '../../src/conversation/store-away.ts';
import type { Post } from '../../src/conversation/post.ts';
import { effectiveSettings } from '../../src/server-settings/effective.ts';
import { NO_OPERATOR_SETTINGS } from '../../src/server-settings/operator-file.ts';
import { textsIn } from '../../src/texts/texts.ts';
import { impatient, startDiscord, untilAnswers } from '../support/bot.ts';

const english = textsIn();

/** A gateway on a local Discord whose conversations are the test's; everything that is stored is in a map. */
async function setUp(conversations: Partial<Conversations>, options: { maxHeld?: number } = {}) {
  const discord = await startDiscord();
  const client = createDiscordClient({ apiUrl: discord.apiUrl, cdnUrl: `${discord.url}/cdn` });
  onTestFinished(() => client.destroy());
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line) => void lines.push(line) });
  const kept = new Map<string, unknown>();
  const stub = {
    memoryOf: async () => 'none',
    newestPosts: async () => [],
    activeSince: async () => [],
    placeMissing: async () => undefined,
    ...conversations,
  } as unknown as Conversations;
  const gateway = createGateway({
    client,
    conversations: stub,
    services: {
      conversations: stub,
      settings: { recent: async () => effectiveSettings({}, NO_OPERATOR_SETTINGS), peek: () => undefined },
      logChannel: { tell: () => undefined },
      log,
    } as unknown as CommandServices,
    surface: createSurface(client, log),
    commands: new Map(),
    store: {
      getMany: async <Stored>(keys: readonly string[]) => keys.map((key) => kept.get(key) as Stored | undefined),
      async commit(writes) {
        for (const [key, value] of Object.entries(writes)) kept.set(key, value);
        return true;
      },
    },
    log,
    catchUpHours: 24,
    sleep: impatient,
    ...options,
  });
  onTestFinished(() => gateway.stopListening(0));
  gateway.listen();
  const { signal } = new AbortController();
  await connect(client, { token: discord.token, log, signal, onFatal: () => undefined });
  return { discord, logged: (text: string) => lines.some((line) => line.includes(text)) };
}

test('a post that cannot be taken in is apologised for where it would have been answered', async () => {
  const { discord } = await setUp({ take: () => Promise.reject(new Error('a mistake of ours')) });
  const channelId = discord.channel('general').id;

  const post = await discord.person('Ada').post(channelId, `<@${discord.bot.id}> hello`);

  const [apology] = await untilAnswers(discord, channelId, 1);
  expect(apology?.content).toBe(english('answers.somethingWentWrong'));
  expect(apology?.message_reference?.message_id).toBe(post.id);
});

test('what is too much to be held while the store is away is read again from Discord, in order', async () => {
  const taken: string[] = [];
  let isAway = true;
  const take = async ({ id, text }: Post) => {
    if (isAway) throw new StoreAwayError('away');
    if (!taken.includes(`${id} ${text}`)) taken.push(`${id} ${text}`);
  };
  const { discord, logged } = await setUp({ take }, { maxHeld: 3 });
  const channelId = discord.channel('general').id;
  const ada = discord.person('Ada');
  const posts = [];
  for (let index = 0; index < 10; index += 1) {
    posts.push(await ada.post(channelId, `<@${discord.bot.id}> number ${index}`));
  }
  await expect.poll(() => logged('too many posts wait in memory'), { timeout: 20_000 }).toBe(true);

  isAway = false;

  await expect.poll(() => taken.length, { timeout: 20_000 }).toBe(10);
  expect(taken).toEqual(posts.map(({ id }, index) => `${id} number ${index}`));
});
