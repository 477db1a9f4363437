import {
  ButtonStyle,
  type ChatInputCommandInteraction,
  ContainerBuilder,
  MessageFlags,
  SlashCommandBuilder,
} from 'discord.js';

export const data = new SlashCommandBuilder().setName('show').setDescription('A message with a layout.');

export async function execute(interaction: ChatInputCommandInteraction): Promise<void> {
  const container = new ContainerBuilder()
    .setAccentColor(0x00_99_ff)
    .addTextDisplayComponents((text) => text.setContent('# A heading'))
    .addSeparatorComponents((separator) => separator)
    .addSectionComponents((section) =>
      section
        .addTextDisplayComponents((text) => text.setContent('Something to press'))
        .setButtonAccessory((button) =>
          button.setCustomId('show-more').setLabel('Tell me more').setStyle(ButtonStyle.Success),
        ),
    );
  const response = await interaction.reply({
    components: [container],
    flags: MessageFlags.IsComponentsV2,
    withResponse: true,
  });
  const pressed = await response.resource?.message?.awaitMessageComponent({ time: 60_000 });
  container.addTextDisplayComponents((text) => text.setContent('There is no more.'));
  await pressed?.update({ components: [container], flags: MessageFlags.IsComponentsV2 });
}
