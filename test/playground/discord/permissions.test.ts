import {
  type APIOverwrite,
  type Client,
  Events,
  OverwriteType,
  PermissionFlagsBits as Flags,
  type TextChannel,
} from 'discord.js';
import { expect, test } from 'vitest';
import type { Discord } from '../../../playground/discord/discord.ts';
import { collect, logIn, openDiscord } from '../../support/discord-client.ts';

async function start(): Promise<{ discord: Discord; client: Client<true>; general: TextChannel }> {
  const discord = await openDiscord({ rateLimits: false });
  const client = await logIn(discord);
  const general = client.channels.cache.get(discord.channel('general').id) as TextChannel;
  return { discord, client, general };
}

function overwrite(id: string, type: OverwriteType, bits: { allow?: bigint; deny?: bigint }): APIOverwrite {
  return { id, type, allow: String(bits.allow ?? 0n), deny: String(bits.deny ?? 0n) };
}

/** Takes permissions from the bot in a channel. */
function deny(discord: Discord, channelId: string, bits: bigint): void {
  discord.setOverwrites(channelId, [overwrite(discord.bot.id, OverwriteType.Member, { deny: bits })]);
}

test('a channel that the bot may not look into is 50001, and silent', async () => {
  const { discord, client, general } = await start();
  const posts = collect<string>((add) => client.on(Events.MessageCreate, ({ content }) => add(content)));
  const help = discord.channel('help').id;
  const ada = discord.person('Ada');
  deny(discord, general.id, Flags.ViewChannel);

  await ada.post(general.id, 'hidden');
  await ada.post(help, 'open');
  await discord.until(() => posts.includes('open'));

  expect(posts).toEqual(['open']);
  await expect(general.send('x')).rejects.toMatchObject({ code: 50001, status: 403 });
  await expect(general.fetch(true)).rejects.toMatchObject({ code: 50001 });
  await expect(general.messages.fetch()).rejects.toMatchObject({ code: 50001 });
  expect(general.viewable).toBe(false);
});

test('a bot that may look again is told of the threads', async () => {
  const { discord, client, general } = await start();
  const synced = collect<string[]>((add) => client.on(Events.ThreadListSync, (threads) => add([...threads.keys()])));
  deny(discord, general.id, Flags.ViewChannel);
  const thread = await discord.person('Ada').startThread(general.id, { name: 'meanwhile' });

  discord.setOverwrites(general.id, []);
  await discord.until(() => synced.length === 1);

  expect(synced).toEqual([[thread.id]]);
});

test('posting in a thread needs its own permission; that of channels has no effect', async () => {
  const { discord, general } = await start();
  const thread = await general.threads.create({ name: 'chat' });

  deny(discord, general.id, Flags.SendMessages);
  await expect(general.send('x')).rejects.toMatchObject({ code: 50013 });
  await expect(thread.send('x')).resolves.toBeDefined();
  deny(discord, general.id, Flags.SendMessagesInThreads);
  await expect(general.send('x')).resolves.toBeDefined();
  await expect(thread.send('x')).rejects.toMatchObject({ code: 50013 });
});

test.each([
  {
    name: 'starting a thread',
    bit: Flags.CreatePublicThreads,
    act: (channel: TextChannel) => channel.threads.create({ name: 'x' }),
  },
  {
    name: 'attaching a file',
    bit: Flags.AttachFiles,
    act: (channel: TextChannel) => channel.send({ files: [Buffer.from('x')] }),
  },
  {
    name: 'embedding',
    bit: Flags.EmbedLinks,
    act: (channel: TextChannel) => channel.send({ embeds: [{ title: 'x' }] }),
  },
  { name: 'typing', bit: Flags.SendMessages, act: (channel: TextChannel) => channel.sendTyping() },
])('without the permission, $name is 50013', async ({ bit, act }) => {
  const { discord, general } = await start();
  await act(general);

  deny(discord, general.id, bit);

  await expect(act(general)).rejects.toMatchObject({ code: 50013, status: 403 });
});

