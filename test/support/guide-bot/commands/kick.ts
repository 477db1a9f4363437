import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  InteractionContextType,
  MessageFlags,
  PermissionFlagsBits,
  SlashCommandBuilder,
} from 'discord.js';

export const data = new SlashCommandBuilder()
  .setName('kick')
  .setDescription('Asks, and then takes somebody out.')
  .setDefaultMemberPermissions(PermissionFlagsBits.KickMembers)
  .setContexts(InteractionContextType.Guild)
  .addUserOption((option) => option.setName('target').setDescription('Whom').setRequired(true))
  .addStringOption((option) => option.setName('reason').setDescription('Why'));

export async function execute(interaction: ChatInputCommandInteraction): Promise<void> {
  if (!interaction.inCachedGuild()) return;
  const target = interaction.options.getMember('target');
  const reason = interaction.options.getString('reason') ?? 'No reason given';
  if (!target) return void (await interaction.reply({ content: 'They are not here.', flags: MessageFlags.Ephemeral }));
  const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('cancel').setLabel('Cancel').setStyle(ButtonStyle.Secondary),
    new ButtonBuilder().setCustomId('confirm').setLabel('Confirm').setStyle(ButtonStyle.Danger),
  );
  const response = await interaction.reply({
    content: `Kick ${target.displayName}? ${reason}`,
    components: [row],
    withResponse: true,
  });
  try {
    const confirmation = await response.resource?.message?.awaitMessageComponent({
      filter: ({ user }) => user.id === interaction.user.id,
      time: 60_000,
    });
    if (confirmation?.customId !== 'confirm')
      return void (await confirmation?.update({ content: 'Nothing was done.', components: [] }));
    await target.kick(reason);
    await confirmation.update({ content: `${target.displayName} was kicked.`, components: [] });
  } catch {
    await interaction.editReply({ content: 'No answer within a minute.', components: [] });
  }
}
