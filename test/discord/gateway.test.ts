import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import type { Conversations } from '../../src/conversation/conversations.ts';
import { createDiscordClient } from '../../src/discord/client.ts';
import { connect } from '../../src/discord/connect.ts';
import { createGateway } from '../../src/discord/gateway.ts';
import { createSurface } from '../../src/discord/surface.ts';
import { texts } from '../../src/texts.ts';
import { impatient, startDiscord, untilAnswers } from '../support/bot.ts';

test('a post that cannot be taken in is apologised for where it would have been answered', async () => {
  const discord = await startDiscord();
  const client = createDiscordClient({ apiUrl: discord.apiUrl, cdnUrl: `${discord.url}/cdn` });
  onTestFinished(() => client.destroy());
  const log = pino({ level: 'silent' });
  const failing = {
    memoryOf: async () => 'none',
    take: () => Promise.reject(new Error('a mistake of ours')),
    newestPosts: async () => [],
    activeSince: async () => [],
    placeGone: async () => undefined,
  } as unknown as Conversations;
  const gateway = createGateway({
    client,
    conversations: failing,
    surface: createSurface(client, log),
    commands: new Map(),
    store: { getMany: async () => [], commit: async () => true },
    log,
    catchUpHours: 24,
    sleep: impatient,
  });
  gateway.listen();
  const { signal } = new AbortController();
  await connect(client, { token: discord.token, log, signal, onFatal: () => undefined });

  const channelId = discord.channel('general').id;
  const post = await discord.person('Ada').post(channelId, `<@${discord.bot.id}> hello`);

  const [apology] = await untilAnswers(discord, channelId, 1);
  expect(apology?.content).toBe(texts.somethingWentWrong);
  expect(apology?.message_reference?.message_id).toBe(post.id);
});
