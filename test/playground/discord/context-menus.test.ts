import { ApplicationCommandType, MessageFlags, MessageType } from 'discord.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { shareDiscord } from '../../support/shared-discord.ts';

const stage = shareDiscord();
const ASK = { name: 'Ask about this', type: ApplicationCommandType.Message } as const;
const GREET = { name: 'Say hello', type: ApplicationCommandType.User } as const;

beforeAll(() =>
  stage.client.application.commands.set([
    ASK,
    GREET,
    {
      name: 'file',
      description: 'File',
      options: [
        { type: 11, name: 'file', description: 'File', required: true },
        { type: 3, name: 'text', description: 'Text' },
      ],
    },
  ]),
);

describe('the menu of a message', () => {
  test('tells the bot the message, and the answer says where it comes from', async () => {
    const { discord, general } = stage;
    const ada = discord.person('Ada');
    const target = await discord.person('Grace').post(general.id, 'a question', {
      attachments: [{ name: 'a.txt', data: 'a' }],
    });
    stage.onInteraction(async (interaction) => {
      if (!interaction.isMessageContextMenuCommand()) return;
      const { targetMessage } = interaction;
      await interaction.reply(
        `${targetMessage.author.username}: ${targetMessage.content} ${targetMessage.attachments.size}`,
      );
    });

    const { message } = await ada.contextMenu(general.id, 'Ask about this', { messageId: target.id });

    expect(message).toMatchObject({
      content: 'grace: a question 1',
      type: MessageType.ContextMenuCommand,
      interaction_metadata: { name: 'Ask about this', target_message_id: target.id, user: { id: ada.id } },
    });
  });

  test('can show a modal', async () => {
    const { discord, general } = stage;
    const ada = discord.person('Ada');
    const target = await ada.post(general.id, 'a question');
    const input = { type: 4, custom_id: 'why', label: 'Why?', style: 1 };
    stage.onInteraction(async (interaction) => {
      if (interaction.isMessageContextMenuCommand())
        await interaction.showModal({
          customId: interaction.targetId,
          title: 'Ask',
          components: [{ type: 1, components: [input] }],
        } as never);
      if (interaction.isModalSubmit())
        await interaction.reply({ content: interaction.customId, flags: MessageFlags.Ephemeral });
    });

    const { modal } = await ada.contextMenu(general.id, 'Ask about this', { messageId: target.id });

    expect(await ada.submit(modal, { why: 'because' })).toMatchObject({
      ephemeral: true,
      message: { content: target.id },
    });
  });

  test('is not what is typed, and knows only its own commands', async () => {
    const { discord, general } = stage;
    const ada = discord.person('Ada');
    const target = await ada.post(general.id, 'a question');

    await expect(ada.command(general.id, '/Ask about this')).rejects.toMatchObject({ code: 10063 });
    await expect(ada.contextMenu(general.id, 'Say hello', { messageId: target.id })).rejects.toMatchObject({
      code: 10063,
    });
    await expect(ada.contextMenu(general.id, 'Ask about this', { messageId: '1' })).rejects.toMatchObject({
      code: 10008,
    });
    expect(ada.commands(general.id).map(({ name, type }) => [name, type])).toEqual([
      ['Ask about this', 3],
      ['Say hello', 2],
      ['file', 1],
    ]);
  });
});

test('the menu of a user tells the bot the user and the member', async () => {
  const { discord, general } = stage;
  const grace = discord.person('Grace');
  await grace.giveRole('Premium');
  stage.onInteraction(async (interaction) => {
    if (!interaction.isUserContextMenuCommand()) return;
    const roles = interaction.inCachedGuild() ? interaction.targetMember?.roles.cache : undefined;
    await interaction.reply(`${interaction.targetUser.username} ${roles?.some(({ name }) => name === 'Premium')}`);
  });

  const { message } = await discord.person('Ada').contextMenu(general.id, 'Say hello', { userId: grace.id });

  expect(message.content).toBe('grace true');
  expect(message.interaction_metadata).toMatchObject({ target_user: { id: grace.id } });
});

