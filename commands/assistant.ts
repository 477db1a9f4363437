import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type ChatInputCommandInteraction,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import type { SlashCommand } from '../src/discord/command.ts';
import type { CommandContext } from '../src/discord/command-context.ts';
import type { CommandReply } from '../src/discord/command-result.ts';
import { described } from '../src/discord/described.ts';
import { fitLines } from '../src/markdown/fit-lines.ts';
import { plainName } from '../src/markdown/plain-name.ts';
import { assistantChoices, findAssistant, nameOf, talkingPlaceOf } from './assistants/choices.ts';
import { fileLine, toolsInWords } from './assistants/words.ts';

/** In characters, so that all of it fits one message. */
const MAX_FILES_SHOWN = 600;

export default {
  data: {
    name: 'assistant',
    type: ApplicationCommandType.ChatInput,
    ...described('assistant.description'),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'list',
        ...described('assistant.listDescription'),
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'show',
        ...described('assistant.showDescription'),
        options: [
          {
            type: ApplicationCommandOptionType.String,
            name: 'name',
            ...described('assistant.shownNameDescription'),
            autocomplete: true,
          },
        ],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'switch',
        ...described('assistant.switchDescription'),
        options: [
          {
            type: ApplicationCommandOptionType.String,
            name: 'name',
            ...described('assistant.nameDescription'),
            required: true,
            autocomplete: true,
          },
        ],
      },
    ],
  },

  async run(interaction, context) {
    const subcommand = interaction.options.getSubcommand();
    if (subcommand === 'switch') return switchTo(interaction, context);
    return subcommand === 'show' ? show(interaction, context) : list(interaction, context);
  },

  async autocomplete(interaction, { assistants }) {
    return assistantChoices(await assistants.suggested(interaction.guildId ?? undefined), interaction);
  },
} satisfies SlashCommand;

async function list(
  interaction: ChatInputCommandInteraction,
  { conversations, say }: CommandContext,
): Promise<CommandReply> {
  const place = await talkingPlaceOf(interaction);
  const { all, usualId, currentId } = await conversations.assistants(place, interaction.channelId);
  const lines = all.map((assistant) => {
    const { id, description } = assistant;
    const marks = [
      ...(id === currentId ? [say('assistant.isTalkingHere')] : []),
      ...(id === usualId ? [say('assistant.isDefault')] : []),
    ];
    const details = `${description ? `: ${plainName(description, 80)}` : ''}${marks.length > 0 ? ` *(${marks.join(', ')})*` : ''}`;
    return say('assistant.line', { name: nameOf(assistant), details });
  });
  return { content: say('assistant.list', { lines: fitLines(lines, (count) => say('assistant.more', { count })) }) };
}

async function show(interaction: ChatInputCommandInteraction, context: CommandContext): Promise<CommandReply> {
  const { conversations, knowledge, say } = context;
  const wanted =
    interaction.options.getString('name') ??
    (await conversations.assistants(await talkingPlaceOf(interaction), interaction.channelId)).currentId;
  const assistant = await findAssistant(interaction, context, wanted);
  const { description, instructions, model } = assistant;
  const files = await knowledge.files(assistant);
  const lines = [
    say('assistant.name', { name: nameOf(assistant) }),
    ...(description ? [plainName(description, 200)] : []),
    say('assistant.model', { model: plainName(model) }),
    say('assistant.tools', { tools: toolsInWords(assistant, say) }),
    ...(files.length > 0
      ? [
          say('assistant.files', { count: files.length }),
          fitLines(
            files.map((file) => fileLine(file, say)),
            (count) => say('assistant.more', { count }),
            MAX_FILES_SHOWN,
          ),
        ]
      : []),
  ];
  if (!maySeeInstructions(interaction, context) || !instructions) return { content: lines.join('\n') };
  lines.push(say('assistant.instructions'));
  return { content: lines.join('\n'), files: [{ name: 'instructions.md', data: instructions }] };
}

/** Members hear what an assistant can do, not how it was told to. */
function maySeeInstructions(interaction: ChatInputCommandInteraction, { rights }: CommandContext): boolean {
  if (rights.isOwner(interaction.user.id)) return true;
  return interaction.inGuild() && interaction.memberPermissions.has(PermissionFlagsBits.ManageGuild);
}

async function switchTo(interaction: ChatInputCommandInteraction, context: CommandContext): Promise<CommandReply> {
  const { conversations, rights, sayToAll } = context;
  // In a DM there is nobody else to ask, so the choice may come before the first post.
  if (interaction.inGuild()) await rights.requireStarter(interaction, conversations);
  const chosen = await findAssistant(interaction, context, interaction.options.getString('name', true));
  await conversations.switchAssistant(interaction.channelId, interaction.user.id, chosen.id);
  return { content: sayToAll('assistant.switched', { name: nameOf(chosen) }), isPublic: true };
}
