import { ComponentType, MessageFlags, type ModalSubmitInteraction, TextInputStyle } from 'discord.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { shareDiscord } from '../../support/shared-discord.ts';

const stage = shareDiscord();

beforeAll(() => stage.client.application.commands.set([{ name: 'edit', description: 'Edit' }]));

const input = (custom_id: string, more: object = {}) => ({
  type: ComponentType.TextInput as const,
  custom_id,
  label: custom_id,
  style: TextInputStyle.Short,
  ...more,
});
const row = (component: object) => ({ type: ComponentType.ActionRow, components: [component] });
const label = (text: string, component: object) => ({ type: ComponentType.Label, label: text, component });
const unlabelled = (custom_id: string, more: object = {}) => {
  const { label: _label, ...rest } = input(custom_id, more);
  return rest;
};
const form = (...components: object[]) => ({ custom_id: 'form', title: 'Form', components }) as never;

/** The bot shows this modal for `/edit`, and does this with what is sent. */
function showing(modal: unknown, onSubmit: (interaction: ModalSubmitInteraction) => unknown = () => {}): void {
  stage.onInteraction(async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.showModal(modal as never);
    if (interaction.isModalSubmit()) await onSubmit(interaction);
  });
}

async function openForm(name = 'Ada') {
  const ada = stage.discord.person(name);
  const { modal } = await ada.command(stage.general.id, '/edit');
  return { ada, modal };
}

describe('a modal', () => {
  test('from a command is filled in, sent and answered', async () => {
    showing(
      form(row(input('name')), row(input('text', { style: 2, value: 'old', required: false }))),
      (interaction) => {
        expect(interaction.isFromMessage()).toBe(false);
        return interaction.reply(
          `${interaction.customId}: ${interaction.fields.getTextInputValue('name')}, ${interaction.fields.getTextInputValue('text')}`,
        );
      },
    );
    const { ada, modal } = await openForm();

    expect(modal).toMatchObject({ title: 'Form', channel_id: stage.general.id });
    expect(ada.openModal()).toEqual(modal);
    const response = await ada.submit(modal, { name: 'Bob' });

    expect(response).toMatchObject({ kind: 'message', message: { content: 'form: Bob, old' } });
    expect(response.message).toMatchObject({
      interaction_metadata: { type: 5, triggering_interaction_metadata: { type: 2, name: 'edit' } },
    });
    expect(ada.openModal()).toBeUndefined();
    await expect(ada.submit(modal, { name: 'Bob' })).rejects.toMatchObject({ code: 10062 });
  });

  test('from a button knows its message, and updates it', async () => {
    const { discord, general } = stage;
    const ada = discord.person('Ada');
    const button = { type: 2, style: 1, label: 'Rename', custom_id: 'rename' } as const;
    const sent = await general.send({ content: 'old', components: [{ type: 1, components: [button] }] });
    stage.onInteraction(async (interaction) => {
      if (interaction.isButton()) await interaction.showModal(form(row(input('name'))));
      if (!interaction.isModalSubmit() || !interaction.isFromMessage()) return;
      expect(interaction.message.id).toBe(sent.id);
      await interaction.deferUpdate();
      await interaction.editReply({ content: interaction.fields.getTextInputValue('name') });
    });

    const { modal } = await ada.click(general.id, sent.id, 'Rename');
    const response = await ada.submit(modal, { name: 'new' });

    expect(modal.message_id).toBe(sent.id);
    expect(response).toMatchObject({ kind: 'update', message: { id: sent.id, content: 'new' } });
  });

  test('from a button of an ephemeral message updates that', async () => {
    stage.onInteraction(async (interaction) => {
      const button = { type: 2, style: 1, label: 'Rename', custom_id: 'rename' } as const;
      if (interaction.isChatInputCommand())
        await interaction.reply({
          content: 'panel',
          components: [{ type: 1, components: [button] }],
          flags: MessageFlags.Ephemeral,
        });
      if (interaction.isButton()) await interaction.showModal(form(row(input('name'))));
      if (interaction.isModalSubmit() && interaction.isFromMessage())
        await interaction.update(interaction.fields.getTextInputValue('name'));
    });
    const ada = stage.discord.person('Ada');
    const { message } = await ada.command(stage.general.id, '/edit');

    const { modal } = await ada.click(stage.general.id, message.id, 'rename');

    expect(await ada.submit(modal, { name: 'new' })).toMatchObject({
      kind: 'update',
      ephemeral: true,
      message: { id: message.id, content: 'new' },
    });
  });

  test('has labels with text, menus, files, radio buttons and checkboxes', async () => {
    const options = ['a', 'b', 'c'].map((value) => ({ value, label: value.toUpperCase() }));
    const modal = form(
      { type: ComponentType.TextDisplay, content: 'Please fill in.' },
      label('Text', unlabelled('text')),
      label('One', { type: ComponentType.StringSelect, custom_id: 'one', options, required: false }),
      label('Who', { type: ComponentType.UserSelect, custom_id: 'who', max_values: 2 }),
      label('Files', { type: ComponentType.FileUpload, custom_id: 'files', required: false }),
    );
    showing(modal, (interaction) => {
      const { fields } = interaction;
      return interaction.reply(
        [
          fields.getTextInputValue('text'),
          fields.getStringSelectValues('one').join(),
          fields
            .getSelectedUsers('who')
            ?.map(({ username }) => username)
            .join(),
          fields
            .getUploadedFiles('files')
            ?.map(({ name, size }) => `${name} ${size}`)
            .join(),
        ].join('; '),
      );
    });
    const { ada, modal: shown } = await openForm();

    const values = { Text: 'hi', one: 'B', who: [ada.id], files: [{ name: 'a.txt', data: 'abc' }] };
    expect((await ada.submit(shown, values)).message.content).toBe('hi; b; ada; a.txt 3');
    const again = await openForm();
    await expect(ada.submit(again.modal, { text: 'hi' })).rejects.toThrow('“who” needs at least 1');
    expect((await ada.submit(again.modal, { text: 'hi', who: 'Ada' })).message.content).toBe('hi; ; ada;');
    showing(
      form(
        label('Radio', { type: 21, custom_id: 'radio', options }),
        label('Several', { type: 22, custom_id: 'several', options }),
        label('Tick', { type: 23, custom_id: 'tick' }),
      ),
      (interaction) =>
        interaction.reply(
          [
            interaction.fields.getRadioGroup('radio'),
            interaction.fields.getCheckboxGroup('several').join(),
            interaction.fields.getCheckbox('tick'),
          ].join('; '),
        ),
    );
    const last = await openForm();
    expect((await ada.submit(last.modal, { radio: 'A', several: ['a', 'c'], tick: true })).message.content).toBe(
      'a; a,c; true',
    );
  });

  test('is held to its lengths and to what is required before the bot hears of it', async () => {
    const heard: string[] = [];
    showing(form(row(input('name', { min_length: 2, max_length: 4 }))), (interaction) => {
      heard.push(interaction.fields.getTextInputValue('name'));
      return interaction.reply('thanks');
    });
    const { ada, modal } = await openForm();

    await expect(ada.submit(modal, {})).rejects.toThrow('“name” is required');
    await expect(ada.submit(modal, { name: 'x' })).rejects.toThrow('at least 2');
    await expect(ada.submit(modal, { name: 'xxxxx' })).rejects.toThrow('at most 4');
    await expect(ada.submit(modal, { name: 'xxx', other: 'x' })).rejects.toThrow('no field of this form');
    await expect(stage.discord.person('Grace').submit(modal, { name: 'xxx' })).rejects.toMatchObject({ code: 10062 });
    expect((await ada.submit(modal, { name: 'xxx' })).message.content).toBe('thanks');
    expect(heard).toEqual(['xxx']);
  });

  test('can be dismissed, gives way to another, and stays open while the bot keeps silent', async () => {
    showing(form(row(input('name'))));
    const { ada, modal } = await openForm();
    const { modal: second } = await openForm();

    await expect(ada.submit(modal, { name: 'x' })).rejects.toMatchObject({ code: 10062 });
    await expect(ada.submit(second, { name: 'x' }, { timeoutMs: 20 })).rejects.toThrow('did not respond');
    expect(ada.openModal()).toEqual(second);
    await ada.dismiss(second);
    expect(ada.openModal()).toBeUndefined();
  });
});

