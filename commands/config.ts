import type { SlashCommand } from '../src/discord/command.ts';
import { complete } from './config/completions.ts';
import { data } from './config/data.ts';
import { useControl } from './config/panel.ts';
import { runSubcommand } from './config/subcommands.ts';

export default {
  data,
  async run(interaction, context) {
    await context.rights.requireCommand(interaction, 'config');
    return runSubcommand(interaction, context);
  },
  autocomplete: complete,
  component: useControl,
  submit: useControl,
} satisfies SlashCommand;
