import {
  ChannelType,
  type ChatInputCommandInteraction,
  EmbedBuilder,
  MessageFlags,
  SlashCommandBuilder,
} from 'discord.js';

export const data = new SlashCommandBuilder().setName('news').setDescription('Posts as somebody else.');

export async function execute(interaction: ChatInputCommandInteraction): Promise<void> {
  if (interaction.channel?.type !== ChannelType.GuildText) return;
  const webhooks = await interaction.channel.fetchWebhooks();
  const own = webhooks.find(({ token }) => token !== null);
  const webhook = own ?? (await interaction.channel.createWebhook({ name: 'News' }));
  const embed = new EmbedBuilder().setTitle('Some title').setColor(0x00ffff);
  const sent = await webhook.send({ content: 'Webhook test', username: 'The daily bugle', embeds: [embed] });
  await webhook.editMessage(sent.id, { content: 'Webhook test, corrected' });
  await interaction.reply({ content: 'Posted.', flags: MessageFlags.Ephemeral });
}
