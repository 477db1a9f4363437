import { type ChatInputCommandInteraction, SlashCommandBuilder } from 'discord.js';
import { encodePng } from '../../png.ts';

export const data = new SlashCommandBuilder().setName('emoji').setDescription('Makes an emoji and uses it.');

export async function execute(interaction: ChatInputCommandInteraction): Promise<void> {
  if (!interaction.inCachedGuild()) return;
  const emoji = await interaction.guild.emojis.create({ attachment: encodePng(16, 16), name: 'leaf' });
  const response = await interaction.reply({ content: `A ${emoji.toString()} for you.`, withResponse: true });
  await response.resource?.message?.react(emoji);
}
