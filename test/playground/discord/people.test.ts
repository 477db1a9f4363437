import { Events, GatewayIntentBits, type Message } from 'discord.js';
import { beforeAll, expect, test } from 'vitest';
import { collect, logIn, openDiscord } from '../../support/discord-client.ts';
import { shareDiscord } from '../../support/shared-discord.ts';

const stage = shareDiscord();

beforeAll(() => stage.client.application.commands.set([{ name: 'where', description: 'Where' }]));

test('roles are given and taken, by name too, and interactions tell of them', async () => {
  const { discord, client, general } = stage;
  const ada = discord.person('Ada');
  stage.onInteraction(async (interaction) => {
    if (!interaction.isChatInputCommand() || !interaction.inCachedGuild()) return;
    await interaction.reply(
      interaction.member.roles.cache
        .map(({ name }) => name)
        .toSorted()
        .join(),
    );
  });

  await ada.giveRole('Premium');
  await ada.giveRole(discord.createRole({ name: 'Beta' }).id);
  expect((await ada.command(general.id, '/where')).message.content).toBe('@everyone,Beta,Premium');
  await ada.takeRole('Premium');

  expect((await ada.command(general.id, '/where')).message.content).toBe('@everyone,Beta');
  const member = await (await client.guilds.fetch(discord.guild.id)).members.fetch({ user: ada.id, force: true });
  expect([...member.roles.cache.keys()].filter((id) => id !== discord.guild.id)).toEqual(ada.roles());
});

test('a person has a language, and so has the server', async () => {
  const { discord, client, general } = stage;
  const ada = discord.person('Ada', { locale: 'de' });
  const seen: unknown[] = [];
  stage.onInteraction(async (interaction) => {
    seen.push(interaction.locale, interaction.guildLocale);
    if (interaction.isRepliable()) await interaction.reply('here');
  });

  await ada.command(general.id, '/where');
  discord.setPreferredLocale('fr');
  await ada.setLocale('en-GB');
  await ada.command(general.id, '/where');
  await ada.command((await ada.openDm()).id, '/where');

  expect(seen).toEqual(['de', 'en-US', 'en-GB', 'fr', 'en-GB', null]);
  expect(client.guilds.cache.get(discord.guild.id)?.preferredLocale).toBe('fr');
});

test('another bot posts and is answered, but uses no commands and no buttons', async () => {
  const { discord, client, general } = stage;
  const heard = collect<Message>((add) => client.on(Events.MessageCreate, add));
  const robo = discord.person('Robo', { bot: true });

  const post = await robo.post(general.id, `<@${discord.bot.id}> beep`);
  const told = await discord.until(() => heard.find(({ id }) => id === post.id));

  expect(told).toMatchObject({ content: `<@${discord.bot.id}> beep`, author: { bot: true, username: 'Robo' } });
  expect(discord.person('Robo').id).toBe(robo.id);
  expect(robo.commands(general.id)).toEqual([]);
  await expect(robo.command(general.id, '/where')).rejects.toMatchObject({ code: 50013 });
  const button = { type: 2, style: 1, label: 'x', custom_id: 'x' } as const;
  const sent = await general.send({ content: 'x', components: [{ type: 1, components: [button] }] });
  await expect(robo.click(general.id, sent.id, 'x')).rejects.toMatchObject({ code: 50001 });
  await robo.post(general.id, 'boop', { replyTo: post.id });
});

test('without the intent posts are blank in the gateway and in REST, and what a menu is used on is not', async () => {
  const discord = await openDiscord({ application: { privilegedIntents: false } });
  const { Guilds, GuildMessages } = GatewayIntentBits;
  await expect(logIn(discord, { intents: [Guilds, GuildMessages, GatewayIntentBits.MessageContent] })).rejects.toThrow(
    'disallowed intents',
  );
  const client = await logIn(discord, { intents: [Guilds, GuildMessages] });
  await client.application.commands.set([{ name: 'Read', type: 3 }]);
  client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isMessageContextMenuCommand()) void interaction.reply(interaction.targetMessage.content);
  });
  const general = discord.channel('general').id;
  const ada = discord.person('Ada');
  const post = await ada.post(general, 'not for the bot');

  expect(await client.rest.get(`/channels/${general}/messages/${post.id}`)).toMatchObject({
    content: '',
    components: [],
  });
  expect((await ada.contextMenu(general, 'Read', { messageId: post.id })).message.content).toBe('not for the bot');
  const forum = discord.createForum({ name: 'forum' });
  const { id } = await ada.postInForum(forum.id, { name: 'title', content: 'hidden' });
  expect(await client.rest.get(`/channels/${id}/messages`)).toMatchObject([{ id, content: '' }]);
});