test.each([
  { name: 'no title', modal: { custom_id: 'x', components: [row(input('a'))] }, at: 'title' },
  {
    name: 'a long title',
    modal: { custom_id: 'x', title: 'x'.repeat(46), components: [row(input('a'))] },
    at: 'title',
  },
  { name: 'nothing in it', modal: form(), at: 'components' },
  { name: 'six rows', modal: form(...[1, 2, 3, 4, 5, 6].map((n) => row(input(`${n}`)))), at: 'components' },
  { name: 'a row without a label', modal: form(row(unlabelled('a'))), at: 'components.0.components.0.label' },
  {
    name: 'a button',
    modal: form(row({ type: 2, style: 1, label: 'x', custom_id: 'x' })),
    at: 'components.0.components.0.type',
  },
  { name: 'a menu in a row', modal: form(row({ type: 5, custom_id: 'x' })), at: 'components.0.components.0.type' },
  {
    name: 'one custom id twice',
    modal: form(row(input('a')), row(input('a'))),
    at: 'components.1.components.0.custom_id',
  },
  {
    name: 'a long text',
    modal: form(row(input('a', { value: 'x'.repeat(4001) }))),
    at: 'components.0.components.0.value',
  },
  { name: 'a label of nothing', modal: form({ type: 18, label: 'x' }), at: 'components.0.component' },
])('a modal with $name is refused, and the interaction is still open', async ({ modal, at }) => {
  const refused: object[] = [];
  stage.onInteraction(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.client.rest
      .post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
        body: { type: 9, data: modal },
        auth: false,
      })
      .catch((error: { code: number; rawError: object }) => refused.push(error.rawError));
    await interaction.reply('sorry');
  });

  const response = await stage.discord.person('Ada').command(stage.general.id, '/edit');

  expect(response.message.content).toBe('sorry');
  expect(refused).toMatchObject([{ code: 50035 }]);
  expect(refused[0]).toHaveProperty(['errors', ...at.split('.')]);
});

test('a modal cannot be answered with a modal, nor be shown after a deferral, nor change a command that has no message', async () => {
  const codes: unknown[] = [];
  const keep = ({ code }: { code: unknown }) => void codes.push(code);
  const callback = (interaction: { id: string; token: string }, type: number) =>
    stage.client.rest
      .post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
        body: { type, data: form(row(input('a'))) },
        auth: false,
      })
      .catch(keep);
  showing(form(row(input('a'))), async (interaction) => {
    await callback(interaction, 9);
    await callback(interaction, 7);
    await interaction.reply('done');
  });
  const { ada, modal } = await openForm();
  expect((await ada.submit(modal, { a: 'x' })).message.content).toBe('done');
  expect(codes).toEqual([50035, 50035]);

  stage.onInteraction(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply();
    await callback(interaction, 9);
    await interaction.editReply('later');
  });
  await ada.command(stage.general.id, '/edit');
  expect(codes).toEqual([50035, 50035, 40060]);
});
