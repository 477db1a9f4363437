import {
  ApplicationCommandType,
  ContextMenuCommandBuilder,
  MessageFlags,
  type UserContextMenuCommandInteraction,
} from 'discord.js';

export const data = new ContextMenuCommandBuilder().setName('Who is this').setType(ApplicationCommandType.User);

export async function execute(interaction: UserContextMenuCommandInteraction): Promise<void> {
  const { targetUser } = interaction;
  await interaction.reply({ content: `That is ${targetUser.displayName}.`, flags: MessageFlags.Ephemeral });
}
