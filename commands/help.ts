import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type ChatInputCommandInteraction,
  InteractionContextType,
} from 'discord.js';
import { readsMessageContent } from '../src/discord/client.ts';
import type { SlashCommand } from '../src/discord/command.ts';
import type { CommandContext } from '../src/discord/command-context.ts';
import { described } from '../src/discord/described.ts';
import { readPlace, type SeenPlace } from '../src/discord/read-place.ts';
import type { Offered } from '../src/discord/rights.ts';
import { fitLines } from '../src/markdown/fit-lines.ts';
import { plainName } from '../src/markdown/plain-name.ts';
import { settingsHere } from '../src/server-settings/effective.ts';
import type { InThreads, Speaking } from '../src/server-settings/settings.ts';
import type { TextKey } from '../src/texts/texts.ts';
import { nameOf, talkingPlaceOf } from './assistants/choices.ts';

const MAX_MESSAGE = 2_000;
/** A subcommand with this name is for those who may manage the server, beside others that are for all. */
const FOR_MANAGERS = 'server';

export default {
  data: {
    name: 'help',
    type: ApplicationCommandType.ChatInput,
    ...described('help.description'),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  },

  async run(interaction, context) {
    const { say } = context;
    const introduction = [
      say('help.title', { bot: plainName(interaction.client.user.displayName) }),
      ...(await howToTalk(interaction, context)).map((line) => `- ${line}`),
    ].join('\n');
    const end = [...(interaction.inGuild() ? [say('help.note')] : []), say('help.privacy')].join('\n');
    const commands = await commandsFor(interaction, context);
    const room = MAX_MESSAGE - introduction.length - end.length - 4;
    return {
      content: [introduction, fitLines(commands, (count) => say('help.more', { count }), room), end].join('\n\n'),
    };
  },
} satisfies SlashCommand;

/** When and as whom Bobbin answers where this is asked, as it is set at this moment. */
async function howToTalk(interaction: ChatInputCommandInteraction, context: CommandContext): Promise<string[]> {
  const { settings, say } = context;
  const { channel, guildId } = interaction;
  const place = channel && readPlace(channel);
  if (guildId === null || !place) return [say('help.direct'), ...(await whoAnswers(interaction, context))];
  const around = { channelId: place.homeId, categoryId: place.categoryId };
  const here = settingsHere(await settings.recent(guildId), around);
  const { speaking, inThreads } = here;
  if (speaking === 'off') return [say('help.off')];
  const when = await whenAnswered(interaction, context, place, { speaking, inThreads });
  return [...when, ...(await whoAnswers(interaction, context))];
}

async function whenAnswered(
  { channelId, client }: ChatInputCommandInteraction,
  { conversations, say }: CommandContext,
  place: SeenPlace,
  { speaking, inThreads }: { speaking: Exclude<Speaking, 'off'>; inThreads: InThreads },
): Promise<string[]> {
  const readsAll = readsMessageContent(client);
  if (place.kind === 'channel') {
    const how: Record<typeof speaking, TextKey> = {
      mentioned: 'help.mention',
      thread: 'help.everyInThread',
      channel: 'help.everyHere',
    };
    const mentioned = speaking === 'channel' ? 'help.mentionHere' : 'help.mention';
    return [say(readsAll ? how[speaking] : mentioned), say(threadKey(inThreads, readsAll, 'help.thatThread'))];
  }
  const isKnown = place.isOwn || (await conversations.memoryOf(channelId)) === 'talking';
  if (isKnown) return [say(threadKey(inThreads, readsAll, 'help.thisThread'))];
  return [say('help.join'), say(threadKey(inThreads, readsAll, 'help.fromThenOn'))];
}

function threadKey(
  inThreads: InThreads,
  readsAll: boolean,
  everyPost: 'help.thatThread' | 'help.thisThread' | 'help.fromThenOn',
): TextKey {
  if (!readsAll) return 'help.cannotRead';
  return inThreads === 'every' ? everyPost : 'help.mentionInThreads';
}

/** Help comes also while the Assistants server is away. */
async function whoAnswers(interaction: ChatInputCommandInteraction, context: CommandContext): Promise<string[]> {
  const { conversations, assistants, say, log } = context;
  try {
    const place = await talkingPlaceOf(interaction);
    const { currentId } = await conversations.assistants(place, interaction.channelId);
    const assistant = await assistants.usable(place.serverId, currentId);
    return assistant ? [say('help.assistant', { name: nameOf(assistant) })] : [];
  } catch (error) {
    log.warn({ channelId: interaction.channelId, err: error }, 'help could not say who answers');
    return [];
  }
}

/** One line for each command that the person may use here, those of moderators last. */
async function commandsFor(interaction: ChatInputCommandInteraction, context: CommandContext): Promise<string[]> {
  const { rights, offered, say } = context;
  const usable = await rights.usable(interaction, offered);
  const mayManageServer = interaction.inGuild() && rights.mayManageServer(interaction);
  const isForAll = (command: Offered) => !command.default_member_permissions;
  const line = (command: Offered) =>
    'description' in command
      ? say('help.command', {
          names: namesOf(command, mayManageServer),
          description: localized(command, interaction.locale),
        })
      : say('help.menu', { name: command.name_localizations?.[interaction.locale] ?? command.name });
  const forModerators = usable.filter((command) => !isForAll(command)).map(line);
  return [
    say('help.commands'),
    ...usable.filter(isForAll).map(line),
    ...(forModerators.length > 0 ? [say('help.forModerators'), ...forModerators] : []),
  ];
}

type Typed = Extract<Offered, { description: string }>;

/** “`/assistant list | show | switch`”. */
function namesOf({ name, options = [] }: Typed, mayManageServer: boolean): string {
  const inner = options
    .filter(({ type }) => type === ApplicationCommandOptionType.Subcommand)
    .map((option) => option.name)
    .filter((one) => one !== FOR_MANAGERS || mayManageServer);
  return inner.length > 0 && inner.length < 4 ? `/${name} ${inner.join(' | ')}` : `/${name}`;
}

function localized({ description, description_localizations: others }: Typed, locale: string): string {
  return (others as Record<string, string> | null | undefined)?.[locale] ?? description;
}
