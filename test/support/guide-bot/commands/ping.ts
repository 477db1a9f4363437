import { type ChatInputCommandInteraction, SlashCommandBuilder } from 'discord.js';

export const cooldown = 60;
export const data = new SlashCommandBuilder().setName('ping').setDescription('Replies with Pong!');

export async function execute(interaction: ChatInputCommandInteraction): Promise<void> {
  const response = await interaction.reply({ content: 'Pong!', withResponse: true });
  const sent = response.resource?.message;
  if (sent)
    await interaction.editReply(`Pong! After ${Math.max(0, sent.createdTimestamp - interaction.createdTimestamp)} ms.`);
}
