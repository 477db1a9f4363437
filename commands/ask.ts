import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type ChatInputCommandInteraction,
  InteractionContextType,
} from 'discord.js';
import type { OutgoingFile } from '../src/conversation/surface.ts';
import type { SlashCommand } from '../src/discord/command.ts';
import type { CommandContext } from '../src/discord/command-context.ts';
import type { CommandReply } from '../src/discord/command-result.ts';
import { described } from '../src/discord/described.ts';
import {
  askerOf,
  postQuestion,
  type Question,
  questionBody,
  questionMessages,
  requireAdmission,
  takeQuestion,
} from '../src/discord/question.ts';
import { UserError } from '../src/errors.ts';
import { plainName } from '../src/markdown/plain-name.ts';
import { threadName } from '../src/markdown/thread-name.ts';
import { assistantChoices, findAssistant } from './assistants/choices.ts';
import { clearAway, explainingRefusals, openPlace } from './ask/place.ts';

/** What an option of a command may hold: https://docs.discord.com/developers/interactions/application-commands */
const MAX_QUESTION = 6_000;
const DOWNLOAD_MS = 120_000;

export default {
  data: {
    name: 'ask',
    type: ApplicationCommandType.ChatInput,
    ...described('ask.description'),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'question',
        ...described('ask.questionDescription'),
        required: true,
        max_length: MAX_QUESTION,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'assistant',
        ...described('ask.assistantDescription'),
        autocomplete: true,
      },
      {
        type: ApplicationCommandOptionType.Attachment,
        name: 'file',
        ...described('ask.fileDescription'),
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'private',
        ...described('ask.privateDescription'),
      },
    ],
  },

  run: ask,

  async autocomplete(interaction, { assistants }) {
    return assistantChoices(await assistants.suggested(interaction.guildId ?? undefined), interaction);
  },
} satisfies SlashCommand;

async function ask(interaction: ChatInputCommandInteraction, context: CommandContext): Promise<CommandReply> {
  const { say, sayToAll } = context;
  const { options } = interaction;
  const wanted = options.getString('assistant');
  const question = questionOf(interaction);
  await requireAdmission(interaction, question, context);
  const assistant = wanted === null ? undefined : await findAssistant(interaction, context, wanted);
  const introduction = sayToAll('ask.shown', { name: plainName(question.asker.name) });
  const messages = questionMessages(introduction, question.shown);
  const file = await fileOf(interaction, context);
  return explainingRefusals(async () => {
    const name = threadName(options.getString('question', true), question.asker.name);
    const { channel, kind, first } = await openPlace(interaction, {
      name,
      // The file hangs on the last message: that is the post.
      firstMessage: questionBody(messages[0], messages.length === 1 ? file : undefined),
      hasFile: file !== undefined,
      isPrivate: options.getBoolean('private') === true,
    });
    try {
      if (assistant && channel.isDMBased()) await requireShared(assistant.id, context);
      if (file && channel.isDMBased()) requireSize(file.content.length, undefined, context);
      const unposted = first ? messages.slice(1) : messages;
      const posted = (await postQuestion(channel, unposted, interaction.id, file)) ?? first;
      await takeQuestion(channel, posted, question, context, assistant?.id);
    } catch (error) {
      await clearAway(channel);
      throw error;
    }
    if (kind === 'here') return { content: say('ask.askedHere') };
    if (kind === 'direct message') return { content: say('ask.askedDirectly', { link: channel.url }) };
    return {
      content: say(kind === 'private thread' ? 'ask.askedPrivately' : 'ask.asked', { link: `<#${channel.id}>` }),
    };
  });
}

/** A server's own assistants stay in the server. @throws {UserError} for one of them */
async function requireShared(assistantId: string, { assistants }: CommandContext): Promise<void> {
  if (!(await assistants.usable(undefined, assistantId))) throw new UserError('ask.onlyInServer');
}

function questionOf(interaction: ChatInputCommandInteraction): Question {
  const file = interaction.options.getAttachment('file');
  const asked = interaction.options.getString('question', true).trim();
  if (asked === '' && !file) throw new UserError('ask.empty');
  return { asker: askerOf(interaction), shown: asked, text: asked, length: asked.length, fileCount: file ? 1 : 0 };
}

/** The file, which Discord keeps for this command only: it is shown with the question, and stays there. */
async function fileOf(
  { options, guildId }: ChatInputCommandInteraction,
  context: CommandContext,
): Promise<OutgoingFile | undefined> {
  const file = options.getAttachment('file');
  if (!file) return undefined;
  const { name, url, size } = file;
  const maxBytes = requireSize(size, guildId ?? undefined, context);
  return { name, content: await context.download(url, { maxBytes, timeoutMs: DOWNLOAD_MS, signal: context.signal }) };
}

/** How large a file may be there. @throws {UserError} when this one is larger */
function requireSize(bytes: number, serverId: string | undefined, { surface }: CommandContext): number {
  const maxBytes = surface.maxFileBytes(serverId);
  if (bytes > maxBytes) throw new UserError('download.tooLarge', { limit: Math.floor(maxBytes / 1_024) });
  return maxBytes;
}
