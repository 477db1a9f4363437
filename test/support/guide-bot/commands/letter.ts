import { type ChatInputCommandInteraction, MessageFlags, SlashCommandBuilder } from 'discord.js';

export const data = new SlashCommandBuilder().setName('letter').setDescription('Writes to you.');

export async function execute(interaction: ChatInputCommandInteraction): Promise<void> {
  await interaction.user.send('Dear you!');
  await interaction.reply({ content: 'Look at your direct messages.', flags: MessageFlags.Ephemeral });
}
