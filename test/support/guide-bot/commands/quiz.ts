import { type ChatInputCommandInteraction, SlashCommandBuilder } from 'discord.js';

export const data = new SlashCommandBuilder().setName('quiz').setDescription('Waits for the right answer.');

export async function execute(interaction: ChatInputCommandInteraction): Promise<void> {
  if (!interaction.channel?.isSendable()) return;
  await interaction.reply('What is 6 times 7?');
  const collector = interaction.channel.createMessageCollector({
    filter: ({ author }) => author.id === interaction.user.id,
    max: 2,
    time: 60_000,
  });
  collector.on('collect', (message) => {
    if (message.content !== '42') return void message.reply('Not quite.');
    collector.stop('solved');
  });
  collector.on('end', (collected, reason) => {
    void interaction.followUp(`${reason === 'solved' ? 'Right' : 'Over'}, after ${collected.size} answers.`);
  });
}
