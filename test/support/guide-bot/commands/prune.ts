import { type ChatInputCommandInteraction, MessageFlags, PermissionFlagsBits, SlashCommandBuilder } from 'discord.js';

export const data = new SlashCommandBuilder()
  .setName('prune')
  .setDescription('Deletes the newest messages.')
  .setDefaultMemberPermissions(PermissionFlagsBits.ManageMessages)
  .addIntegerOption((option) =>
    option.setName('amount').setDescription('How many').setRequired(true).setMinValue(1).setMaxValue(99),
  );

export async function execute(interaction: ChatInputCommandInteraction): Promise<void> {
  if (!interaction.inCachedGuild()) return;
  const amount = interaction.options.getInteger('amount', true);
  const deleted = await interaction.channel?.bulkDelete(amount, true);
  await interaction.reply({ content: `Deleted ${deleted?.size} messages.`, flags: MessageFlags.Ephemeral });
}
