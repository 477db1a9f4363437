import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import type { SlashCommand } from '../src/discord/command.ts';
import { choiceOf, described } from '../src/discord/described.ts';
import { UserError } from '../src/errors.ts';
import { type ExportedConversation, toJson, toMarkdown } from '../src/markdown/export.ts';
import type { Say } from '../src/texts/texts.ts';

type Format = 'markdown' | 'json';

/** What Discord lets everybody upload is 10 MiB: https://docs.discord.com/developers/reference#uploading-files */
const MAX_BYTES = 9 * 1024 * 1024;

export default {
  data: {
    name: 'export',
    type: ApplicationCommandType.ChatInput,
    ...described('export.description'),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'format',
        ...described('export.formatDescription'),
        choices: [choiceOf('export.markdown', 'markdown'), choiceOf('export.json', 'json')],
      },
    ],
  },

  /** Whoever may use it here can see the channel; what was said in it before, not everybody. */
  async run(interaction, { conversations, say, signal }) {
    const mayRead = interaction.memberPermissions?.has(PermissionFlagsBits.ReadMessageHistory) ?? true;
    if (!mayRead) throw new UserError('export.mayNotRead');
    const conversation = await conversations.export(interaction.channelId, signal);
    if (!conversation) throw new UserError('commands.notHere');
    if (conversation.messages.length === 0) throw new UserError('export.empty');
    const format: Format = interaction.options.getString('format') === 'json' ? 'json' : 'markdown';
    const { data, isCut } = fitting(conversation, format, say);
    return {
      content: say(isCut ? 'export.cut' : 'export.done'),
      files: [{ name: `conversation-${interaction.channelId}.${format === 'json' ? 'json' : 'md'}`, data }],
    };
  },
} satisfies SlashCommand;

/** As much as one file may hold, the newest messages. */
function fitting(conversation: ExportedConversation, format: Format, say: Say) {
  for (let { messages, isCut } = conversation; ; messages = messages.slice(messages.length / 2), isCut = true) {
    const data = Buffer.from(written({ ...conversation, messages, isCut }, format, say));
    if (data.length <= MAX_BYTES || messages.length < 2) return { data: data.subarray(0, MAX_BYTES), isCut };
  }
}

function written(conversation: ExportedConversation, format: Format, say: Say): string {
  if (format === 'json') return toJson(conversation);
  return toMarkdown(conversation, {
    title: say('export.title'),
    assistant: say('export.assistant'),
    isCut: say('export.isCut'),
    noText: say('export.noText'),
    files: say('export.files'),
  });
}
