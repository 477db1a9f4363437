import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type ChatInputCommandInteraction,
  InteractionContextType,
} from 'discord.js';
import type { SlashCommand } from '../src/discord/command.ts';
import type { CommandContext } from '../src/discord/command-context.ts';
import type { CommandReply } from '../src/discord/command-result.ts';
import { described } from '../src/discord/described.ts';
import { UserError } from '../src/errors.ts';

/** As many lines as surely fit one message, each with a name and a description of `MAX_LENGTH`. */
const MAX_LISTED = 13;
const MAX_CHOICES = 25;
const MAX_CHOICE_LENGTH = 100;
const MAX_LENGTH = 50;

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
    return interaction.options.getSubcommand() === 'switch'
      ? switchTo(interaction, context)
      : list(interaction, context);
  },

  async autocomplete(interaction, { conversations }) {
    const typed = interaction.options.getFocused().toLowerCase();
    const { all } = await conversations.assistants(interaction.guildId ?? undefined);
    return all
      .map(({ id, name }) => ({ name: (name ?? id).slice(0, MAX_CHOICE_LENGTH), value: id }))
      .filter(({ name, value }) => name.toLowerCase().includes(typed) && value.length <= MAX_CHOICE_LENGTH)
      .slice(0, MAX_CHOICES);
  },
} satisfies SlashCommand;

async function list(
  interaction: ChatInputCommandInteraction,
  { conversations, say }: CommandContext,
): Promise<CommandReply> {
  const { all, defaultId, currentId } = await conversations.assistants(
    interaction.guildId ?? undefined,
    interaction.channelId,
  );
  const lines = all.slice(0, MAX_LISTED).map(({ id, name, description }) => {
    const marks = [
      ...(id === currentId ? [say('assistant.isTalkingHere')] : []),
      ...(id === defaultId ? [say('assistant.isDefault')] : []),
    ];
    const details = `${description ? `: ${shorten(description)}` : ''}${marks.length > 0 ? ` *(${marks.join(', ')})*` : ''}`;
    return say('assistant.line', { name: shorten(name ?? id), details });
  });
  if (all.length > MAX_LISTED) lines.push(say('assistant.more', { count: all.length - MAX_LISTED }));
  return { content: say('assistant.list', { lines: lines.join('\n') }) };
}

async function switchTo(
  interaction: ChatInputCommandInteraction,
  { conversations, rights, sayToAll }: CommandContext,
): Promise<CommandReply> {
  // In a DM there is nobody else to ask, so the choice may come before the first post.
  if (interaction.inGuild()) await rights.requireStarter(interaction, conversations);
  const wanted = interaction.options.getString('name', true).trim();
  const { all } = await conversations.assistants(interaction.guildId ?? undefined);
  const chosen =
    all.find(({ id }) => id === wanted) ?? all.find(({ name }) => name?.toLowerCase() === wanted.toLowerCase());
  if (!chosen) throw new UserError('assistant.unknown', { name: shorten(wanted) });
  await conversations.switchAssistant(interaction.channelId, interaction.user.id, chosen.id);
  return { content: sayToAll('assistant.switched', { name: shorten(chosen.name ?? chosen.id) }), isPublic: true };
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH - 1)}…` : line;
}
