import {
  AttachmentBuilder,
  type Client,
  EmbedBuilder,
  Events,
  type Message,
  MessageFlags,
  MessageType,
  type TextChannel,
} from 'discord.js';
import { expect, test } from 'vitest';
import type { Discord, DiscordOptions } from '../../../playground/discord/discord.ts';
import { collect, logIn, openDiscord } from '../../support/discord-client.ts';

async function start(
  options: DiscordOptions = {},
): Promise<{ discord: Discord; client: Client<true>; general: TextChannel }> {
  const discord = await openDiscord({ rateLimits: false, ...options });
  const client = await logIn(discord);
  const general = client.channels.cache.get(discord.channel('general').id) as TextChannel;
  return { discord, client, general };
}

test('a post reaches the bot with its author as a member, and the answer is there for all', async () => {
  const { discord, client, general } = await start();
  const ada = discord.person('Ada');
  client.once(Events.MessageCreate, (post) => void post.reply(`Hello ${post.member?.displayName}`));

  const post = await ada.post(general.id, '  hi  ');
  const answer = await discord.until(() => discord.messages(general.id)[1]);

  expect(post.content).toBe('hi');
  expect(answer).toMatchObject({
    content: 'Hello Ada',
    type: MessageType.Reply,
    author: { id: discord.bot.id },
    message_reference: { message_id: post.id, channel_id: general.id, guild_id: discord.guild.id },
    referenced_message: { content: 'hi' },
    mentions: [{ id: ada.id }],
  });
  expect(ada.messages(general.id)).toHaveLength(2);
});

test('content of more than 2000 characters, of none, and of the wrong type is refused', async () => {
  const { general } = await start();

  await expect(general.send('x'.repeat(2001))).rejects.toMatchObject({
    code: 50035,
    status: 400,
    rawError: {
      message: 'Invalid Form Body',
      errors: {
        content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer in length.' }] },
      },
    },
  });
  await expect(general.send('   ')).rejects.toMatchObject({ code: 50006 });
  await expect(general.send({ content: 'x', embeds: [{ description: 'x'.repeat(4097) }] })).rejects.toMatchObject({
    code: 50035,
    rawError: { errors: { embeds: { 0: { description: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } } } } },
  });
  const four = ['a', 'b', 'c', 'd'].map(() => ({ description: 'x'.repeat(2000) }));
  await expect(general.send({ embeds: four })).rejects.toMatchObject({ code: 50035 });
  expect((await general.send('x'.repeat(2000))).content).toHaveLength(2000);
});

test('a nonce makes a message once; without enforcing, twice', async () => {
  const { discord, general } = await start();

  const first = await general.send({ content: 'once', nonce: 'n1', enforceNonce: true });
  const again = await general.send({ content: 'once more', nonce: 'n1', enforceNonce: true });
  await general.send({ content: 'twice', nonce: 'n1' });

  expect(again.id).toBe(first.id);
  expect(again.nonce).toBe('n1');
  expect(discord.messages(general.id).map((message) => message.content)).toEqual(['once', 'twice']);
  await expect(general.send({ content: 'x', nonce: 'n'.repeat(26), enforceNonce: true })).rejects.toMatchObject({
    code: 50035,
    rawError: { errors: { nonce: {} } },
  });
});

test('a nonce of a deleted message is an unknown message; after five minutes it is free', async () => {
  let nowMs = Date.now();
  const { general } = await start({ now: () => nowMs });
  const kept = await general.send({ content: 'a', nonce: 'kept', enforceNonce: true });
  const gone = await general.send({ content: 'b', nonce: 'gone', enforceNonce: true });
  await gone.delete();

  await expect(general.send({ content: 'b', nonce: 'gone', enforceNonce: true })).rejects.toMatchObject({
    code: 10008,
  });
  nowMs += 5 * 60 * 1000 + 1;
  expect((await general.send({ content: 'a', nonce: 'kept', enforceNonce: true })).id).not.toBe(kept.id);
});

test('a reply to a message that is gone is refused, or becomes a plain post', async () => {
  const { discord, general } = await start();
  const ada = discord.person('Ada');
  const post = await ada.post(general.id, 'question');
  await ada.delete(general.id, post.id);
  const reply = (failIfNotExists: boolean) =>
    general.send({ content: 'answer', reply: { messageReference: post.id, failIfNotExists } });

  await expect(reply(true)).rejects.toMatchObject({
    code: 50035,
    rawError: { errors: { message_reference: { _errors: [{ code: 'REPLIES_UNKNOWN_MESSAGE' }] } } },
  });
  expect(await reply(false)).toMatchObject({ type: MessageType.Default, reference: null });
});

