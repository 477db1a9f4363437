import { type ChatInputCommandInteraction, SlashCommandBuilder } from 'discord.js';

export const data = new SlashCommandBuilder().setName('user').setDescription('About you.');

export async function execute(interaction: ChatInputCommandInteraction): Promise<void> {
  if (!interaction.inCachedGuild()) return;
  const { user, member } = interaction;
  await interaction.reply(`You are ${user.username}, and joined in ${member.joinedAt?.getFullYear()}.`);
}
