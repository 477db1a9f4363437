import {
  type APIModalInteractionResponseCallbackData,
  ApplicationCommandType,
  ComponentType,
  InteractionContextType,
  type ModalSubmitInteraction,
  type RepliableInteraction,
  TextInputStyle,
} from 'discord.js';
import type { MessageCommand } from '../src/discord/command.ts';
import type { CommandContext } from '../src/discord/command-context.ts';
import { type CommandReply, customId } from '../src/discord/command-result.ts';
import { named } from '../src/discord/described.ts';
import {
  askerOf,
  postQuestion,
  questionMessages,
  requireAdmission,
  requireWriter,
  takeQuestion,
} from '../src/discord/question.ts';
import { aboutQuote, isEmpty, type Quote, quoteOf } from '../src/discord/quote.ts';
import { UserError } from '../src/errors.ts';
import { plainName } from '../src/markdown/plain-name.ts';
import { threadName } from '../src/markdown/thread-name.ts';
import { explainingRefusals } from './ask/place.ts';
import { placeOfMessage } from './ask/place-of-message.ts';

const MAX_QUESTION = 4_000;

export default {
  data: {
    type: ApplicationCommandType.Message,
    ...named('askAbout.name'),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  },

  async runOnMessage(interaction, { quotes, say }) {
    const quote = quoteOf(interaction.targetMessage, viewerOf(interaction));
    if (isEmpty(quote)) throw new UserError('askAbout.nothing');
    quotes.keep(interaction.user.id, interaction.targetId, quote);
    const modal: APIModalInteractionResponseCallbackData = {
      custom_id: customId('ask-about', interaction.targetId),
      title: say('askAbout.title'),
      components: [
        {
          type: ComponentType.Label,
          label: say('askAbout.question'),
          component: {
            type: ComponentType.TextInput,
            custom_id: 'question',
            style: TextInputStyle.Paragraph,
            placeholder: say('askAbout.whatDoYouSay'),
            required: false,
            max_length: MAX_QUESTION,
          },
        },
      ],
    };
    return { modal };
  },

  submit: (interaction, [messageId = ''], context) => ask(interaction, messageId, context),
} satisfies MessageCommand;

async function ask(
  interaction: ModalSubmitInteraction,
  messageId: string,
  context: CommandContext,
): Promise<CommandReply> {
  const { say, sayToAll } = context;
  const { channel } = interaction;
  if (!channel) throw new UserError('askAbout.gone');
  const asker = askerOf(interaction);
  const quote = context.quotes.take(interaction.user.id, messageId) ?? (await readAgain(interaction, messageId));
  const shown = interaction.fields.getTextInputValue('question').trim() || sayToAll('askAbout.whatDoYouSay');
  const text = aboutQuote(shown, asker, quote);
  const question = { asker, shown, text, length: shown.length, fileCount: quote.files.length };
  requireWriter(interaction, channel);
  await requireAdmission(interaction, question, context);
  const introduction = sayToAll('askAbout.shown', { name: plainName(asker.name), link: quote.url });
  return explainingRefusals(async () => {
    const place = await placeOfMessage(interaction, messageId, threadName(shown, asker.name), context);
    requireWriter(interaction, place);
    const posted = await postQuestion(place, questionMessages(introduction, shown), interaction.id);
    await takeQuestion(place, posted && { ...posted, files: quote.files }, question, context);
    return place.id === channel.id
      ? { content: say('ask.askedHere') }
      : { content: say('ask.asked', { link: `<#${place.id}>` }) };
  });
}

/** The message as it is now, for when Bobbin was started anew since the menu was opened. */
async function readAgain(interaction: ModalSubmitInteraction, messageId: string): Promise<Quote> {
  const message = await interaction.channel?.messages
    .fetch({ message: messageId, cache: false })
    .catch(() => undefined);
  if (!message) throw new UserError('askAbout.gone');
  const quote = quoteOf(message, viewerOf(interaction));
  if (isEmpty(quote)) throw new UserError('askAbout.again');
  return quote;
}

function viewerOf(interaction: RepliableInteraction) {
  return interaction.inCachedGuild() ? interaction.member : null;
}