test('a reply to a system message is refused', async () => {
  const { discord, general } = await start();
  const joined = await discord.systemMessage(general.id, MessageType.UserJoin);

  await expect(general.send({ content: 'welcome', reply: { messageReference: joined.id } })).rejects.toMatchObject({
    code: 50035,
    rawError: { errors: { message_reference: { _errors: [{ code: 'REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE' }] } } },
  });
});

test('allowed mentions decide who is pinged', async () => {
  const { discord, general } = await start();
  const ada = discord.person('Ada');
  const grace = discord.person('Grace');
  const role = discord.createRole({ name: 'team', mentionable: true });
  const closed = discord.createRole({ name: 'closed' });
  await discord.until(() => general.guild.roles.cache.has(closed.id));
  const content = `${ada.mention} ${grace.mention} <@&${role.id}> <@&${closed.id}> @everyone \`${ada.mention}\``;
  const pings = (message: Message) => [
    [...message.mentions.users.keys()],
    [...message.mentions.roles.keys()],
    message.mentions.everyone,
  ];

  expect(pings(await general.send(content))).toEqual([[ada.id, grace.id], [role.id], false]);
  expect(pings(await general.send({ content, allowedMentions: { parse: [] } }))).toEqual([[], [], false]);
  expect(pings(await general.send({ content, allowedMentions: { users: [grace.id] } }))).toEqual([
    [grace.id],
    [],
    false,
  ]);
  await expect(general.send({ content, allowedMentions: { parse: ['users'], users: [ada.id] } })).rejects.toMatchObject(
    { code: 50035 },
  );
  const post = await ada.post(general.id, 'question');
  const silent = await general.send({
    content: 'answer',
    reply: { messageReference: post.id },
    allowedMentions: { repliedUser: false },
  });
  expect(silent.mentions.users.size).toBe(0);
});

test('people ping everybody only when permitted; code is no mention', async () => {
  const { discord, general } = await start();
  const moderator = discord.person('Grace', { moderator: true });

  expect(await discord.person('Ada').post(general.id, '@everyone')).toMatchObject({ mention_everyone: false });
  expect(await moderator.post(general.id, '@everyone')).toMatchObject({ mention_everyone: true });
  expect(await moderator.post(general.id, `\`<@${discord.bot.id}>\``)).toMatchObject({ mentions: [] });
});

test('flags, embeds and files arrive; files are served', async () => {
  const { discord, general } = await start();
  const file = new AttachmentBuilder(Buffer.from('a,b\n1,2'), { name: 'my table.csv', description: 'a table' });
  const picture = new AttachmentBuilder(Buffer.from([0x89, 0x50]), { name: 'p.png' });

  const sent = await general.send({
    content: 'here',
    files: [file, picture],
    embeds: [new EmbedBuilder().setTitle('t').setImage('attachment://p.png')],
    flags: [MessageFlags.SuppressNotifications, MessageFlags.SuppressEmbeds],
  });

  const [table, image] = [...sent.attachments.values()];
  expect(table).toMatchObject({ name: 'my_table.csv', size: 7, description: 'a table' });
  expect(sent.flags.has(['SuppressNotifications', 'SuppressEmbeds'])).toBe(true);
  expect(sent.embeds[0]?.image?.url).toBe(image?.url);
  const response = await fetch(table?.url ?? '');
  expect(await response.text()).toBe('a,b\n1,2');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('content-disposition')).toBe('attachment');
  expect((await fetch(`${discord.url}/cdn/attachments/1/1/none.txt`)).status).toBe(404);
});

test('people attach files, too; more than 10 MiB are refused', async () => {
  const { discord, client, general } = await start();
  const posts = collect<Message>((add) => client.on(Events.MessageCreate, add));
  const ada = discord.person('Ada');

  await ada.post(general.id, '', { attachments: [{ name: 'note.txt', data: 'Hello', contentType: 'text/plain' }] });
  await discord.until(() => posts[0]);

  const attachment = posts[0]?.attachments.first();
  expect(attachment).toMatchObject({ name: 'note.txt', contentType: 'text/plain', size: 5 });
  expect(await (await fetch(attachment?.url ?? '')).text()).toBe('Hello');
  const large = { name: 'large.bin', data: new Uint8Array(10 * 1024 * 1024 + 1) };
  await expect(ada.post(general.id, '', { attachments: [large] })).rejects.toMatchObject({ code: 40005, status: 413 });
});

