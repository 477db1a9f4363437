import {
  ApplicationCommandOptionType as Option,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type Client,
  Events,
  MessageFlags,
  MessageType,
  PermissionFlagsBits as Flags,
} from 'discord.js';
import { expect, test } from 'vitest';
import type { Discord, DiscordOptions } from '../../../playground/discord/discord.ts';
import { collect, logIn, openDiscord } from '../../support/discord-client.ts';

type OnCommand = (interaction: ChatInputCommandInteraction) => Promise<unknown>;

const assistant = {
  name: 'assistant',
  description: 'Assistants',
  options: [
    {
      type: Option.Subcommand as const,
      name: 'switch',
      description: 'Use another one',
      options: [
        {
          type: Option.String as const,
          name: 'name',
          description: 'Which one',
          required: true,
          autocomplete: true,
        },
        { type: Option.Integer as const, name: 'times', description: 'How often', min_value: 1, max_value: 5 },
      ],
    },
  ],
};

async function start(
  commands: readonly object[],
  onCommand: OnCommand,
  options: DiscordOptions = {},
): Promise<{ discord: Discord; client: Client<true>; general: string }> {
  const discord = await openDiscord({ rateLimits: false, ...options });
  const client = await logIn(discord);
  client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isChatInputCommand()) void onCommand(interaction);
  });
  await client.rest.put(`/applications/${client.application.id}/commands`, { body: commands });
  return { discord, client, general: discord.channel('general').id };
}

test('a person uses a subcommand with options, and gets the answer', async () => {
  const { discord, general } = await start([assistant], (interaction) =>
    interaction.reply(
      `${interaction.options.getSubcommand()} ${interaction.options.getString('name')} ${interaction.options.getInteger('times')}`,
    ),
  );
  const ada = discord.person('Ada');

  const response = await ada.command(general, '/assistant switch name:my tutor times:3');

  expect(response).toMatchObject({ ephemeral: false, deferred: false, message: { content: 'switch my tutor 3' } });
  expect(response.message).toMatchObject({
    type: MessageType.ChatInputCommand,
    author: { id: discord.bot.id },
    interaction_metadata: { name: 'assistant switch', user: { id: ada.id } },
  });
  expect(await ada.command(general, 'assistant switch', { name: 'x' })).toMatchObject({
    message: { content: 'switch x null' },
  });
});

test('the interaction says who asked, where, and what both may do there', async () => {
  const seen: ChatInputCommandInteraction[] = [];
  const { discord, client, general } = await start([{ name: 'ping', description: 'Ping' }], async (interaction) => {
    seen.push(interaction);
    await interaction.reply('pong');
  });
  const posted = await discord.person('Grace', { moderator: true }).command(general, '/ping');
  await discord.person('Ada').command((await discord.person('Ada').openDm()).id, '/ping');

  expect(seen[0]).toMatchObject({ guildId: discord.guild.id, channelId: general, context: 0 });
  expect(seen[0]?.memberPermissions?.has(Flags.ManageGuild)).toBe(true);
  expect(seen[0]?.appPermissions.has(Flags.SendMessages)).toBe(true);
  expect(seen[0]?.appPermissions.has(Flags.ManageGuild)).toBe(false);
  expect(seen[0]?.channel?.id).toBe(general);
  expect([seen[1]?.guildId, seen[1]?.context, seen[1]?.user.username]).toEqual([null, 1, 'ada']);
  await expect(client.rest.get(`/channels/${general}/messages/${posted.message.id}`)).resolves.toMatchObject({
    content: 'pong',
  });
});

test('mistakes are refused before the bot hears of them', async () => {
  const heard: string[] = [];
  const { discord, general } = await start([assistant], async (interaction) => heard.push(interaction.commandName));
  const ada = discord.person('Ada');

  await expect(ada.command(general, '/nothing')).rejects.toThrow('There is no command /nothing here.');
  await expect(ada.command(general, '/assistant')).rejects.toThrow('/assistant needs one of: switch');
  await expect(ada.command(general, '/assistant switch')).rejects.toThrow('These options are required: name.');
  await expect(ada.command(general, '/assistant switch name:x times:six')).rejects.toThrow('needs a whole number');
  await expect(ada.command(general, '/assistant switch name:x times:6')).rejects.toThrow('must be at most 5');
  expect(heard).toEqual([]);
});

