import { ApplicationCommandType, type Interaction, InteractionContextType } from 'discord.js';
import { buttonRow } from '../src/discord/buttons.ts';
import type { SlashCommand } from '../src/discord/command.ts';
import type { CommandContext } from '../src/discord/command-context.ts';
import { customId } from '../src/discord/command-result.ts';
import { described } from '../src/discord/described.ts';
import type { Say } from '../src/texts/texts.ts';

/** What a conversation has in it. */
interface Said {
  readonly messages: number;
  readonly personIds: readonly string[];
  /** There is more than was counted. */
  readonly isCut: boolean;
}

export default {
  data: {
    name: 'reset',
    type: ApplicationCommandType.ChatInput,
    ...described('reset.description'),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  },

  async run(interaction, context) {
    const { rights, conversations, say } = context;
    await rights.requireStarter(interaction, conversations);
    const said = await whatWasSaid(interaction, context);
    const isOnlyTheirs = said?.personIds.every((id) => id === interaction.user.id) ?? interaction.guildId === null;
    if (isOnlyTheirs) return { content: await reset(interaction, said, context), isPublic: true };
    return {
      content: said ? say('reset.ask', { what: inWords(said, say) }) : say('reset.askUncounted'),
      rows: [
        buttonRow(
          { id: customId('reset', 'yes'), label: say('reset.yes'), isDangerous: true },
          { id: customId('reset', 'no'), label: say('reset.no') },
        ),
      ],
    };
  },

  /** The buttons of the question. */
  async component(interaction, [answer], context) {
    const { rights, conversations, say } = context;
    if (answer !== 'yes') return { content: say('reset.kept'), isUpdate: true };
    await rights.requireStarter(interaction, conversations);
    const toAll = await reset(interaction, await whatWasSaid(interaction, context), context);
    return { content: say('reset.confirmed'), isUpdate: true, toAll };
  },
} satisfies SlashCommand;

/** Answers with what all are to know. */
async function reset(
  interaction: Interaction,
  said: Said | undefined,
  { conversations, sayToAll }: CommandContext,
): Promise<string> {
  await conversations.reset(interaction.channelId ?? '');
  if (!said || said.messages === 0) return sayToAll('reset.done');
  return sayToAll('reset.doneWith', { what: inWords(said, sayToAll) });
}

/** `undefined` when the Assistants server does not say: a conversation can start over all the same. */
async function whatWasSaid(
  { channelId }: Interaction,
  { conversations, log }: CommandContext,
): Promise<Said | undefined> {
  try {
    const exported = await conversations.export(channelId ?? '');
    const posts = exported?.messages.filter(({ role }) => role === 'user') ?? [];
    const personIds = [...new Set(posts.flatMap(({ author }) => author?.id ?? []))];
    return { messages: posts.length, personIds, isCut: exported?.isCut ?? false };
  } catch (error) {
    log.warn({ channelId, err: error }, 'what was said could not be counted');
    return undefined;
  }
}

/** “12 messages from 3 people”. */
function inWords({ messages, personIds, isCut }: Said, say: Say): string {
  const counted = say('reset.messages', { count: messages });
  return say('reset.from', {
    messages: isCut ? say('reset.atLeast', { messages: counted }) : counted,
    people: say('reset.people', { count: personIds.length }),
  });
}