test('the bot edits its own messages and no others; deleting others needs a permission', async () => {
  const { discord, client, general } = await start();
  const updates = collect<string | null>((add) => client.on(Events.MessageUpdate, (_old, { content }) => add(content)));
  const ada = discord.person('Ada');
  const own = await general.send('draft');
  const hers = await ada.post(general.id, 'hers');

  const edited = await own.edit('final');

  expect(edited.editedTimestamp).not.toBeNull();
  await discord.until(() => updates.includes('final'));
  await expect(general.messages.edit(hers.id, 'mine')).rejects.toMatchObject({ code: 50005 });
  await expect(general.messages.delete(hers.id)).rejects.toMatchObject({ code: 50013 });
  await expect(ada.delete(general.id, own.id)).rejects.toMatchObject({ code: 50013 });
  await expect(ada.edit(general.id, own.id, 'x')).rejects.toMatchObject({ code: 50005 });
  await own.delete();
  await expect(own.edit('again')).rejects.toMatchObject({ code: 10008 });
  expect(discord.messages(general.id).map((message) => message.content)).toEqual(['hers']);
});

test('an edit keeps what it does not name, and drops the files that it leaves out', async () => {
  const { general } = await start();
  const files = ['a.txt', 'b.txt'].map((name) => ({ name, attachment: Buffer.from(name) }));
  const sent = await general.send({ content: 'text', files, embeds: [{ title: 'kept' }] });

  const first = await sent.edit({ content: 'other text' });
  expect([first.attachments.size, first.embeds[0]?.title]).toEqual([2, 'kept']);
  const second = await sent.edit({ attachments: sent.attachments.first(1), embeds: [] });
  expect([second.attachments.size, second.embeds.length, second.content]).toEqual([1, 0, 'other text']);
});

test('history comes in pages: before, after, around', async () => {
  const { discord, general } = await start();
  const ada = discord.person('Ada');
  const posts = [];
  for (let number = 1; number <= 60; number += 1) posts.push(await ada.post(general.id, String(number)));
  const ids = posts.map((post) => post.id);
  const fetch = async (options: object) =>
    (await general.messages.fetch({ ...options, cache: false })).map((message) => Number(message.content));

  const last50 = await fetch({});
  expect([last50.length, last50[0], last50.at(-1)]).toEqual([50, 60, 11]);
  expect(await fetch({ limit: 100 })).toHaveLength(60);
  expect(await fetch({ before: ids[10], limit: 3 })).toEqual([10, 9, 8]);
  expect(await fetch({ after: ids[10], limit: 3 })).toEqual([14, 13, 12]);
  expect(await fetch({ around: ids[10], limit: 5 })).toEqual([13, 12, 11, 10, 9]);
  expect((await general.messages.fetch(ids[0] ?? '')).content).toBe('1');
  await expect(general.messages.fetch('1')).rejects.toMatchObject({ code: 10008 });
  await expect(general.messages.fetch({ limit: 101 })).rejects.toMatchObject({ code: 50035 });
});

test('several messages are deleted at once by one who may', async () => {
  const { discord, client, general } = await start();
  const deleted = collect<number>((add) => client.on(Events.MessageBulkDelete, ({ size }) => add(size)));
  const ada = discord.person('Ada');
  const posts = [await ada.post(general.id, 'a'), await ada.post(general.id, 'b')];

  await expect(general.bulkDelete(posts.map((post) => post.id))).rejects.toMatchObject({ code: 50013 });
  discord.giveRoles(discord.bot.id, [discord.createRole({ name: 'mod', permissions: 1n << 13n }).id]);
  await general.bulkDelete(posts.map((post) => post.id));

  expect(discord.messages(general.id)).toEqual([]);
  await discord.until(() => deleted.length === 1);
});

