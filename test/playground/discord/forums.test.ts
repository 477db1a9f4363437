import {
  type AnyThreadChannel,
  ChannelFlags,
  ChannelType,
  Events,
  type ForumChannel,
  type Message,
  MessageType,
  PermissionFlagsBits as Flags,
} from 'discord.js';
import { describe, expect, test } from 'vitest';
import { collect } from '../../support/discord-client.ts';
import { shareDiscord } from '../../support/shared-discord.ts';

const stage = shareDiscord();

async function openForum(settings: { requiresTag?: boolean } = {}): Promise<ForumChannel> {
  const { discord, client } = stage;
  const { id } = discord.createForum({
    name: 'questions',
    tags: ['question', 'solved', { name: 'pinned', moderated: true }],
    ...settings,
  });
  return (await client.channels.fetch(id)) as ForumChannel;
}

const tagId = (forum: ForumChannel, wanted: string) =>
  forum.availableTags.find(({ name }) => name === wanted)?.id ?? '';

describe('a post of a person', () => {
  test('is a thread that is newly created, and then its first message with the same id', async () => {
    const { discord, client } = stage;
    const forum = await openForum();
    const heard: [string, string][] = [];
    const onThread = (thread: AnyThreadChannel, isNew: boolean) => void heard.push([`thread ${isNew}`, thread.id]);
    const onMessage = ({ id }: Message) => void heard.push(['message', id]);
    client.on(Events.ThreadCreate, onThread).on(Events.MessageCreate, onMessage);

    const post = await discord.person('Ada').postInForum(forum.id, {
      name: 'How do I …?',
      content: 'Please help.',
      tags: ['question'],
      attachments: [{ name: 'a.txt', data: 'a' }],
    });
    await discord.until(() => heard.some(([what]) => what === 'message'));
    client.off(Events.ThreadCreate, onThread).off(Events.MessageCreate, onMessage);

    expect(heard).toEqual([
      ['thread true', post.id],
      ['message', post.id],
    ]);
    const thread = (await client.channels.fetch(post.id, { force: true })) as AnyThreadChannel;
    expect(thread).toMatchObject({
      name: 'How do I …?',
      type: ChannelType.PublicThread,
      parentId: forum.id,
      appliedTags: [tagId(forum, 'question')],
      messageCount: 0,
    });
    expect(await thread.fetchStarterMessage()).toMatchObject({ content: 'Please help.', type: MessageType.Default });
    await thread.send('Like this.');
    expect((await thread.fetch(true)).messageCount).toBe(1);
    expect(discord.messages(post.id).map(({ content }) => content)).toEqual(['Please help.', 'Like this.']);
  });

  test('needs a tag where the forum wants one, and tags that are there', async () => {
    const { discord } = stage;
    const forum = await openForum({ requiresTag: true });
    const ada = discord.person('Ada');
    const post = (tags: string[]) => ada.postInForum(forum.id, { name: 'x', content: 'x', tags });

    expect(forum.flags.has(ChannelFlags.RequireTag)).toBe(true);
    await expect(post([])).rejects.toMatchObject({ code: 40067 });
    await expect(post(['nothing'])).rejects.toMatchObject({ code: 10087 });
    await expect(post(['pinned'])).rejects.toMatchObject({ code: 50013 });
    await expect(post(['1', '2', '3', '4', '5', '6'])).rejects.toMatchObject({ code: 50035 });
    await expect(ada.postInForum(forum.id, { name: 'x', content: '', tags: ['question'] })).rejects.toMatchObject({
      code: 50006,
    });
    await expect(ada.post(forum.id, 'x')).rejects.toMatchObject({ code: 50008 });
    await expect(ada.startThread(forum.id, { name: 'x' })).rejects.toMatchObject({ code: 50024 });
    await expect(ada.postInForum(stage.general.id, { name: 'x', content: 'x' })).rejects.toMatchObject({ code: 50024 });
    expect(discord.channelIds().filter((id) => discord.channel(id).parentId === forum.id)).toEqual([]);
  });

  test('has its tags changed by its author and by who manages threads, and not by others', async () => {
    const { discord } = stage;
    const forum = await openForum();
    const ada = discord.person('Ada');
    const post = await ada.postInForum(forum.id, { name: 'x', content: 'x', tags: ['question'] });
    const thread = (await stage.client.channels.fetch(post.id)) as AnyThreadChannel;

    await expect(thread.setAppliedTags([tagId(forum, 'solved')])).rejects.toMatchObject({ code: 50013 });
    await expect(discord.person('Grace').tag(post.id, ['solved'])).rejects.toMatchObject({ code: 50013 });
    expect(await ada.tag(post.id, ['solved'])).toMatchObject({ applied_tags: [tagId(forum, 'solved')] });
    await expect(ada.tag(post.id, ['solved', 'pinned'])).rejects.toMatchObject({ code: 50013 });
    await discord.person('Mod', { moderator: true }).tag(post.id, ['solved', 'pinned']);
    expect(await ada.tag(post.id, ['question', 'pinned'])).toBeDefined();
    await discord.until(() => thread.appliedTags.includes(tagId(forum, 'question')) && thread.appliedTags.length === 2);
    expect(thread.appliedTags).toEqual([tagId(forum, 'question'), tagId(forum, 'pinned')]);
  });
});

