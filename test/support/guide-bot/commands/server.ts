import { type ChatInputCommandInteraction, SlashCommandBuilder } from 'discord.js';

export const data = new SlashCommandBuilder().setName('server').setDescription('About this server.');

export async function execute(interaction: ChatInputCommandInteraction): Promise<void> {
  if (!interaction.inCachedGuild()) return;
  const { guild } = interaction;
  await interaction.reply(`This server is ${guild.name} and has ${guild.memberCount} members.`);
}
