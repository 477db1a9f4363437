import { type ChatInputCommandInteraction, PermissionFlagsBits } from 'discord.js';
import type { Conversations } from '../conversation/conversations.ts';
import { UserError } from '../errors.ts';

/**
 * Lets through whoever started the conversation of this channel, and those who may manage threads.
 * @throws {UserError} for everybody else, and where there is no conversation.
 */
export async function requireStarter(
  interaction: ChatInputCommandInteraction,
  conversations: Pick<Conversations, 'isStarter'>,
): Promise<void> {
  const isStarter = await conversations.isStarter(interaction.channelId, interaction.user.id);
  if (isStarter === undefined) throw new UserError('commands.notHere');
  const isModerator = interaction.memberPermissions?.has(PermissionFlagsBits.ManageThreads) ?? false;
  if (!isStarter && !isModerator) throw new UserError('commands.notYours');
}
