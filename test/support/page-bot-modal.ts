import {
  CheckboxBuilder,
  CheckboxGroupBuilder,
  FileUploadBuilder,
  LabelBuilder,
  ModalBuilder,
  type ModalSubmitInteraction,
  RadioGroupBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
  UserSelectMenuBuilder,
} from 'discord.js';

/** A modal with a text of one line, a longer one, a menu and a file. */
export function formModal(): ModalBuilder {
  const name = new TextInputBuilder()
    .setCustomId('name')
    .setStyle(TextInputStyle.Short)
    .setPlaceholder('My tutor')
    .setMinLength(3)
    .setMaxLength(10);
  const why = new TextInputBuilder()
    .setCustomId('why')
    .setStyle(TextInputStyle.Paragraph)
    .setValue('because')
    .setMaxLength(200)
    .setRequired(false);
  const tone = new StringSelectMenuBuilder()
    .setCustomId('tone')
    .setPlaceholder('How it speaks')
    .setMaxValues(2)
    .addOptions(['Kind', 'Short', 'Funny'].map((label) => ({ label, value: label.toLowerCase() })));
  return new ModalBuilder()
    .setCustomId('tutor')
    .setTitle('A new tutor')
    .addLabelComponents(
      new LabelBuilder().setLabel('Name').setDescription('As people will call it').setTextInputComponent(name),
      new LabelBuilder().setLabel('Why').setTextInputComponent(why),
      new LabelBuilder().setLabel('Tone').setStringSelectMenuComponent(tone),
      new LabelBuilder()
        .setLabel('Sheet')
        .setFileUploadComponent(new FileUploadBuilder().setCustomId('sheet').setRequired(false)),
    );
}

/** A modal with a text, radio buttons, check boxes, one check box and people. */
export function surveyModal(): ModalBuilder {
  const when = new RadioGroupBuilder()
    .setCustomId('when')
    .addOptions({ label: 'Now', value: 'now', description: 'At once' }, { label: 'Later', value: 'later' });
  const days = new CheckboxGroupBuilder()
    .setCustomId('days')
    .setMaxValues(2)
    .addOptions(['Monday', 'Tuesday', 'Wednesday'].map((label) => ({ label, value: label.toLowerCase() })));
  return new ModalBuilder()
    .setCustomId('survey')
    .setTitle('A survey')
    .addTextDisplayComponents((text) => text.setContent('It takes a minute.'))
    .addLabelComponents(
      new LabelBuilder().setLabel('When').setRadioGroupComponent(when),
      new LabelBuilder().setLabel('Days').setCheckboxGroupComponent(days),
      new LabelBuilder().setLabel('Who').setUserSelectMenuComponent(new UserSelectMenuBuilder().setCustomId('who')),
      new LabelBuilder().setLabel('I agree').setCheckboxComponent(new CheckboxBuilder().setCustomId('agreed')),
    );
}

/** What was filled in, in one line. */
export function readModal({ customId, fields }: ModalSubmitInteraction): string {
  if (customId === 'survey') {
    const who = fields.getSelectedUsers('who')?.map(({ displayName }) => displayName) ?? [];
    const days = fields.getCheckboxGroup('days').join('+');
    return `Survey: ${[fields.getRadioGroup('when'), days, who.join('+'), fields.getCheckbox('agreed')].join(' | ')}`;
  }
  const values = [
    fields.getTextInputValue('name'),
    fields.getTextInputValue('why'),
    fields.getStringSelectValues('tone').join('+'),
    fields.getUploadedFiles('sheet')?.first()?.name ?? 'no file',
  ];
  return `Noted: ${values.join(' | ')}`;
}
