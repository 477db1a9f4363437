import {
  type Client,
  Events,
  GatewayIntentBits as Intents,
  PermissionFlagsBits as Flags,
  type TextChannel,
} from 'discord.js';
import { expect, test } from 'vitest';
import type { Discord, DiscordOptions } from '../../../playground/discord/discord.ts';
import { collect, logIn, openDiscord } from '../../support/discord-client.ts';
import { MOVING, STILL } from '../../support/emoji-images.ts';

const MAY_TALK = Flags.ViewChannel | Flags.SendMessages | Flags.ReadMessageHistory | Flags.AddReactions;
const INTENTS = [
  Intents.Guilds,
  Intents.GuildExpressions,
  Intents.GuildMessages,
  Intents.GuildMessageReactions,
  Intents.MessageContent,
];

interface Visit {
  discord: Discord;
  client: Client<true>;
  general: TextChannel;
}

async function start(more: bigint = Flags.CreateGuildExpressions, options: DiscordOptions = {}): Promise<Visit> {
  const application = { permissions: MAY_TALK | more };
  const discord = await openDiscord({ rateLimits: false, application, ...options });
  const client = await logIn(discord, { intents: INTENTS });
  return { discord, client, general: client.channels.cache.get(discord.channel('general').id) as TextChannel };
}

const guildOf = (client: Client<true>) => client.guilds.cache.first() ?? expect.unreachable();

test('an emoji is made, renamed and taken away, and everybody with the intent is told', async () => {
  const { discord, client } = await start();
  const guild = guildOf(client);
  // Not the one that does it: what it knows from an answer already is no event to it.
  const other = await logIn(discord);
  const events: string[] = [];
  other.on(Events.GuildEmojiCreate, ({ name }) => void events.push(`+${name}`));
  other.on(Events.GuildEmojiUpdate, (before, { name }) => void events.push(`${before.name} > ${name}`));
  other.on(Events.GuildEmojiDelete, ({ name }) => void events.push(`-${name}`));

  const made = await guild.emojis.create({ attachment: STILL, name: 'party' });
  expect(made).toMatchObject({ name: 'party', animated: false, available: true, managed: false, requiresColons: true });
  expect((await guild.emojis.fetch(made.id)).name).toBe('party');
  expect((await made.fetchAuthor()).id).toBe(discord.bot.id);
  await made.edit({ name: 'party_time' });
  expect([...(await guild.emojis.fetch()).values()].map(String)).toEqual([`<:party_time:${made.id}>`]);
  await made.delete();

  await discord.until(() => events.length === 3);
  expect(events).toEqual(['+party', 'party > party_time', '-party_time']);
  expect((await guild.emojis.fetch()).size).toBe(0);
  await expect(guild.emojis.fetch(made.id, { force: true })).rejects.toMatchObject({ code: 10014, status: 404 });
});

test('who logs in later finds the emoji there, but not who made them; without the intent nothing is told', async () => {
  const { discord, client } = await start(0n);
  const still = discord.createEmoji({ name: 'still', image: STILL });
  const moving = discord.createEmoji({ name: 'moving', image: MOVING });
  const deaf = await logIn(discord, { intents: [Intents.Guilds] });
  const heard = collect<string>((add) => deaf.on(Events.GuildEmojiCreate, ({ name }) => add(name)));

  discord.createEmoji({ name: 'later', image: STILL });
  await discord.until(() => guildOf(client).emojis.cache.size === 3);

  expect(guildOf(deaf).emojis.cache.map(String)).toEqual([`<:still:${still.id}>`, `<a:moving:${moving.id}>`]);
  expect(heard).toEqual([]);
  const [first] = (await guildOf(client).emojis.fetch()).values();
  expect(first?.author).toBeNull();
});

test('the pictures are on the CDN, those that stand still not as GIF', async () => {
  const { discord } = await start();
  const still = discord.createEmoji({ name: 'still', image: STILL });
  const moving = discord.createEmoji({ name: 'moving', image: MOVING });
  const get = (path: string) => fetch(`${discord.url}/cdn/emojis/${path}`);

  const picture = await get(`${still.id}.png`);
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(Buffer.from(await picture.arrayBuffer()).toString('base64')).toBe(STILL.split(',')[1]);
  expect((await get(`${moving.id}.gif`)).headers.get('content-type')).toBe('image/gif');
  expect((await get(`${moving.id}.webp?animated=true`)).status).toBe(200);
  expect((await get(`${still.id}.gif`)).status).toBe(415);
  expect((await get(`${still.id}.txt`)).status).toBe(404);
  expect((await get('1.png')).status).toBe(404);
});

test('making one needs a permission, and so does changing those of others', async () => {
  const { discord, client } = await start();
  const theirs = discord.createEmoji({ name: 'theirs', image: STILL });
  const guild = guildOf(client);
  await discord.until(() => guild.emojis.cache.size === 1);

  await expect(guild.emojis.edit(theirs.id ?? '', { name: 'mine' })).rejects.toMatchObject({ code: 50013 });
  await expect(guild.emojis.delete(theirs.id ?? '')).rejects.toMatchObject({ code: 50013 });

  const { client: powerless } = await start(0n);
  await expect(guildOf(powerless).emojis.create({ attachment: STILL, name: 'no' })).rejects.toMatchObject({
    code: 50013,
    status: 403,
  });

  const { discord: other, client: manager } = await start(Flags.ManageGuildExpressions);
  const emoji = other.createEmoji({ name: 'theirs', image: STILL });
  await expect(guildOf(manager).emojis.edit(emoji.id ?? '', { name: 'mine' })).resolves.toMatchObject({ name: 'mine' });
});

