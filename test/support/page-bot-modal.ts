import {
  FileUploadBuilder,
  LabelBuilder,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
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
