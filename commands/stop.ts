import { ApplicationCommandType, type Interaction, InteractionContextType } from 'discord.js';
import type { SlashCommand } from '../src/discord/command.ts';
import type { CommandContext } from '../src/discord/command-context.ts';
import type { CommandReply } from '../src/discord/command-result.ts';
import { described } from '../src/discord/described.ts';
import { UserError } from '../src/errors.ts';

export default {
  data: {
    name: 'stop',
    type: ApplicationCommandType.ChatInput,
    ...described('stop.description'),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  },
  run: (interaction, context) => stop(interaction, context, interaction.channelId),
  /** The button under the message that says what is going on. */
  component: (interaction, [conversationId = '', turnKey], context) =>
    stop(interaction, context, conversationId, turnKey),
} satisfies SlashCommand;

async function stop(
  interaction: Interaction,
  { conversations, rights, say }: CommandContext,
  conversationId: string,
  turnKey?: string,
): Promise<CommandReply> {
  const who = rights.askingOf(interaction);
  const outcome = await conversations.stop(conversationId, turnKey, who);
  if (outcome === 'refused') throw new UserError('retry.notYours');
  return { content: say(outcome === 'stopped' ? 'stop.done' : 'stop.nothing') };
}
