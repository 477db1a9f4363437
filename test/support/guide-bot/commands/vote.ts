import { type ChatInputCommandInteraction, SlashCommandBuilder } from 'discord.js';

export const data = new SlashCommandBuilder().setName('vote').setDescription('Asks for a reaction.');

export async function execute(interaction: ChatInputCommandInteraction): Promise<void> {
  const response = await interaction.reply({ content: 'React to this.', withResponse: true });
  const message = response.resource?.message;
  if (!message) return;
  await message.react('👍');
  await message.react('👎');
  const collected = await message.awaitReactions({
    filter: (reaction, user) => ['👍', '👎'].includes(reaction.emoji.name ?? '') && user.id === interaction.user.id,
    max: 1,
    time: 60_000,
  });
  const reaction = collected.first();
  await message.reply(`You voted ${reaction?.emoji.name} (${reaction?.count} in all).`);
  await message.reactions.removeAll();
}