test('without history there is nothing to list and nothing to reply to', async () => {
  const { discord, general } = await start();
  const ada = discord.person('Ada');
  const post = await ada.post(general.id, 'question');
  deny(discord, general.id, Flags.ReadMessageHistory);

  expect((await general.messages.fetch({ limit: 5 })).size).toBe(0);
  await expect(general.messages.fetch({ message: post.id, force: true })).rejects.toMatchObject({ code: 50001 });
  await expect(
    general.send({ content: 'x', reply: { messageReference: post.id, failIfNotExists: false } }),
  ).rejects.toMatchObject({ code: 160002 });
  await expect(general.send('x')).resolves.toBeDefined();
});

test('private threads and channels need permissions that the bot does not have at first', async () => {
  const { discord, general } = await start();
  const everyone = discord.guild.id;
  discord.setOverwrites(general.id, [overwrite(everyone, OverwriteType.Role, { deny: Flags.CreatePrivateThreads })]);

  await expect(general.threads.create({ name: 'x', type: 12 })).rejects.toMatchObject({ code: 50013 });
  await expect(general.guild.channels.create({ name: 'x' })).rejects.toMatchObject({ code: 50013 });
  await expect(general.setTopic('x')).rejects.toMatchObject({ code: 50013 });
  await expect(general.delete()).rejects.toMatchObject({ code: 50013 });
});

test('with the permissions, the bot makes, changes and deletes channels', async () => {
  const { discord, client, general } = await start();
  const role = discord.createRole({ name: 'admin', permissions: Flags.Administrator });
  discord.giveRoles(discord.bot.id, [role.id]);
  const deleted = collect<string>((add) => client.on(Events.ChannelDelete, ({ id }) => add(id)));

  const made = await general.guild.channels.create({ name: 'plans', topic: 'ours' });
  await made.setTopic('all of ours');
  await made.permissionOverwrites.edit(discord.guild.id, { SendMessages: false });

  await expect(discord.person('Ada').post(made.id, 'x')).rejects.toMatchObject({ code: 50013 });
  expect((await made.fetch(true)).topic).toBe('all of ours');
  await made.delete();
  await discord.until(() => deleted.includes(made.id));
  expect(() => discord.channel('plans')).toThrow('Unknown Channel');
});

test('overwrites count in order: everyone, roles, member', async () => {
  const { discord, general } = await start();
  const helper = discord.createRole({ name: 'helper' });
  const ada = discord.person('Ada', { roles: [helper.id] });
  const everyone = overwrite(discord.guild.id, OverwriteType.Role, { deny: Flags.SendMessages });
  const forHelpers = overwrite(helper.id, OverwriteType.Role, { allow: Flags.SendMessages });
  const forAda = overwrite(ada.id, OverwriteType.Member, { deny: Flags.SendMessages });

  discord.setOverwrites(general.id, [everyone]);
  await expect(ada.post(general.id, 'x')).rejects.toMatchObject({ code: 50013 });
  discord.setOverwrites(general.id, [everyone, forHelpers]);
  await expect(ada.post(general.id, 'x')).resolves.toBeDefined();
  discord.setOverwrites(general.id, [everyone, forHelpers, forAda]);
  await expect(ada.post(general.id, 'x')).rejects.toMatchObject({ code: 50013 });
  await expect(discord.person('Owner').post(general.id, 'x')).resolves.toBeDefined();
});

test('people may not look where they are not allowed', async () => {
  const { discord, general } = await start();
  const ada = discord.person('Ada');
  discord.setOverwrites(general.id, [overwrite(ada.id, OverwriteType.Member, { deny: Flags.ViewChannel })]);

  expect(() => ada.messages(general.id)).toThrow('Missing Access');
  await expect(ada.typing(general.id)).rejects.toMatchObject({ code: 50001 });
});
