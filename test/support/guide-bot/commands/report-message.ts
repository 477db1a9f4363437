import {
  ApplicationCommandType,
  ContextMenuCommandBuilder,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
} from 'discord.js';

export const data = new ContextMenuCommandBuilder().setName('Report message').setType(ApplicationCommandType.Message);

export async function execute(interaction: MessageContextMenuCommandInteraction): Promise<void> {
  const { targetMessage } = interaction;
  await interaction.reply({
    content: `Reported “${targetMessage.content}” by ${targetMessage.author.displayName}.`,
    flags: MessageFlags.Ephemeral,
  });
}
