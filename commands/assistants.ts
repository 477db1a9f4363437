import {
  ApplicationCommandOptionType as Type,
  ApplicationCommandType,
  type ChatInputCommandInteraction,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import { MAX_NAME } from '../src/assistants/workshop.ts';
import type { SlashCommand } from '../src/discord/command.ts';
import type { CommandContext } from '../src/discord/command-context.ts';
import type { CommandResult } from '../src/discord/command-result.ts';
import { described } from '../src/discord/described.ts';
import type { TextKey } from '../src/texts/texts.ts';
import { assistantChoices, findOwn, mayChange, matching } from './assistants/choices.ts';
import { clone } from './assistants/clone.ts';
import { askBeforeDeleting, deleteAssistant } from './assistants/delete.ts';
import { create, edit, receive } from './assistants/edit.ts';
import { addFile, listFiles, removeFile } from './assistants/files.ts';
import { chooseTools } from './assistants/tools.ts';

function assistantOption(key: TextKey) {
  return { type: Type.String as const, name: 'assistant', ...described(key), required: true, autocomplete: true };
}

/** What each subcommand does, by its name, that of a group before it. */
const subcommands: Record<
  string,
  (interaction: ChatInputCommandInteraction, context: CommandContext) => Promise<CommandResult>
> = {
  create,
  edit,
  clone,
  delete: askBeforeDeleting,
  'files add': addFile,
  'files list': listFiles,
  'files remove': removeFile,
};

export default {
  data: {
    name: 'assistants',
    type: ApplicationCommandType.ChatInput,
    ...described('assistants.description'),
    contexts: [InteractionContextType.Guild],
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
    options: [
      {
        type: Type.Subcommand,
        name: 'create',
        ...described('assistants.createDescription'),
        options: [{ type: Type.Boolean, name: 'shared', ...described('assistants.sharedDescription') }],
      },
      {
        type: Type.Subcommand,
        name: 'edit',
        ...described('assistants.editDescription'),
        options: [assistantOption('assistants.assistantDescription')],
      },
      {
        type: Type.Subcommand,
        name: 'clone',
        ...described('assistants.cloneDescription'),
        options: [
          assistantOption('assistants.originalDescription'),
          {
            type: Type.String,
            name: 'name',
            ...described('assistants.cloneNameDescription'),
            min_length: 1,
            max_length: MAX_NAME,
          },
        ],
      },
      {
        type: Type.Subcommand,
        name: 'delete',
        ...described('assistants.deleteDescription'),
        options: [assistantOption('assistants.assistantDescription')],
      },
      {
        type: Type.SubcommandGroup,
        name: 'files',
        ...described('assistants.filesDescription'),
        options: [
          {
            type: Type.Subcommand,
            name: 'add',
            ...described('assistants.filesAddDescription'),
            options: [
              assistantOption('assistants.assistantDescription'),
              { type: Type.Attachment, name: 'file', ...described('assistants.fileDescription'), required: true },
            ],
          },
          {
            type: Type.Subcommand,
            name: 'list',
            ...described('assistants.filesListDescription'),
            options: [assistantOption('assistants.assistantDescription')],
          },
          {
            type: Type.Subcommand,
            name: 'remove',
            ...described('assistants.filesRemoveDescription'),
            options: [
              assistantOption('assistants.assistantDescription'),
              {
                type: Type.String,
                name: 'file',
                ...described('assistants.knownFileDescription'),
                required: true,
                autocomplete: true,
              },
            ],
          },
        ],
      },
    ],
  },

  async run(interaction, context) {
    await context.rights.requireCommand(interaction, 'assistants');
    const group = interaction.options.getSubcommandGroup();
    const name = [group, interaction.options.getSubcommand()].filter((part) => part !== null).join(' ');
    const subcommand = subcommands[name];
    if (!subcommand) throw new Error(`Discord sent a subcommand that nobody has offered: ${name}`);
    return subcommand(interaction, context);
  },

  async autocomplete(interaction, context) {
    const { name: focused } = interaction.options.getFocused(true);
    if (focused === 'file') {
      const assistant = await findOwn(interaction, context, interaction.options.getString('assistant') ?? '');
      const files = await context.knowledge.files(assistant);
      return matching(
        files.map(({ id, name }) => ({ name, value: id })),
        interaction,
      );
    }
    const all = await context.assistants.suggested(interaction.guildId ?? undefined);
    const subcommand = interaction.options.getSubcommand();
    const isForAll = subcommand === 'clone' || subcommand === 'list';
    return assistantChoices(isForAll ? all : all.filter((one) => mayChange(interaction, context, one)), interaction);
  },

  async component(interaction, [what, ...rest], context) {
    await context.rights.requireCommand(interaction, 'assistants');
    if (what === 'tools' && interaction.isStringSelectMenu()) return chooseTools(interaction, rest.slice(1), context);
    if (what === 'delete') return deleteAssistant(interaction, rest, context);
    return { content: context.say('assistants.kept'), rows: [], isUpdate: true };
  },

  async submit(interaction, parts, context) {
    await context.rights.requireCommand(interaction, 'assistants');
    return receive(interaction, parts, context);
  },
} satisfies SlashCommand;
