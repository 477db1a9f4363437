import { ApplicationCommandType, InteractionContextType } from 'discord.js';
import type { Command } from '../src/discord/command.ts';
import { requireStarter } from '../src/discord/require-starter.ts';
import { texts } from '../src/texts.ts';

export default {
  data: {
    name: 'reset',
    type: ApplicationCommandType.ChatInput,
    description: 'This conversation starts over: the assistant forgets what was said here',
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  },
  async run(interaction, { conversations }) {
    await requireStarter(interaction, conversations);
    await conversations.reset(interaction.channelId);
    return { content: texts.wasReset, isPublic: true };
  },
} satisfies Command;
