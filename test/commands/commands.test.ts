import { expect, test } from 'vitest';
import { startBot, startDiscord, sqlitePlace } from '../support/bot.ts';

test('commands are registered when they differ, and left alone when they do not', async () => {
  const discord = await startDiscord();
  const settings = await sqlitePlace.prepare();
  const bot = await startBot(discord, settings);
  const registrations = () =>
    discord.requests.filter(({ method, path }) => method === 'PUT' && path.includes('/commands'));
  expect(registrations()).toHaveLength(1);
  await bot.stop();

  await startBot(discord, settings);

  expect(registrations()).toHaveLength(1);
});