test.each([
  ['a name of one letter', { name: 'a', attachment: STILL }, 'name'],
  ['a name with a dash', { name: 'a-b', attachment: STILL }, 'name'],
  ['a long name', { name: 'a'.repeat(33), attachment: STILL }, 'name'],
  ['what is no picture', { name: 'ok', attachment: 'data:image/png;base64,aGVsbG8=' }, 'image'],
  ['no data URI', { name: 'ok', attachment: 'data:text/plain,hello' }, 'image'],
  [
    'a picture of more than 256 KiB',
    { name: 'ok', attachment: `${STILL.split('ggg')[0]}${'AAAA'.repeat(90_000)}` },
    'image',
  ],
])('%s is refused with 50035', async (_what, emoji, field) => {
  const { client } = await start();

  await expect(guildOf(client).emojis.create(emoji)).rejects.toMatchObject({
    code: 50035,
    rawError: { errors: { [field]: expect.anything() as unknown } },
  });
});

test('a server has room for fifty that stand still and fifty that move, with boosts for more', async () => {
  const { discord, client } = await start();
  const guild = guildOf(client);
  const create = (image: string) => guild.emojis.create({ attachment: image, name: 'one_more' });
  for (let index = 0; index < 50; index += 1) discord.createEmoji({ name: `still_${index}`, image: STILL });

  await expect(create(STILL)).rejects.toMatchObject({
    code: 30008,
    message: expect.stringContaining('(50)') as string,
  });
  await expect(create(MOVING)).resolves.toMatchObject({ animated: true });
  for (let index = 1; index < 50; index += 1) discord.createEmoji({ name: `moving_${index}`, image: MOVING });
  await expect(create(MOVING)).rejects.toMatchObject({ code: 30018 });
  discord.setPremiumTier(1);
  await expect(create(STILL)).resolves.toMatchObject({ animated: false });
});

test('an application has emoji of its own, by unique names', async () => {
  const { client, general, discord } = await start(0n);
  const { emojis } = client.application;

  const made = await emojis.create({ attachment: STILL, name: 'spin' });
  expect(made).toMatchObject({ name: 'spin', author: { id: discord.bot.id } });
  await expect(emojis.create({ attachment: STILL, name: 'spin' })).rejects.toMatchObject({ code: 50035 });
  await emojis.edit(made.id, { name: 'loading' });
  expect([...(await emojis.fetch()).values()].map(String)).toEqual([`<:loading:${made.id}>`]);
  expect(guildOf(client).emojis.cache.size).toBe(0);
  expect((await fetch(`${discord.url}/cdn/emojis/${made.id}.webp`)).status).toBe(200);

  const post = await general.send(`Wait <:loading:${made.id}>`);
  await post.react(made);
  // Only the application may begin with it; whoever sees it can join in.
  const ada = discord.person('Ada');
  await ada.react(general.id, post.id, `loading:${made.id}`);
  expect(discord.messages(general.id)[0]?.reactions).toMatchObject([
    { emoji: { id: made.id, name: 'loading' }, count: 2 },
  ]);
  const other = await ada.post(general.id, 'x');
  await expect(ada.react(general.id, other.id, `loading:${made.id}`)).rejects.toMatchObject({ code: 10014 });
  await emojis.delete(made.id);
  await expect(emojis.fetch(made.id, { force: true })).rejects.toMatchObject({ code: 10014 });
});

test('reactions can be with them, and are told apart by their ids', async () => {
  const { discord, client, general } = await start();
  const one = discord.createEmoji({ name: 'same', image: STILL });
  const two = discord.createEmoji({ name: 'same', image: MOVING });
  const events: string[] = [];
  client.on(Events.MessageReactionAdd, ({ emoji }) => void events.push(`+${emoji.identifier}`));
  client.on(Events.MessageReactionRemove, ({ emoji }) => void events.push(`-${emoji.identifier}`));
  client.on(Events.MessageReactionRemoveEmoji, ({ emoji }) => void events.push(`0${emoji.identifier}`));
  const ada = discord.person('Ada');
  const post = await general.send('react');
  await discord.until(() => guildOf(client).emojis.cache.size === 2);

  await ada.react(general.id, post.id, `same:${one.id}`);
  await post.react(`<a:same:${two.id}>`);
  await ada.unreact(general.id, post.id, `same:${one.id}`);
  await ada.react(general.id, post.id, `same:${two.id}`);
  await discord.until(() => events.length === 4);

  expect(events).toEqual([`+same:${one.id}`, `+a:same:${two.id}`, `-same:${one.id}`, `+a:same:${two.id}`]);
  const [reaction, ...others] = (await post.fetch(true)).reactions.cache.values();
  expect([reaction?.emoji.id, reaction?.count, reaction?.me, others.length]).toEqual([two.id, 2, true, 0]);
  expect([...((await reaction?.users.fetch())?.keys() ?? [])].toSorted()).toEqual([discord.bot.id, ada.id].toSorted());
  await expect(post.react('nothing:123456789012345678')).rejects.toMatchObject({ code: 10014 });
});

test('a page is told of them, in its state and as events', async () => {
  const { discord } = await start();
  const still = discord.createEmoji({ name: 'still', image: STILL });
  const { id } = discord.person('Ada');

  const state = (await (await fetch(`${discord.url}/playground/people/${id}/state`)).json()) as { emojis: unknown };

  expect(state.emojis).toEqual([{ id: still.id, name: 'still', animated: false }]);
});
