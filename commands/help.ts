import { ApplicationCommandType, InteractionContextType } from 'discord.js';
import type { Command } from '../src/discord/command.ts';
import { texts } from '../src/texts.ts';

export default {
  data: {
    name: 'help',
    type: ApplicationCommandType.ChatInput,
    description: 'How to talk with the assistant, and the commands',
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  },
  async run(interaction) {
    return { content: texts.help(interaction.client.user.displayName) };
  },
} satisfies Command;