test('users, channels, roles, choices, truth and numbers arrive as what they are', async () => {
  const types = {
    user: Option.User,
    channel: Option.Channel,
    role: Option.Role,
    truth: Option.Boolean,
    number: Option.Number,
  };
  const options: object[] = Object.entries(types).map(([name, type]) => ({ type, name, description: name }));
  options.push({ type: Option.String, name: 'colour', description: 'c', choices: [{ name: 'Red', value: '#f00' }] });
  const { discord, general } = await start([{ name: 'all', description: 'All', options }], (interaction) =>
    interaction.reply({
      content: [
        interaction.options.getUser('user')?.username,
        interaction.options.getMember('user') !== null,
        interaction.options.getChannel('channel')?.name,
        interaction.options.getRole('role')?.name,
        interaction.options.getBoolean('truth'),
        interaction.options.getNumber('number'),
        interaction.options.getString('colour'),
      ].join(' '),
    }),
  );
  const ada = discord.person('Ada');

  const text = `/all user:${ada.mention} channel:<#${general}> role:Moderator truth:true number:1.5 colour:Red`;

  expect((await ada.command(general, text)).message.content).toBe('ada true general Moderator true 1.5 #f00');
  await expect(ada.command(general, '/all colour:Blue')).rejects.toThrow('must be one of Red');
  await expect(ada.command(general, '/all user:Nobody')).rejects.toThrow('needs a user');
});

test('autocompletion offers what the bot sends', async () => {
  const { discord, client, general } = await start([assistant], async () => {});
  const completions = collect<AutocompleteInteraction>((add) =>
    client.on(Events.InteractionCreate, (interaction) => {
      if (!interaction.isAutocomplete()) return;
      add(interaction);
      void interaction.respond([{ name: `Tutor (${interaction.options.getFocused()})`, value: 'tutor' }]);
    }),
  );

  const choices = await discord.person('Ada').autocomplete(general, '/assistant switch name:tu');

  expect(choices).toEqual([{ name: 'Tutor (tu)', value: 'tutor' }]);
  expect(completions[0]?.options.getSubcommand()).toBe('switch');
  await expect(discord.person('Ada').autocomplete(general, '/assistant switch name:x times:1')).rejects.toThrow(
    'must be one with autocompletion',
  );
});

test('more than 25 choices are refused', async () => {
  const { discord, client, general } = await start([assistant], async () => {});
  const codes: unknown[] = [];
  client.on(Events.InteractionCreate, (interaction) => {
    if (!interaction.isAutocomplete()) return;
    const choices = Array.from({ length: 26 }, (_, index) => ({ name: `${index}`, value: `${index}` }));
    interaction
      .respond(choices)
      .catch((error: { code: number }) => codes.push(error.code))
      .then(() => interaction.respond([]))
      .catch((error: { code: number }) => codes.push(error.code));
  });

  expect(await discord.person('Ada').autocomplete(general, '/assistant switch name:')).toEqual([]);
  expect(codes).toEqual([50035]);
});

test('a deferred answer resolves with the edit; an ephemeral one is for one person only', async () => {
  const { discord, client, general } = await start([{ name: 'think', description: 'Think' }], async (interaction) => {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.editReply('thought');
    await interaction.followUp({ content: 'more', flags: MessageFlags.Ephemeral });
    await interaction.followUp('for all');
  });
  const ada = discord.person('Ada');

  const response = await ada.command(general, '/think');
  await discord.until(() => discord.messages(general).some((message) => message.content === 'for all'));

  expect(response).toMatchObject({ ephemeral: true, deferred: true, message: { content: 'thought' } });
  expect(ada.messages(general).map((message) => message.content)).toEqual(['thought', 'more', 'for all']);
  expect(
    discord
      .person('Grace')
      .messages(general)
      .map((message) => message.content),
  ).toEqual(['for all']);
  await expect(client.rest.get(`/channels/${general}/messages/${response.message.id}`)).rejects.toMatchObject({
    code: 10008,
  });
  await ada.delete(general, response.message.id);
  expect(ada.messages(general)).toHaveLength(2);
});

