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
import {
  askerOf,
  postQuestion,
  type Question,
  questionMessages,
  requireAdmission,
  takeQuestion,
} from '../src/discord/question.ts';
import { attachedFile } from '../src/discord/read-post.ts';
import { UserError } from '../src/errors.ts';
import { plainName } from '../src/markdown/plain-name.ts';
import { threadName } from '../src/markdown/thread-name.ts';
import { assistantChoices, findAssistant } from './assistants/choices.ts';
import { clearAway, explainingRefusals, openPlace } from './ask/place.ts';

/** What an option of a command may hold: https://docs.discord.com/developers/interactions/application-commands */
const MAX_QUESTION = 6_000;

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
  return explainingRefusals(async () => {
    const name = threadName(options.getString('question', true), question.asker.name);
    const { channel, kind, firstMessageId } = await openPlace(interaction, {
      name,
      firstMessage: messages[0],
      isPrivate: options.getBoolean('private') === true,
    });
    try {
      if (assistant && channel.isDMBased()) await requireShared(assistant.id, context);
      const unposted = firstMessageId === undefined ? messages : messages.slice(1);
      const lastId = (await postQuestion(channel, unposted, interaction.id)) ?? firstMessageId;
      await takeQuestion(channel, lastId, question, context, assistant?.id);
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
  const text = [asked, ...(file ? [attachedFile(file.name)] : [])].join('\n').trim();
  if (text === '') throw new UserError('ask.empty');
  return { asker: askerOf(interaction), shown: text, text, length: asked.length, fileCount: file ? 1 : 0 };
}
