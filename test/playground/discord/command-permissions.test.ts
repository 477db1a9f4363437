import { type ApplicationCommandPermissions, Events, PermissionFlagsBits as Flags } from 'discord.js';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { collect } from '../../support/discord-client.ts';
import { shareDiscord } from '../../support/shared-discord.ts';

const stage = shareDiscord();
const ROLE = 1;
const USER = 2;
const CHANNEL = 3;

beforeAll(() =>
  stage.client.application.commands.set([
    { name: 'open', description: 'For all' },
    { name: 'config', description: 'For moderators', defaultMemberPermissions: Flags.ManageGuild },
    { name: 'Inspect', type: 3 },
  ]),
);
afterEach(async () => {
  for (const name of [undefined, 'open', 'config', 'Inspect']) await stage.discord.setCommandPermissions(name, []);
});

const offeredTo = (name: string, channel = stage.general.id) =>
  stage.discord
    .person(name)
    .commands(channel)
    .map((command) => command.name);

test('what a moderator allows goes before what the bot asks for', async () => {
  const { discord, general } = stage;
  const grace = discord.person('Grace', { moderator: true });
  const ada = discord.person('Ada');
  stage.onInteraction((interaction) => interaction.isChatInputCommand() && interaction.reply('done'));
  expect(offeredTo('Ada')).toEqual(['open', 'Inspect']);
  expect(offeredTo('Grace')).toEqual(['open', 'config', 'Inspect']);

  const helper = discord.createRole({ name: 'Helper' });
  await grace.setCommandPermissions('config', [
    { id: helper.id, type: ROLE, permission: true },
    { id: grace.id, type: USER, permission: false },
  ]);
  await ada.giveRole('Helper');

  expect(offeredTo('Ada')).toEqual(['open', 'config', 'Inspect']);
  expect((await ada.command(general.id, '/config')).message.content).toBe('done');
  await expect(grace.command(general.id, '/config')).rejects.toMatchObject({ code: 50013 });
  await ada.takeRole('Helper');
  await expect(ada.command(general.id, '/config')).rejects.toMatchObject({ code: 50013 });
});

test('everybody, all channels and single ones can be refused; a thread is like its channel', async () => {
  const { discord, general } = stage;
  const { id: guildId } = discord.guild;
  const everywhere = String(BigInt(guildId) - 1n);
  const help = discord.channel('help').id;
  const thread = await discord.person('Ada').startThread(general.id, { name: 'chat' });

  await discord.setCommandPermissions('open', [{ id: guildId, type: ROLE, permission: false }]);
  expect(offeredTo('Ada')).toEqual(['Inspect']);
  await discord.setCommandPermissions('open', [
    { id: everywhere, type: CHANNEL, permission: false },
    { id: help, type: CHANNEL, permission: true },
  ]);

  expect(offeredTo('Ada')).toEqual(['Inspect']);
  expect(offeredTo('Ada', thread.id)).toEqual(['Inspect']);
  expect(offeredTo('Ada', help)).toEqual(['open', 'Inspect']);
  expect(offeredTo('Owner')).toEqual(['open', 'config', 'Inspect']);
});

test('the whole application can be refused, and one command of it allowed all the same', async () => {
  const { discord, general } = stage;
  const { id } = discord.person('Ada');
  const target = await discord.person('Ada').post(general.id, 'x');

  await discord.setCommandPermissions(undefined, [{ id, type: USER, permission: false }]);
  expect(offeredTo('Ada')).toEqual([]);
  await expect(
    discord.person('Ada').contextMenu(general.id, 'Inspect', { messageId: target.id }),
  ).rejects.toMatchObject({ code: 50013 });
  await discord.setCommandPermissions('config', [{ id, type: USER, permission: true }]);

  expect(offeredTo('Ada')).toEqual(['config']);
});

test('the bot reads them, hears of changes, and cannot set them', async () => {
  const { discord, client } = stage;
  const guild = await client.guilds.fetch(discord.guild.id);
  const config = (await client.application.commands.fetch()).find(({ name }) => name === 'config');
  const changes = collect<readonly ApplicationCommandPermissions[]>((add) =>
    client.on(Events.ApplicationCommandPermissionsUpdate, ({ permissions }) => add(permissions)),
  );
  const { permissions } = guild.commands;
  await expect(permissions.fetch({ command: config?.id ?? '' })).rejects.toMatchObject({ code: 10066, status: 404 });
  const { id } = discord.person('Ada');

  await discord.setCommandPermissions('config', [{ id, type: USER, permission: true }]);
  await discord.until(() => changes.at(-1)?.length === 1); // others of before may still come

  const wanted = [{ id, type: USER, permission: true }];
  expect(changes.at(-1)).toEqual(wanted);
  expect(await permissions.fetch({ command: config?.id ?? '' })).toEqual(wanted);
  expect([...(await permissions.fetch({})).keys()]).toEqual([config?.id]);
  await expect(
    client.rest.put(
      `/applications/${client.application.id}/guilds/${guild.id}/commands/${config?.id ?? ''}/permissions`,
      {
        body: { permissions: [] },
      },
    ),
  ).rejects.toMatchObject({ code: 20001 });
});

test('only who manages the server sets them, and only for commands that are there', async () => {
  const { discord } = stage;

  await expect(discord.person('Ada').setCommandPermissions('open', [])).rejects.toMatchObject({ code: 50013 });
  await expect(discord.setCommandPermissions('nothing', [])).rejects.toMatchObject({ code: 10063 });
});
