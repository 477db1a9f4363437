import { ApplicationCommandType, InteractionContextType } from 'discord.js';
import type { SlashCommand } from '../src/discord/command.ts';
import { described } from '../src/discord/described.ts';

export default {
  data: {
    name: 'reset',
    type: ApplicationCommandType.ChatInput,
    ...described('reset.description'),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  },
  async run(interaction, { conversations, rights, sayToAll }) {
    await rights.requireStarter(interaction, conversations);
    await conversations.reset(interaction.channelId);
    return { content: sayToAll('reset.done'), isPublic: true };
  },
} satisfies SlashCommand;
