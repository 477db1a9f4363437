import { Events } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { createDiscordClient } from '../../src/discord/client.ts';
import { startDiscord } from '../support/bot.ts';

test('remembers itself, channels and roles, and nothing that grows with what people write', async () => {
  const discord = await startDiscord({ rateLimits: false });
  const client = createDiscordClient({ apiUrl: discord.apiUrl, cdnUrl: `${discord.url}/cdn` });
  onTestFinished(() => client.destroy());
  let seen = 0;
  client.on(Events.MessageCreate, () => (seen += 1));
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  await ready;

  for (let index = 0; index < 100; index += 1) {
    const person = discord.person(`Person ${index}`);
    await person.post(discord.channel('general').id, `post ${index}`);
    const thread = await person.startThread(discord.channel('general').id, { name: `thread ${index % 5}` });
    await person.post(thread.id, 'inside');
  }
  await expect.poll(() => seen).toBeGreaterThanOrEqual(200);

  const guild = client.guilds.cache.get(discord.guild.id);
  const channels = [...client.channels.cache.values()];
  expect(guild?.members.me?.id).toBe(discord.bot.id);
  expect(guild?.members.cache.size).toBeLessThanOrEqual(11);
  expect(client.users.cache.size).toBeLessThanOrEqual(11);
  for (const channel of channels) {
    if (channel.isTextBased()) expect(channel.messages.cache.size).toBe(0);
    if (channel.isThread()) expect(channel.members.cache.size).toBeLessThanOrEqual(1);
  }
});
