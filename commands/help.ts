import { ApplicationCommandType, InteractionContextType } from 'discord.js';
import type { SlashCommand } from '../src/discord/command.ts';
import { described } from '../src/discord/described.ts';

export default {
  data: {
    name: 'help',
    type: ApplicationCommandType.ChatInput,
    ...described('help.description'),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  },
  async run(interaction, { say }) {
    return { content: say('help.text', { bot: interaction.client.user.displayName }) };
  },
} satisfies SlashCommand;
