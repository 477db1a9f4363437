import { AttachmentBuilder, type ChatInputCommandInteraction, EmbedBuilder, SlashCommandBuilder } from 'discord.js';
import { encodePng } from '../../png.ts';

export const data = new SlashCommandBuilder().setName('card').setDescription('A card with a picture and a file.');

export async function execute(interaction: ChatInputCommandInteraction): Promise<void> {
  const picture = new AttachmentBuilder(encodePng(64, 48), { name: 'card.png', description: 'A green field' });
  const notes = new AttachmentBuilder(Buffer.from('Some notes'), { name: 'notes.txt' });
  const embed = new EmbedBuilder()
    .setColor('#0099ff')
    .setTitle('Some title')
    .setURL('https://discord.js.org/')
    .setAuthor({ name: 'Some name' })
    .setDescription('Some description here')
    .addFields({ name: 'A field', value: 'A value', inline: true }, { name: 'Another', value: 'More', inline: true })
    .setImage('attachment://card.png')
    .setTimestamp()
    .setFooter({ text: 'Some footer' });
  await interaction.reply({ embeds: [embed], files: [picture, notes] });
}