test('the first follow-up of a deferred answer is the answer', async () => {
  const { discord, general } = await start([{ name: 'think', description: 'Think' }], async (interaction) => {
    await interaction.deferReply();
    await interaction.followUp('here');
  });

  const response = await discord.person('Ada').command(general, '/think');

  expect(response).toMatchObject({ deferred: true, ephemeral: false, message: { content: 'here' } });
  expect(discord.messages(general)).toHaveLength(1);
});

test('answers can be fetched, edited and deleted, and come back with the response', async () => {
  const done = Promise.withResolvers<unknown[]>();
  const { discord, general } = await start([{ name: 'ping', description: 'Ping' }], async (interaction) => {
    const response = await interaction.reply({ content: 'one', withResponse: true });
    const first = response.resource?.message?.content;
    const { content: fetched } = await interaction.fetchReply();
    const { content: edited } = await interaction.editReply('two');
    await interaction.deleteReply();
    done.resolve([first, fetched, edited]);
  });

  await discord.person('Ada').command(general, '/ping');

  expect(await done.promise).toEqual(['one', 'one', 'two']);
  expect(discord.messages(general)).toEqual([]);
});

test('a second answer is 40060, and one with a wrong id 10062', async () => {
  const codes: unknown[] = [];
  const keep = (error: { code: unknown }) => void codes.push(error.code);
  const { discord, client, general } = await start([{ name: 'ping', description: 'Ping' }], async (interaction) => {
    const route = `/interactions/${interaction.id}/${interaction.token}/callback` as const;
    const body = { type: 4, data: { content: 'pong' } };
    await client.rest.post(route, { body, auth: false });
    await client.rest.post(route, { body, auth: false }).catch(keep);
    await client.rest.post(`/interactions/1/${interaction.token}/callback`, { body, auth: false }).catch(keep);
    await client.rest.post('/webhooks/1/none', { body: body.data, auth: false }).catch(keep);
  });

  await discord.person('Ada').command(general, '/ping');
  await discord.until(() => codes.length === 3);

  expect(codes).toEqual([40060, 10062, 10015]);
});

test('an answer after three seconds is 10062, and a token is good for fifteen minutes', async () => {
  let nowMs = Date.now();
  const codes: unknown[] = [];
  const { discord, general } = await start(
    [
      { name: 'slow', description: 'Slow' },
      { name: 'long', description: 'Long' },
    ],
    async (interaction) => {
      if (interaction.commandName === 'slow') {
        nowMs += 3001;
        await interaction.reply('too late').catch((error: { code: number }) => codes.push(error.code));
        return;
      }
      await interaction.reply('in time');
      nowMs += 15 * 60 * 1000 + 1;
      await interaction.editReply('too late').catch((error: { code: number }) => codes.push(error.code));
    },
    { now: () => nowMs },
  );
  const ada = discord.person('Ada');

  const slow = expect(ada.command(general, '/slow', {}, { timeoutMs: 50 })).rejects.toThrow(
    'The application did not respond',
  );
  await discord.until(() => codes.length === 1);
  await ada.command(general, '/long');
  await discord.until(() => codes.length === 2);

  expect(codes).toEqual([10062, 50027]);
  await slow;
});

test('callback types of buttons are refused for commands', async () => {
  const codes: unknown[] = [];
  const { discord, client, general } = await start([{ name: 'ping', description: 'Ping' }], async (interaction) => {
    for (const type of [6, 7, 8])
      await client.rest
        .post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
          body: { type, data: { choices: [] } },
          auth: false,
        })
        .catch((error: { code: unknown }) => codes.push(error.code));
    await interaction.reply('pong');
  });

  await discord.person('Ada').command(general, '/ping');

  expect(codes).toEqual([50035, 50035, 50035]);
});

