import {
  type AnyThreadChannel,
  ChannelType,
  type Client,
  Events,
  type Message,
  MessageFlags,
  MessageType,
  PermissionFlagsBits as Flags,
  type TextChannel,
  ThreadAutoArchiveDuration,
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

/** Gives the bot a permission beyond the usual ones. */
function allow(discord: Discord, permissions: bigint): void {
  discord.giveRoles(discord.bot.id, [discord.createRole({ name: 'more', permissions }).id]);
}

test('a thread from a message has its id, whose message it is follows it, and the message tells of it', async () => {
  const { discord, client, general } = await start();
  const updated = collect<Message | null>((add) =>
    client.on(Events.MessageUpdate, (_old, post) => add(post as Message)),
  );
  const post = await discord.person('Ada').post(general.id, 'question');

  const thread = await (await general.messages.fetch(post.id)).startThread({ name: 'answer' });
  await thread.send('here');
  await discord.until(() => updated.length > 0);

  expect(thread).toMatchObject({ id: post.id, type: ChannelType.PublicThread, parentId: general.id, joined: true });
  expect(updated[0]?.flags.has(MessageFlags.HasThread)).toBe(true);
  expect(discord.messages(general.id)).toMatchObject([{ id: post.id, thread: { id: post.id, name: 'answer' } }]);
  expect(discord.messages(thread.id)).toMatchObject([
    { type: MessageType.ThreadStarterMessage, content: '', referenced_message: { content: 'question' } },
    { type: MessageType.Default, content: 'here' },
  ]);
  expect((await thread.fetchStarterMessage())?.content).toBe('question');
  expect((await thread.fetch(true)).messageCount).toBe(1);
  expect([...(await thread.members.fetch()).keys()]).toEqual([discord.bot.id, discord.person('Ada').id]);
});

test('a message has one thread only', async () => {
  const { discord, general } = await start();
  const post = await discord.person('Ada').post(general.id, 'question');
  await general.threads.create({ name: 'first', startMessage: post.id });

  await expect(general.threads.create({ name: 'second', startMessage: post.id })).rejects.toMatchObject({
    code: 160004,
  });
  await expect(general.threads.create({ name: 'x', startMessage: '1' })).rejects.toMatchObject({ code: 10008 });
  await expect(general.threads.create({ name: '' })).rejects.toMatchObject({ code: 50035 });
  await expect(general.threads.create({ name: 'x'.repeat(101) })).rejects.toMatchObject({ code: 50035 });
});

test('a thread on its own is announced by a system message', async () => {
  const { discord, client, general } = await start();
  const made = collect<AnyThreadChannel>((add) => client.on(Events.ThreadCreate, add));

  const thread = await discord.person('Ada').startThread(general.id, { name: 'chat' });
  await discord.until(() => made.length === 1);

  expect(made[0]).toMatchObject({ id: thread.id, name: 'chat' });
  expect(discord.messages(general.id)).toMatchObject([
    { type: MessageType.ThreadCreated, content: 'chat', message_reference: { channel_id: thread.id } },
  ]);
  expect(discord.messages(thread.id)).toEqual([]);
});

test('posting in a thread joins it, and so does being mentioned there', async () => {
  const { discord, client, general } = await start();
  const ada = discord.person('Ada');
  const grace = discord.person('Grace');
  const { id } = await ada.startThread(general.id, { name: 'chat' });
  const thread = (await client.channels.fetch(id)) as AnyThreadChannel;
  expect(thread.joined).toBe(false);

  await grace.post(id, `<@${discord.bot.id}> join us`);
  await discord.until(() => thread.joined);

  expect([...(await thread.members.fetch()).keys()].toSorted()).toEqual([ada.id, grace.id, discord.bot.id].toSorted());
  await thread.leave();
  await expect(thread.members.fetch({ member: discord.bot.id, force: true })).rejects.toMatchObject({ code: 10007 });
  await thread.send('back');
  expect((await thread.members.fetch(discord.bot.id)).id).toBe(discord.bot.id);
});

test('somebody who is added to a thread is announced', async () => {
  const { discord, general } = await start();
  const ada = discord.person('Ada');
  const thread = await general.threads.create({ name: 'chat' });

  await thread.members.add(ada.id);

  expect(discord.messages(thread.id)).toMatchObject([{ type: MessageType.RecipientAdd, mentions: [{ id: ada.id }] }]);
  await expect(thread.members.remove(ada.id)).rejects.toMatchObject({ code: 50013 });
});

test('the bot sees a private thread when it is in it, or may manage threads', async () => {
  const { discord, client, general } = await start();
  const posts = collect<string>((add) => client.on(Events.MessageCreate, ({ content }) => add(content)));
  const ada = discord.person('Ada');
  const { id } = await ada.startThread(general.id, { name: 'secret', private: true });
  await ada.post(id, 'not for the bot');
  await expect(client.channels.fetch(id)).rejects.toMatchObject({ code: 50001 });

  await ada.addToThread(id, discord.bot.id);
  await ada.post(id, 'for the bot');
  await discord.until(() => posts.includes('for the bot'));

  expect(posts).not.toContain('not for the bot');
  expect(client.channels.cache.get(id)).toMatchObject({ type: ChannelType.PrivateThread, joined: true });
  expect(discord.messages(general.id)).toEqual([]);
  await expect(discord.person('Grace').post(id, 'x')).rejects.toMatchObject({ code: 50001 });
  await expect(discord.person('Owner').post(id, 'x')).resolves.toBeDefined();
});

test('an archived thread refuses edits and reactions, and opens when somebody posts', async () => {
  const { discord, client, general } = await start();
  const changes = collect<boolean | null>((add) =>
    client.on(Events.ThreadUpdate, (_old, { archived }) => add(archived)),
  );
  const ada = discord.person('Ada');
  const thread = await general.threads.create({ name: 'chat' });
  const own = await thread.send('hello');
  await thread.setArchived(true);

  await expect(own.edit('x')).rejects.toMatchObject({ code: 50083 });
  await expect(own.react('👍')).rejects.toMatchObject({ code: 50083 });
  await expect(thread.setName('x')).rejects.toMatchObject({ code: 50083 });
  expect((await general.threads.fetchArchived()).threads.has(thread.id)).toBe(true);
  await ada.post(thread.id, 'still there?');
  await discord.until(() => changes.at(-1) === false);

  expect(changes).toEqual([true, false]);
  expect((await general.threads.fetchArchived()).threads.size).toBe(0);
});

test('a locked thread is closed to all but moderators', async () => {
  const { discord, general } = await start();
  const ada = discord.person('Ada');
  const grace = discord.person('Grace', { moderator: true });
  const thread = await general.threads.create({ name: 'chat' });
  await expect(ada.editChannel(thread.id, { locked: true })).rejects.toMatchObject({ code: 50013 });

  await grace.editChannel(thread.id, { locked: true, archived: true });

  await expect(thread.send('x')).rejects.toMatchObject({ code: 160005 });
  await expect(ada.post(thread.id, 'x')).rejects.toMatchObject({ code: 160005 });
  await expect(ada.editChannel(thread.id, { archived: false })).rejects.toMatchObject({ code: 50013 });
  await grace.post(thread.id, 'a word');
  expect((await thread.fetch(true)).archived).toBe(false);
});

test('the owner renames a thread, and the thread says so', async () => {
  const { discord, client, general } = await start();
  const names = collect<string>((add) => client.on(Events.ThreadUpdate, (_old, { name }) => add(name)));
  const ada = discord.person('Ada');
  const thread = await general.threads.create({ name: 'before' });

  await thread.setName('after');
  await thread.setAutoArchiveDuration(ThreadAutoArchiveDuration.OneHour);

  expect(discord.messages(thread.id)).toMatchObject([{ type: MessageType.ChannelNameChange, content: 'after' }]);
  await discord.until(() => names.length === 2);
  expect(discord.channel('after').id).toBe(thread.id);
  await expect(ada.editChannel(thread.id, { name: 'x' })).rejects.toMatchObject({ code: 50013 });
});

test('deleting a thread needs a permission; its message may have another one then', async () => {
  const { discord, client, general } = await start();
  // Not the one that does it: what it knows from an answer already is no event to it.
  const other = await logIn(discord);
  const deleted = collect<string>((add) => other.on(Events.ThreadDelete, ({ id }) => add(id)));
  const post = await discord.person('Ada').post(general.id, 'question');
  const thread = await general.threads.create({ name: 'chat', startMessage: post.id });
  await expect(thread.delete()).rejects.toMatchObject({ code: 50013 });

  allow(discord, Flags.ManageThreads);
  await thread.delete();
  await discord.until(() => deleted.length === 1);

  await expect(client.channels.fetch(thread.id, { force: true })).rejects.toMatchObject({ code: 10003 });
  expect((await general.threads.create({ name: 'again', startMessage: post.id })).id).toBe(post.id);
});

test('a bot that logs in finds the active threads, and its own membership in them', async () => {
  const { discord, general } = await start();
  const joined = await general.threads.create({ name: 'joined' });
  const other = await discord.person('Ada').startThread(general.id, { name: 'other' });
  const closed = await general.threads.create({ name: 'closed' });
  await closed.setArchived(true);

  const again = await logIn(discord);

  const threads = again.guilds.cache.get(discord.guild.id)?.channels.cache.filter((channel) => channel.isThread());
  expect(threads?.map((thread) => [thread.id, thread.joined])).toEqual([
    [joined.id, true],
    [other.id, false],
  ]);
  const active = await again.guilds.cache.get(discord.guild.id)?.channels.fetchActiveThreads();
  expect([...(active?.threads.keys() ?? [])]).toEqual([joined.id, other.id]);
});

test('threads start in text channels only', async () => {
  const { discord, client, general } = await start();
  const thread = await general.threads.create({ name: 'chat' });
  const own = await thread.send('x');
  const route = `/channels/${thread.id}/messages/${own.id}/threads` as const;

  await expect(client.rest.post(route, { body: { name: 'inner' } })).rejects.toMatchObject({ code: 50024 });
  const news = discord.createChannel({ name: 'news', type: ChannelType.GuildAnnouncement });
  expect(await discord.person('Ada').startThread(news.id, { name: 'x' })).toMatchObject({
    type: ChannelType.AnnouncementThread,
  });
});

test('the ids of all places are known: channels, threads, direct messages', async () => {
  const { discord, general } = await start();
  const ada = discord.person('Ada');
  const thread = await ada.startThread(general.id, { name: 'questions' });
  const direct = await ada.openDm();

  expect(discord.channelIds()).toEqual([general.id, discord.channel('help').id, thread.id, direct.id]);
});
