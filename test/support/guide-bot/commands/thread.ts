import {
  ChannelType,
  type ChatInputCommandInteraction,
  SlashCommandBuilder,
  ThreadAutoArchiveDuration,
} from 'discord.js';

export const data = new SlashCommandBuilder().setName('thread').setDescription('Opens a thread with you.');

export async function execute(interaction: ChatInputCommandInteraction): Promise<void> {
  if (interaction.channel?.type !== ChannelType.GuildText) return;
  const thread = await interaction.channel.threads.create({
    name: 'food-talk',
    autoArchiveDuration: ThreadAutoArchiveDuration.OneHour,
    reason: 'A thread about food',
  });
  await thread.members.add(interaction.user);
  await thread.send(`What shall we eat, ${interaction.user.toString()}?`);
  await thread.setName('dinner-talk');
  await interaction.reply(`Go to ${thread.toString()}.`);
}