test('a command is offered only to those who may use it, and where it is for', async () => {
  const { discord, general } = await start(
    [
      { name: 'setup', description: 'Setup', default_member_permissions: String(Flags.ManageGuild) },
      { name: 'server', description: 'Server only', contexts: [0] },
    ],
    (interaction) => interaction.reply('done'),
  );
  const ada = discord.person('Ada');
  const dm = await ada.openDm();

  await expect(ada.command(general, '/setup')).rejects.toMatchObject({ code: 50013 });
  expect((await discord.person('Grace', { moderator: true }).command(general, '/setup')).message.content).toBe('done');
  await expect(ada.command(dm.id, '/server')).rejects.toMatchObject({ code: 50013 });
  expect((await ada.command(general, '/server')).message.content).toBe('done');
});

test('commands are registered, listed, replaced, edited and deleted, everywhere and per server', async () => {
  const { discord, client } = await start([assistant], async () => {});
  const { commands } = client.application;
  const [first] = (await commands.fetch()).values();

  const [kept, added] = (await commands.set([assistant, { name: 'ping', description: 'Ping' }])).values();
  expect(kept?.id).toBe(first?.id);
  expect(kept?.options).toHaveLength(1);
  await added?.edit({ description: 'Pong' });
  expect((await commands.fetch(added?.id ?? '')).description).toBe('Pong');
  await added?.delete();
  await expect(commands.fetch(added?.id ?? '')).rejects.toMatchObject({ code: 10063 });
  await commands.create({ name: 'here', description: 'Here' }, discord.guild.id);
  expect((await commands.fetch({ guildId: discord.guild.id })).map(({ name }) => name)).toEqual(['here']);
  expect((await commands.fetch()).map(({ name }) => name)).toEqual(['assistant']);
});

test.each([
  { name: 'upper case', command: { name: 'Ping', description: 'x' }, at: 'name' },
  { name: 'a space', command: { name: 'my ping', description: 'x' }, at: 'name' },
  { name: 'no description', command: { name: 'ping' }, at: 'description' },
  { name: 'a long description', command: { name: 'ping', description: 'x'.repeat(101) }, at: 'description' },
  {
    name: 'a required option after another',
    command: {
      name: 'ping',
      description: 'x',
      options: [
        { type: 3, name: 'a', description: 'a' },
        { type: 3, name: 'b', description: 'b', required: true },
      ],
    },
    at: 'options',
  },
  {
    name: 'more than 25 options',
    command: {
      name: 'ping',
      description: 'x',
      options: Array.from({ length: 26 }, (_, index) => ({ type: 3, name: `o${index}`, description: 'x' })),
    },
    at: 'options',
  },
])('a command with $name is not registered', async ({ command, at }) => {
  const { client } = await start([assistant], async () => {});
  const route = `/applications/${client.application.id}/commands` as const;

  await expect(client.rest.put(route, { body: [command] })).rejects.toMatchObject({
    code: 50035,
    rawError: { errors: { 0: { [at]: {} } } },
  });
  await expect(client.rest.post(route, { body: command })).rejects.toMatchObject({
    rawError: { errors: { [at]: {} } },
  });
  expect((await client.application.commands.fetch()).map(({ name }) => name)).toEqual(['assistant']);
});

test('two commands with one name, and more than 100 commands, are refused', async () => {
  const { client } = await start([], async () => {});
  const command = (name: string) => ({ name, description: 'x' });

  await expect(client.application.commands.set([command('a'), command('a')])).rejects.toMatchObject({ code: 50035 });
  const many = Array.from({ length: 101 }, (_, index) => command(`c${index}`));
  await expect(client.application.commands.set(many)).rejects.toMatchObject({ code: 30032 });
});
