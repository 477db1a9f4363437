import { ApplicationCommandType, InteractionContextType, type RepliableInteraction } from 'discord.js';
import type { SlashCommand } from '../src/discord/command.ts';
import type { CommandContext } from '../src/discord/command-context.ts';
import type { CommandReply } from '../src/discord/command-result.ts';
import { described } from '../src/discord/described.ts';
import { askerOf, requireAdmission } from '../src/discord/question.ts';
import { UserError } from '../src/errors.ts';

export default {
  data: {
    name: 'retry',
    type: ApplicationCommandType.ChatInput,
    ...described('retry.description'),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  },
  run: (interaction, context) => retry(interaction, context, interaction.channelId),
  /** The button under the last answer. */
  component: (interaction, [conversationId = '', turnKey], context) =>
    retry(interaction, context, conversationId, turnKey),
} satisfies SlashCommand;

async function retry(
  interaction: RepliableInteraction,
  context: CommandContext,
  conversationId: string,
  turnKey?: string,
): Promise<CommandReply> {
  const { conversations, rights, say } = context;
  await requireAdmission(interaction, { asker: askerOf(interaction), length: 0, fileCount: 0 }, context);
  const who = { personId: interaction.user.id, isModerator: rights.mayManageThreads(interaction) };
  const outcome = await conversations.retry(conversationId, turnKey, who);
  if (outcome === 'refused') throw new UserError('retry.notYours');
  if (outcome === 'retrying') return { content: say('retry.started') };
  throw new UserError(outcome === 'newer' ? 'retry.newer' : 'retry.nothing');
}