test('names may have spaces and capitals, up to 32 characters and 15 of each type', async () => {
  const { commands } = stage.client.application;
  const menu = (name: string, type = ASK.type) => ({ name, type });
  const many = (count: number) => Array.from({ length: count }, (_, index) => menu(`Do ${index}`));

  expect((await commands.fetch()).map(({ name, type, description }) => [name, type, description]).slice(0, 2)).toEqual([
    ['Ask about this', 3, ''],
    ['Say hello', 2, ''],
  ]);
  const here = await commands.create(menu('Only here'), stage.discord.guild.id);
  expect(here.type).toBe(ASK.type);
  await commands.delete(here.id, stage.discord.guild.id);
  await expect(commands.create(menu('x'.repeat(33)))).rejects.toMatchObject({ code: 50035 });
  await expect(commands.create({ ...menu('x'), description: 'x' } as never)).rejects.toMatchObject({ code: 50035 });
  await expect(commands.set(many(16), stage.discord.guild.id)).rejects.toMatchObject({ code: 30032 });
  expect((await commands.set(many(15), stage.discord.guild.id)).size).toBe(15);
  await commands.set([], stage.discord.guild.id);
});

test('files are options of commands', async () => {
  const { discord, general } = stage;
  const ada = discord.person('Ada');
  stage.onInteraction(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const file = interaction.options.getAttachment('file', true);
    const text = await (await fetch(file.url)).text();
    await interaction.reply(`${file.name} ${file.contentType} ${text} ${interaction.options.getString('text')}`);
  });
  const file = { name: 'notes.txt', data: 'hello', contentType: 'text/plain' };

  expect((await ada.command(general.id, '/file', { text: 'and so on, file: this', file })).message.content).toBe(
    'notes.txt text/plain hello and so on, file: this',
  );
  await expect(ada.command(general.id, '/file', { text: 'x' })).rejects.toThrow('required: file');
  await expect(ada.command(general.id, '/file', { other: file })).rejects.toThrow('no option other');
  await expect(ada.command(general.id, '/file', { file, text: file })).rejects.toThrow('takes no file');
});

test('ephemeral follow-ups carry files, lose them by an edit, and can be deleted', async () => {
  const { discord, general } = stage;
  const ada = discord.person('Ada');
  stage.onInteraction(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const files = (name: string) => [{ attachment: Buffer.from(name), name }];
    await interaction.reply({ files: files('first.txt'), flags: MessageFlags.Ephemeral });
    const more = await interaction.followUp({ content: 'more', files: files('a.txt'), flags: MessageFlags.Ephemeral });
    const [kept] = more.attachments.values();
    await interaction.webhook.editMessage(more.id, { attachments: kept ? [kept] : [], files: files('b.txt') });
    await interaction.webhook.editMessage(more.id, { content: 'edited' });
    await interaction.deleteReply();
    await interaction.webhook.editMessage(more.id, { content: 'last', attachments: [] });
    await interaction.followUp({ content: 'the end', flags: MessageFlags.Ephemeral });
  });
  const seen: string[][] = [];
  const stop = discord.on(({ type, onlyFor, data }) => {
    const { content, attachments } = data as { content: string; attachments: { filename: string }[] };
    if (onlyFor === ada.id && type.startsWith('MESSAGE_') && type !== 'MESSAGE_DELETE')
      seen.push([content, ...attachments.map(({ filename }) => filename)]);
  });

  await ada.command(general.id, '/file', { file: { name: 'x', data: 'x' } });
  await discord.until(() => seen.at(-1)?.[0] === 'the end');
  stop();

  expect(seen).toEqual([
    ['', 'first.txt'],
    ['more', 'a.txt'],
    ['more', 'a.txt', 'b.txt'],
    ['edited', 'a.txt', 'b.txt'],
    ['last'],
    ['the end'],
  ]);
  expect(
    ada
      .messages(general.id)
      .filter(({ flags }) => flags && flags & 64)
      .map(({ content }) => content),
  ).toContain('last');
});