describe('a post of the bot', () => {
  test('is made with a message, tags and buttons', async () => {
    const { discord } = stage;
    const forum = await openForum();
    const button = { type: 2, style: 1, label: 'Solved', custom_id: 'solved' } as const;

    const thread = await forum.threads.create({
      name: 'News',
      message: { content: 'Hello', components: [{ type: 1, components: [button] }], files: [Buffer.from('x')] },
      appliedTags: [tagId(forum, 'question')],
    });
    stage.onInteraction(async (interaction) => {
      if (!interaction.isButton() || !interaction.channel?.isThread()) return;
      await interaction.channel.setAppliedTags([tagId(forum, 'solved')]);
      await interaction.update({ components: [] });
    });
    const { message } = await discord.person('Ada').click(thread.id, thread.id, 'Solved');

    expect(message).toMatchObject({ id: thread.id, content: 'Hello', components: [], attachments: [{ size: 1 }] });
    expect(thread.appliedTags).toEqual([tagId(forum, 'solved')]);
    await expect(forum.threads.create({ name: 'x', message: { content: '' } })).rejects.toMatchObject({ code: 50006 });
    await expect(
      forum.threads.create({ name: 'x', message: { content: 'x' }, appliedTags: ['1'] }),
    ).rejects.toMatchObject({ code: 10087 });
    await expect(
      stage.client.rest.post(`/channels/${forum.id}/threads`, { body: { name: 'x' } }),
    ).rejects.toMatchObject({ code: 50035, rawError: { errors: { message: {} } } });
  });
});

test('forums and categories are made and changed by who may, and a channel goes by its category', async () => {
  const { discord, client } = stage;
  const guild = await client.guilds.fetch(discord.guild.id);
  await expect(guild.channels.create({ name: 'x', type: ChannelType.GuildForum })).rejects.toMatchObject({
    code: 50013,
  });
  const role = discord.createRole({ name: 'more', permissions: Flags.ManageChannels | Flags.ManageRoles });
  discord.giveRoles(discord.bot.id, [role.id]);

  const category = await guild.channels.create({
    name: 'team',
    type: ChannelType.GuildCategory,
    permissionOverwrites: [{ id: guild.id, deny: ['SendMessages'] }],
  });
  const inside = await guild.channels.create({ name: 'inside', parent: category.id });
  const forum = await guild.channels.create({
    name: 'ideas',
    type: ChannelType.GuildForum,
    availableTags: [{ name: 'new' }, { name: 'done', moderated: true, emoji: { id: null, name: '✅' } }],
    defaultReactionEmoji: { id: null, name: '👍' },
  });

  await expect(discord.person('Ada').post(inside.id, 'x')).rejects.toMatchObject({ code: 50013 });
  await expect(discord.person('Ada').post(category.id, 'x')).rejects.toMatchObject({ code: 50008 });
  expect(forum.availableTags).toMatchObject([
    { name: 'new', moderated: false, emoji: null },
    { name: 'done', moderated: true, emoji: { name: '✅' } },
  ]);
  expect(forum.defaultReactionEmoji).toEqual({ id: null, name: '👍' });
  const [kept] = forum.availableTags;
  const changed = await forum.setAvailableTags([...(kept ? [{ ...kept, name: 'fresh' }] : []), { name: 'later' }]);
  expect(changed.availableTags).toMatchObject([{ id: kept?.id, name: 'fresh' }, { name: 'later' }]);
  await expect(
    forum.setAvailableTags(Array.from({ length: 21 }, (_, index) => ({ name: `${index}` }))),
  ).rejects.toMatchObject({ code: 30047 });
  await expect(forum.setParent(inside.id as never)).rejects.toMatchObject({ code: 50035 });
  await category.delete();
  await discord.until(() => inside.parentId === null);
  discord.takeRoles(discord.bot.id, [role.id]);
});

test('a private thread of the bot is seen by those in it and by who manages threads', async () => {
  const { discord, general } = stage;
  const ada = discord.person('Ada');
  const grace = discord.person('Grace');
  const thread = await general.threads.create({ name: 'secret', type: ChannelType.PrivateThread, invitable: false });
  await thread.send('hello');
  expect(() => ada.messages(thread.id)).toThrow('Missing Access');

  await thread.members.add(ada.id);

  expect(ada.messages(thread.id).map(({ type, content }) => [type, content])).toEqual([
    [MessageType.Default, 'hello'],
    [MessageType.RecipientAdd, ''],
  ]);
  expect(discord.person('Mod', { moderator: true }).messages(thread.id)).toHaveLength(2);
  expect(() => grace.messages(thread.id)).toThrow('Missing Access');
  await ada.post(thread.id, `come in, ${grace.mention}`);
  expect(() => grace.messages(thread.id)).toThrow('Missing Access');
  await thread.members.remove(ada.id);
  expect(() => ada.messages(thread.id)).toThrow('Missing Access');
  expect(discord.messages(thread.id).at(-1)).toMatchObject({ type: MessageType.RecipientRemove });
  expect(discord.messages(general.id)).toEqual([]);
});

test('the bot starts a public thread without a message', async () => {
  const { discord, general, client } = stage;
  const made = collect<string>((add) => client.once(Events.ThreadCreate, ({ name }) => add(name)));

  const thread = await general.threads.create({ name: 'open', type: ChannelType.PublicThread });
  await discord.until(() => made.length > 0);

  expect(thread.type).toBe(ChannelType.PublicThread);
  expect(discord.messages(general.id)).toMatchObject([{ type: MessageType.ThreadCreated, content: 'open' }]);
  await discord.person('Ada').post(thread.id, 'hi');
});
