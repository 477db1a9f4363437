import { ApplicationCommandOptionType, ApplicationCommandType, InteractionContextType } from 'discord.js';
import type { SlashCommand } from '../src/discord/command.ts';
import { described } from '../src/discord/described.ts';
import { UserError } from '../src/errors.ts';
import { budgetsOfPerson, budgetsOfServer } from './usage/budgets.ts';
import { drawUsage } from './usage/draw.ts';

export default {
  data: {
    name: 'usage',
    type: ApplicationCommandType.ChatInput,
    ...described('usage.description'),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    options: [
      { type: ApplicationCommandOptionType.Subcommand, name: 'me', ...described('usage.meDescription') },
      { type: ApplicationCommandOptionType.Subcommand, name: 'server', ...described('usage.serverDescription') },
    ],
  },

  async run(interaction, context) {
    const { rights, say } = context;
    if (interaction.options.getSubcommand() === 'me') {
      const usage = await drawUsage(interaction, context, interaction.user.id);
      return { content: [say('usage.mine'), usage, await budgetsOfPerson(interaction, context)].join('\n') };
    }
    if (!interaction.inCachedGuild()) throw new UserError('commands.onlyInServers');
    if (!rights.mayManageServer(interaction)) throw new UserError('usage.notYours');
    const usage = await drawUsage(interaction, context);
    return { content: [say('usage.ofServer'), usage, await budgetsOfServer(interaction, context)].join('\n') };
  },
} satisfies SlashCommand;
