import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Events } from 'discord.js';
import { expect, test } from 'vitest';
import { createDiscord, type DiscordOptions } from '../../../playground/discord/discord.ts';
import { snowflakeMs } from '../../../playground/discord/snowflake.ts';
import { logIn, openDiscord } from '../../support/discord-client.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const seed: DiscordOptions['seed'] = {
  channels: ['lobby'],
  people: [
    { name: 'Ann', roles: ['Regular'] },
    { name: 'Max', moderator: true },
    { name: 'New', isNew: true },
  ],
  ageDays: 30,
};

test('people are there from the start, with their roles and the time when they joined', async () => {
  const discord = await openDiscord({ seed });
  const client = await logIn(discord);
  const guild = client.guilds.cache.first();

  const members = await guild?.members.fetch();
  const about = [...(members?.values() ?? [])].map((member) => ({
    name: member.displayName,
    roles: member.roles.cache.map(({ name }) => name).filter((name) => name !== '@everyone'),
    daysHere: Math.round((Date.now() - (member.joinedTimestamp ?? 0)) / 86_400_000),
    daysThere: Math.round((Date.now() - member.user.createdTimestamp) / 86_400_000),
  }));

  expect(about).toEqual([
    { name: 'Owner', roles: [], daysHere: 30, daysThere: 30 },
    { name: 'Ann', roles: ['Regular'], daysHere: 30, daysThere: 30 },
    { name: 'Max', roles: ['Moderator'], daysHere: 30, daysThere: 30 },
    { name: 'New', roles: [], daysHere: 0, daysThere: 0 },
    { name: 'TestBot', roles: ['TestBot'], daysHere: 0, daysThere: 0 },
  ]);
});

test('starting over leaves the application and its commands, and nothing else', async () => {
  const file = join(temporaryFolder(), 'discord.sqlite');
  const discord = await openDiscord({ seed, file });
  const client = await logIn(discord);
  const command = await client.application.commands.create({ name: 'ping', description: 'Pings.' });
  const before = { guild: discord.guild, token: discord.token, channel: discord.channel('lobby').id };
  const data = Buffer.from('the-secret-of-the-file');
  await discord
    .person('Zoe')
    .post(before.channel, 'the-secret-of-the-post', { attachments: [{ name: 'a.txt', data }] });
  const left = new Promise((resolve) => void client.once(Events.GuildDelete, resolve));
  const joined = new Promise((resolve) => void client.once(Events.GuildCreate, resolve));

  discord.startOver();
  await Promise.all([left, joined]);

  const { guild, token } = discord;
  expect(token).toBe(before.token);
  expect(guild.id).not.toBe(before.guild.id);
  expect(client.guilds.cache.map(({ id }) => id)).toEqual([guild.id]);
  expect(discord.channelIds()).toEqual([discord.channel('lobby').id]);
  expect(discord.channelIds()).not.toContain(before.channel);
  expect(() => discord.channel(before.channel)).toThrow('Unknown Channel');
  expect([...(await client.application.commands.fetch()).keys()]).toEqual([command.id]);
  const people = (await (await fetch(`${discord.url}/playground/people`)).json()) as { global_name: string }[];
  expect(people.map(({ global_name: name }) => name)).toEqual(['Owner', 'Ann', 'Max', 'New']);
  const bytes = ['', '-wal'].map((end) => readFileSync(`${file}${end}`, 'latin1')).join('');
  expect(bytes).toContain('lobby');
  expect(bytes).not.toMatch(/the-secret-of-the-(?:file|post)|Zoe/);
});

test('after it bots and people talk as before, and a file keeps the new world', async () => {
  const file = join(temporaryFolder(), 'discord.sqlite');
  const discord = await createDiscord({ seed, file });
  const client = await logIn(discord);
  client.on(Events.MessageCreate, (message) => void (message.author.bot || message.reply('heard')));

  discord.startOver();
  const { id } = discord.channel('lobby');
  await discord.person('Ann').post(id, 'hello');
  await discord.until(() => discord.messages(id)[1], { what: 'an answer' });
  await client.destroy();
  const guildId = discord.guild.id;
  await discord.close();

  const again = await openDiscord({ file });
  expect(again.guild.id).toBe(guildId);
  expect(again.messages(id).map(({ content }) => content)).toEqual(['hello', 'heard']);
  expect(snowflakeMs(id)).toBeGreaterThan(Date.now() - 60_000);
});

test('pages are told, and their streams end', async () => {
  const discord = await openDiscord({ seed });
  const events = await fetch(`${discord.url}/playground/people/Ann/events`);

  const text = events.text();
  discord.startOver();

  expect(await text).toMatch(/\ndata: {"type":"STARTED_OVER","data":{}}\n\n$/);
});