test('reactions come and go, with events', async () => {
  const { discord, client, general } = await start();
  const events: string[] = [];
  client.on(Events.MessageReactionAdd, (reaction, user) => void events.push(`+${reaction.emoji.name} ${user.id}`));
  client.on(Events.MessageReactionRemove, (reaction, user) => void events.push(`-${reaction.emoji.name} ${user.id}`));
  const ada = discord.person('Ada');
  const own = await general.send('rate me');

  await ada.react(general.id, own.id, '👍');
  await own.react('👍');
  await ada.unreact(general.id, own.id, '👍');
  await discord.until(() => events.length === 3);

  expect(events).toEqual([`+👍 ${ada.id}`, `+👍 ${discord.bot.id}`, `-👍 ${ada.id}`]);
  const [reaction] = (await own.fetch(true)).reactions.cache.values();
  expect([reaction?.count, reaction?.me]).toEqual([1, true]);
  expect([...((await reaction?.users.fetch())?.keys() ?? [])]).toEqual([discord.bot.id]);
  await reaction?.users.remove(client.user);
  expect(discord.messages(general.id)[0]?.reactions).toBeUndefined();
  await expect(own.react('no emoji')).rejects.toMatchObject({ code: 10014 });
  await expect(own.reactions.removeAll()).rejects.toMatchObject({ code: 50013 });
});

test('pins are told, listed and written down as a system message', async () => {
  const { discord, client, general } = await start();
  const pins = collect<string>((add) => client.on(Events.ChannelPinsUpdate, (channel) => add(channel.id)));
  const moderator = discord.person('Grace', { moderator: true });
  const post = await moderator.post(general.id, 'read this');

  await moderator.pin(general.id, post.id);

  await discord.until(() => pins.length === 1);
  expect((await general.messages.fetchPins()).items.map(({ message }) => message.id)).toEqual([post.id]);
  expect(discord.messages(general.id)[1]).toMatchObject({
    type: MessageType.ChannelPinnedMessage,
    message_reference: { message_id: post.id },
  });
  await expect(general.messages.unpin(post.id)).rejects.toMatchObject({ code: 50013 });
  await moderator.unpin(general.id, post.id);
  expect((await general.messages.fetchPins()).items).toEqual([]);
});

test('typing is told both ways', async () => {
  const { discord, client, general } = await start();
  const typing = collect<string>((add) => client.on(Events.TypingStart, ({ user }) => add(user.id)));
  const seen = collect<object>((add) => discord.on((event) => event.type === 'TYPING_START' && add(event.data)));
  const ada = discord.person('Ada');

  await ada.typing(general.id);
  await general.sendTyping();
  await discord.until(() => typing.length === 2);

  expect(typing).toEqual([ada.id, discord.bot.id]);
  expect(seen).toMatchObject([{ user_id: ada.id }, { user_id: discord.bot.id }]);
});

test('other bots, webhooks and Discord itself post, too', async () => {
  const { discord, client, general } = await start();
  const posts = collect<Message>((add) => client.on(Events.MessageCreate, add));

  await discord.postAsBot(general.id, 'beep');
  await discord.postAsWebhook(general.id, 'hook');
  await discord.systemMessage(general.id, MessageType.UserJoin);
  await discord.until(() => posts.length === 3);

  expect(posts.map(({ author, webhookId, system }) => [author.bot, webhookId !== null, system])).toEqual([
    [true, false, false],
    [true, true, false],
    [false, false, true],
  ]);
});

test('in direct messages both see the same, and nobody else does', async () => {
  const { discord, client } = await start();
  const posts = collect<Message>((add) => client.on(Events.MessageCreate, add));
  const ada = discord.person('Ada');
  const dm = await ada.openDm();

  await ada.post(dm.id, 'psst');
  await discord.until(() => posts.length === 1);
  await (await client.users.fetch(ada.id)).send('yes?');

  expect(posts[0]?.channel.isDMBased()).toBe(true);
  expect(ada.messages(dm.id).map((message) => message.content)).toEqual(['psst', 'yes?']);
  expect(() => discord.person('Grace').messages(dm.id)).toThrow('Missing Access');
});

test('waiting gives up with what it waited for and the last messages', async () => {
  const { discord, general } = await start();
  await discord.person('Ada').post(general.id, 'nobody answers');

  await expect(discord.until(() => false, { timeoutMs: 30, what: 'an answer' })).rejects.toThrow(
    /30 ms: an answer[^]*\[general\] Ada: nobody answers/,
  );
});
