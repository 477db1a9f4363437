import {
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ChannelType,
  ComponentType,
  Events,
  type Message,
  MessageFlags,
  MessageType,
  type TextChannel,
} from 'discord.js';
import { describe, expect, test } from 'vitest';
import { logIn, openDiscord } from '../../support/discord-client.ts';
import { shareDiscord } from '../../support/shared-discord.ts';

const stage = shareDiscord();

type Part = APIComponentInMessageActionRow;
const row = (...components: Part[]): APIActionRowComponent<Part> => ({ type: ComponentType.ActionRow, components });
const button = (custom_id: string, more: object = {}) =>
  ({ type: ComponentType.Button, style: ButtonStyle.Primary, custom_id, label: custom_id, ...more }) as Part;
const menu = (type: ComponentType, custom_id: string, more: object = {}) => ({ type, custom_id, ...more }) as Part;
const colours = ['red', 'green', 'blue'].map((value) => ({ label: value.toUpperCase(), value }));

const post = (...components: APIActionRowComponent<Part>[]): Promise<Message> =>
  stage.general.send({ content: 'press', components });

describe('buttons', () => {
  test('a press comes with the message, and can be answered with a message', async () => {
    const { discord, general } = stage;
    const sent = await post(row(button('go', { label: 'Go!' }), button('no')));
    stage.onInteraction(async (interaction) => {
      if (!interaction.isButton()) return;
      await interaction.reply(`${interaction.customId} on ${interaction.message.content}`);
    });

    const response = await discord.person('Ada').click(general.id, sent.id, 'Go!');

    expect(response).toMatchObject({ kind: 'message', ephemeral: false, message: { content: 'go on press' } });
    expect(response.message).toMatchObject({
      type: MessageType.Reply,
      message_reference: { message_id: sent.id },
      interaction_metadata: { type: 3, interacted_message_id: sent.id },
    });
    expect(() => response.modal).toThrow('no modal, but with: message');
  });

  test('a message is updated in place, and its buttons stay unless they are changed', async () => {
    const { discord, general } = stage;
    const ada = discord.person('Ada');
    const sent = await post(row(button('count')));
    stage.onInteraction(async (interaction) => {
      if (!interaction.isButton()) return;
      const response = await interaction.update({ content: 'pressed', withResponse: true });
      expect(response.resource?.message?.id).toBe(sent.id);
      expect((await interaction.fetchReply()).id).toBe(sent.id);
    });

    const response = await ada.click(general.id, sent.id, 'count');

    expect(response).toMatchObject({ kind: 'update', message: { id: sent.id, content: 'pressed' } });
    expect(response.message.components).toMatchObject([{ type: 1, components: [{ custom_id: 'count' }] }]);
    stage.onInteraction((interaction) => interaction.isButton() && interaction.update({ components: [] }));
    expect((await ada.click(general.id, sent.id, 'count')).message).toMatchObject({
      content: 'pressed',
      components: [],
    });
  });

  test('a deferred update shows the edit that follows, or that nothing follows for now', async () => {
    const { discord, general } = stage;
    const ada = discord.person('Ada');
    const sent = await post(row(button('slow')));
    stage.onInteraction(async (interaction) => {
      if (!interaction.isButton()) return;
      await interaction.deferUpdate();
      await interaction.editReply({ content: 'done', components: [row(button('slow', { disabled: true }))] });
      await interaction.followUp({ content: 'for you', flags: MessageFlags.Ephemeral });
    });

    const response = await ada.click(general.id, sent.id, 'slow');

    expect(response).toMatchObject({ kind: 'update', deferred: true, message: { content: 'done' } });
    await discord.until(() => ada.messages(general.id).at(-1)?.content === 'for you');
    await expect(ada.click(general.id, sent.id, 'slow')).rejects.toThrow('disabled');
    const other = await post(row(button('quiet')));
    stage.onInteraction((interaction) => interaction.isButton() && interaction.deferUpdate());
    expect(await ada.click(general.id, other.id, 'quiet', { until: 'heard' })).toMatchObject({ kind: 'heard' });
    expect(ada.messages(general.id).at(-1)).toMatchObject({ id: other.id, content: 'press' });
  });

  test('the message with the button can be taken away, and the press deferred into a new message', async () => {
    const { discord, general } = stage;
    const ada = discord.person('Ada');
    const sent = await post(row(button('close')));
    stage.onInteraction(async (interaction) => {
      if (!interaction.isButton()) return;
      await interaction.deferUpdate();
      await interaction.deleteReply();
    });
    expect(await ada.click(general.id, sent.id, 'close')).toMatchObject({ kind: 'deletion' });
    await expect(ada.click(general.id, sent.id, 'close')).rejects.toMatchObject({ code: 10008 });

    const other = await post(row(button('think')));
    stage.onInteraction(async (interaction) => {
      if (!interaction.isButton()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply('thought');
    });
    expect(await ada.click(general.id, other.id, 'think')).toMatchObject({
      kind: 'message',
      deferred: true,
      ephemeral: true,
      message: { content: 'thought' },
    });
  });

  test('on an ephemeral message only its owner can press, and it is updated in place', async () => {
    const { discord, general } = stage;
    const ada = discord.person('Ada');
    const sent = await post(row(button('panel')));
    stage.onInteraction((interaction) => {
      if (!interaction.isButton()) return undefined;
      const content = { content: 'shown', components: [row(button('inside'))] };
      if (interaction.customId === 'panel') return interaction.reply({ ...content, flags: MessageFlags.Ephemeral });
      expect(interaction.message.flags.has(MessageFlags.Ephemeral)).toBe(true);
      return interaction.update({ content: 'changed' });
    });

    const { message: panel } = await ada.click(general.id, sent.id, 'panel');

    await expect(discord.person('Grace').click(general.id, panel.id, 'inside')).rejects.toMatchObject({ code: 10008 });
    expect(await ada.click(general.id, panel.id, 'inside')).toMatchObject({
      kind: 'update',
      ephemeral: true,
      message: { id: panel.id, content: 'changed', components: [{ components: [{ custom_id: 'inside' }] }] },
    });
  });

  test('a public answer from an ephemeral message stands alone', async () => {
    const { discord, general } = stage;
    const ada = discord.person('Ada');
    const sent = await post(row(button('panel')));
    stage.onInteraction(
      (interaction) =>
        interaction.isButton() &&
        (interaction.customId === 'panel'
          ? interaction.reply({ components: [row(button('tell'))], flags: MessageFlags.Ephemeral })
          : interaction.reply('for all')),
    );
    const { message: panel } = await ada.click(general.id, sent.id, 'panel');

    const { message, ephemeral } = await ada.click(general.id, panel.id, 'tell');

    expect([message.content, message.type, ephemeral]).toEqual(['for all', MessageType.Default, false]);
    expect(panel.content).toBe('');
  });

  test('they work in direct messages and in threads, and the bot can wait for them', async () => {
    const { discord, general, client } = stage;
    const ada = discord.person('Ada');
    const thread = await general.threads.create({ name: 'chat' });
    const direct = await (await client.users.fetch(ada.id)).createDM();
    for (const place of [thread, direct]) {
      const sent = await place.send({ content: 'wait', components: [row(button('here'))] });
      const pressed = sent.awaitMessageComponent({ time: 5000 }).then((interaction) => interaction.update('heard'));
      expect((await ada.click(place.id, sent.id, 'here')).message.content).toBe('heard');
      await pressed;
    }
  });

  test('an answer after three seconds is 10062, and one after fifteen minutes 50027', async () => {
    let nowMs = Date.now();
    const discord = await openDiscord({ now: () => nowMs, rateLimits: false });
    const client = await logIn(discord);
    const general = (await client.channels.fetch(discord.channel('general').id)) as TextChannel;
    const sent = await general.send({ content: 'x', components: [row(button('slow'), button('long'))] });
    const codes: unknown[] = [];
    const keep = ({ code }: { code: unknown }) => void codes.push(code);
    client.on(Events.InteractionCreate, (interaction) => {
      if (!interaction.isButton()) return;
      nowMs += interaction.customId === 'slow' ? 3001 : 0;
      void interaction
        .deferUpdate()
        .then(() => {
          nowMs += 15 * 60 * 1000 + 1;
        })
        .then(() => interaction.editReply('late'))
        .catch(keep);
    });
    const ada = discord.person('Ada');

    await expect(ada.click(general.id, sent.id, 'slow', { timeoutMs: 50 })).rejects.toThrow('did not respond');
    await discord.until(() => codes.length === 1);
    await ada.click(general.id, sent.id, 'long', { until: 'heard' });
    await discord.until(() => codes.length === 2);

    expect(codes).toEqual([10062, 50027]);
  });

  test('links go nowhere, unknown buttons are not there, and silence is told', async () => {
    const { discord, general } = stage;
    const ada = discord.person('Ada');
    const link = { type: 2, style: ButtonStyle.Link, label: 'Docs', url: 'https://example.com' } as Part;
    const sent = await post(row(link, button('silent')), row(menu(3, 'colour', { options: colours })));

    await expect(ada.click(general.id, sent.id, 'Docs')).rejects.toThrow('goes nowhere');
    await expect(ada.click(general.id, sent.id, 'nothing')).rejects.toThrow('nothing called');
    await expect(ada.click(general.id, sent.id, 'colour')).rejects.toThrow('a menu: choose in it');
    await expect(ada.choose(general.id, sent.id, 'silent', 'x')).rejects.toThrow('a button: press it');
    await expect(ada.click(general.id, sent.id, 'silent', { timeoutMs: 20 })).rejects.toThrow(
      'The application did not respond',
    );
  });

  test('a second answer is 40060, and one that does not fit is 50035', async () => {
    const { discord, general } = stage;
    const sent = await post(row(button('twice')));
    const codes: unknown[] = [];
    stage.onInteraction(async (interaction) => {
      if (!interaction.isButton() || interaction.customId !== 'twice') return;
      const body = (type: number) => ({ body: { type, data: { choices: [] } }, auth: false });
      const route = `/interactions/${interaction.id}/${interaction.token}/callback` as const;
      const keep = ({ code }: { code: unknown }) => void codes.push(code);
      await interaction.client.rest.post(route, body(8)).catch(keep);
      await interaction.client.rest.post(route, body(6));
      await interaction.client.rest.post(route, body(6)).catch(keep);
      await interaction.webhook.send('done');
    });

    expect((await discord.person('Ada').click(general.id, sent.id, 'twice')).message.content).toBe('done');
    expect(codes).toEqual([50035, 40060]);
  });
});

describe('menus', () => {
  test('options are chosen by value or label', async () => {
    const { discord, general } = stage;
    const ada = discord.person('Ada');
    const sent = await post(row(menu(3, 'colour', { options: colours, placeholder: 'Which?', max_values: 2 })));
    stage.onInteraction(
      (interaction) => interaction.isStringSelectMenu() && interaction.reply(interaction.values.join()),
    );

    expect((await ada.choose(general.id, sent.id, 'colour', ['red', 'BLUE'])).message.content).toBe('red,blue');
    expect((await ada.choose(general.id, sent.id, 'Which?', 'green')).message.content).toBe('green');
    await expect(ada.choose(general.id, sent.id, 'colour', 'pink')).rejects.toThrow('does not offer "pink"');
    await expect(ada.choose(general.id, sent.id, 'colour', [])).rejects.toThrow('at least 1');
    await expect(ada.choose(general.id, sent.id, 'colour', ['red', 'green', 'blue'])).rejects.toThrow('at most 2');
    await expect(ada.choose(general.id, sent.id, 'colour', ['red', 'RED'])).rejects.toThrow('each value once');
  });

  test('users, roles, channels and both of the former come with what they are', async () => {
    const { discord, general } = stage;
    const ada = discord.person('Ada');
    const role = discord.createRole({ name: 'Premium' });
    const sent = await post(
      row(menu(ComponentType.UserSelect, 'who')),
      row(menu(ComponentType.RoleSelect, 'role', { default_values: [{ id: role.id, type: 'role' }] })),
      row(menu(ComponentType.MentionableSelect, 'any', { min_values: 0, max_values: 2 })),
      row(menu(ComponentType.ChannelSelect, 'where', { channel_types: [ChannelType.GuildText] })),
    );
    stage.onInteraction(async (interaction) => {
      if (interaction.isUserSelectMenu())
        await interaction.reply(
          `${interaction.users.first()?.username} ${interaction.members.first()?.roles !== undefined}`,
        );
      else if (interaction.isRoleSelectMenu()) await interaction.reply(`${interaction.roles.first()?.name}`);
      else if (interaction.isMentionableSelectMenu())
        await interaction.reply(`${interaction.users.size} ${interaction.roles.size}`);
      else if (interaction.isChannelSelectMenu())
        await interaction.reply(`${(interaction.channels.first() as { name?: string } | undefined)?.name}`);
    });
    const choose = async (name: string, values: string | string[]) =>
      (await ada.choose(general.id, sent.id, name, values)).message.content;

    expect(await choose('who', ada.id)).toBe('ada true');
    expect(await choose('role', 'Premium')).toBe('Premium');
    expect(await choose('any', ['Ada', `<@&${role.id}>`])).toBe('1 1');
    expect(await choose('any', [])).toBe('0 0');
    expect(await choose('where', '#general')).toBe('general');
    const category = discord.createChannel({ name: 'things', type: ChannelType.GuildCategory });
    await expect(choose('where', category.id)).rejects.toThrow('does not offer');
    await expect(choose('who', 'Nobody')).rejects.toThrow('does not offer "Nobody"');
  });
});

describe('what is not allowed on a message', () => {
  const options = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ label: `${index}`, value: `${index}` }));
  const buttons = (count: number) => Array.from({ length: count }, (_, index) => button(`b${index}`));

  test.each([
    { name: 'six rows', components: Array.from({ length: 6 }, (_, index) => row(button(`b${index}`))), at: '' },
    { name: 'six buttons in a row', components: [row(...buttons(6))], at: '0.components' },
    { name: 'an empty row', components: [row()], at: '0.components' },
    { name: 'a button outside of rows', components: [button('b')], at: '0.type' },
    { name: 'a text input', components: [row(menu(4, 'x', { style: 1, label: 'x' }))], at: '0.components.0.type' },
    {
      name: 'a menu beside a button',
      components: [row(button('b'), menu(5, 'u'))],
      at: '0.components.1',
    },
    { name: 'one custom id twice', components: [row(button('a')), row(button('a'))], at: '1.components.0.custom_id' },
    { name: 'a long custom id', components: [row(button('x'.repeat(101)))], at: '0.components.0.custom_id' },
    {
      name: 'no custom id',
      components: [row({ type: 2, style: 1, label: 'x' } as Part)],
      at: '0.components.0.custom_id',
    },
    {
      name: 'a link without url',
      components: [row({ type: 2, style: 5, label: 'x' } as Part)],
      at: '0.components.0.url',
    },
    { name: 'a long label', components: [row(button('x', { label: 'x'.repeat(81) }))], at: '0.components.0.label' },
    {
      name: 'a button without label',
      components: [row(button('x', { label: undefined }))],
      at: '0.components.0.label',
    },
    { name: 'a menu without options', components: [row(menu(3, 'x', { options: [] }))], at: '0.components.0.options' },
    { name: '26 options', components: [row(menu(3, 'x', { options: options(26) }))], at: '0.components.0.options' },
    {
      name: 'one option twice',
      components: [row(menu(3, 'x', { options: [...options(1), ...options(1)] }))],
      at: '0.components.0.options.1.value',
    },
    {
      name: 'a long description',
      components: [row(menu(3, 'x', { options: [{ label: 'x', value: 'x', description: 'x'.repeat(101) }] }))],
      at: '0.components.0.options.0.description',
    },
    {
      name: 'more to choose than there is',
      components: [row(menu(3, 'x', { options: options(2), max_values: 3 }))],
      at: '0.components.0.max_values',
    },
    {
      name: 'more chosen at first than may be',
      components: [row(menu(5, 'x', { default_values: [1, 2].map((id) => ({ id: `${id}`, type: 'user' })) }))],
      at: '0.components.0.default_values',
    },
    {
      name: 'a role chosen among users',
      components: [row(menu(5, 'x', { default_values: [{ id: '1', type: 'role' }] }))],
      at: '0.components.0.default_values.0.type',
    },
  ])('$name', async ({ components, at }) => {
    const path = at === '' ? 'errors.components' : `errors.components.${at}`;
    const refused = stage.client.rest
      .post(`/channels/${stage.general.id}/messages`, { body: { content: 'x', components } })
      .catch((error: { code: number; rawError: object }) => error);

    expect(await refused).toMatchObject({ code: 50035 });
    expect(((await refused) as { rawError: object }).rawError).toHaveProperty(path.split('.'));
  });

  test('with IS_COMPONENTS_V2 buttons work inside of containers', async () => {
    const { discord, general, client } = stage;
    const container = { type: 17, components: [{ type: 10, content: 'text' }, row(button('deep'))] };
    const sent = (await client.rest.post(`/channels/${general.id}/messages`, {
      body: { components: [container], flags: MessageFlags.IsComponentsV2 },
    })) as { id: string };
    stage.onInteraction((interaction) => interaction.isButton() && interaction.reply('found'));

    expect((await discord.person('Ada').click(general.id, sent.id, 'deep')).message.content).toBe('found');
  });
});
