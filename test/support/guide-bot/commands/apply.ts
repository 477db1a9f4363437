import {
  type ChatInputCommandInteraction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';

export const data = new SlashCommandBuilder().setName('apply').setDescription('Opens a form.');

export async function execute(interaction: ChatInputCommandInteraction): Promise<void> {
  const hobbies = new TextInputBuilder().setCustomId('hobbies').setStyle(TextInputStyle.Paragraph).setMaxLength(200);
  const starter = new StringSelectMenuBuilder()
    .setCustomId('starter')
    .setPlaceholder('Choose one')
    .addOptions({ label: 'Morning', value: 'morning' }, { label: 'Evening', value: 'evening' });
  const modal = new ModalBuilder()
    .setCustomId(`apply-${interaction.id}`)
    .setTitle('Your application')
    .addLabelComponents(
      new LabelBuilder().setLabel('Hobbies').setDescription('What you like').setTextInputComponent(hobbies),
      new LabelBuilder().setLabel('When').setStringSelectMenuComponent(starter),
    );
  await interaction.showModal(modal);
  const submitted = await interaction.awaitModalSubmit({
    filter: ({ customId }) => customId === modal.data.custom_id,
    time: 60_000,
  });
  const { fields } = submitted;
  await submitted.reply({
    content: `Received: ${fields.getTextInputValue('hobbies')}, in the ${fields.getStringSelectValues('starter').join()}.`,
    flags: MessageFlags.Ephemeral,
  });
}
