import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  ComponentType,
  MessageFlags,
  SlashCommandBuilder,
} from 'discord.js';

export const data = new SlashCommandBuilder().setName('counter').setDescription('Counts presses.');

const row = (isOver = false) =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder()
      .setCustomId('more')
      .setLabel('Again')
      .setEmoji('➕')
      .setStyle(ButtonStyle.Primary)
      .setDisabled(isOver),
    new ButtonBuilder().setCustomId('stop').setLabel('Stop').setStyle(ButtonStyle.Danger).setDisabled(isOver),
    new ButtonBuilder().setLabel('The guide').setURL('https://discordjs.guide').setStyle(ButtonStyle.Link),
  );

export async function execute(interaction: ChatInputCommandInteraction): Promise<void> {
  const response = await interaction.reply({ content: 'Pressed 0 times.', components: [row()], withResponse: true });
  const collector = response.resource?.message?.createMessageComponentCollector({
    componentType: ComponentType.Button,
    time: 60_000,
  });
  let count = 0;
  collector?.on('collect', (pressed) => {
    if (pressed.user.id !== interaction.user.id)
      return void pressed.reply({ content: 'These buttons are not for you.', flags: MessageFlags.Ephemeral });
    if (pressed.customId === 'stop') {
      void pressed.deferUpdate().then(() => collector.stop());
      return;
    }
    count += 1;
    void pressed.update(`Pressed ${count} times.`);
  });
  collector?.on('end', () => void interaction.editReply({ content: `Stopped at ${count}.`, components: [row(true)] }));
}
