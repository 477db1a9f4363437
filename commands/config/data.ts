import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandGroupOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType as Type,
  ApplicationCommandType,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import { choiceOf, described } from '../../src/discord/described.ts';
import type { TextKey } from '../../src/texts/texts.ts';
import { INHERIT } from './assistants.ts';
import { FORUM_TYPES, LOG_CHANNEL_TYPES, PLACE_TYPES } from './controls.ts';
import { LONGEST_INSTRUCTIONS } from './pages/place.ts';

type Basic = APIApplicationCommandBasicOption;

const PER = [
  choiceOf('config.perPerson', 'person'),
  choiceOf('config.perRole', 'role'),
  choiceOf('config.perChannel', 'channel'),
  choiceOf('config.perServer', 'server'),
];
const UNITS = [choiceOf('config.unitAnswers', 'answers'), choiceOf('config.unitTokens', 'tokens')];
const WINDOWS = [choiceOf('config.anHour', 'hour'), choiceOf('config.aDay', 'day'), choiceOf('config.aMonth', 'month')];
const WHEN = [
  choiceOf('config.inherit', INHERIT),
  choiceOf('config.speakingOff', 'off'),
  choiceOf('config.speakingMentioned', 'mentioned'),
  choiceOf('config.speakingThread', 'thread'),
  choiceOf('config.speakingChannel', 'channel'),
];
const IN_THREADS = [
  choiceOf('config.inherit', INHERIT),
  choiceOf('config.threadsEvery', 'every'),
  choiceOf('config.threadsMentioned', 'mentioned'),
];
const SHOWN = [
  choiceOf('config.inherit', INHERIT),
  choiceOf('config.growingOff', 'whole'),
  choiceOf('config.growingOn', 'growing'),
];

const place = channel('in', 'configOptions.in', PLACE_TYPES);
const who: Basic = { type: Type.Mentionable, name: 'who', ...described('configOptions.who'), required: true };
const bot: Basic = { type: Type.User, name: 'bot', ...described('configOptions.bot') };
const webhook: Basic = { type: Type.String, name: 'webhook', ...described('configOptions.webhook'), max_length: 20 };
const budgetHolder: Basic[] = [
  { type: Type.Role, name: 'role', ...described('configOptions.budgetRole') },
  channel(
    'channel',
    'configOptions.budgetChannel',
    PLACE_TYPES.filter((type) => type !== ChannelType.GuildCategory),
  ),
];
const somebody: Basic = { type: Type.User, name: 'person', ...described('configOptions.budgetPerson') };

/** `/config`: the panel, and a subcommand for everything in it. */
export const data: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  name: 'config',
  type: ApplicationCommandType.ChatInput,
  ...described('configOptions.description'),
  default_member_permissions: String(PermissionFlagsBits.ManageGuild),
  contexts: [InteractionContextType.Guild],
  options: [
    subcommand('panel', 'configOptions.panel'),
    subcommand('show', 'configOptions.show'),
    subcommand('test', 'configOptions.test'),
    subcommand('export', 'configOptions.export'),
    subcommand('import', 'configOptions.import', [
      { type: Type.Attachment, name: 'file', ...described('configOptions.file'), required: true },
    ]),
    subcommand('speaking', 'configOptions.speaking', [
      { type: Type.String, name: 'when', ...described('configOptions.when'), choices: WHEN },
      { type: Type.String, name: 'threads', ...described('configOptions.threads'), choices: IN_THREADS },
      place,
    ]),
    subcommand('answers', 'configOptions.answers', [
      { type: Type.String, name: 'shown', ...described('configOptions.shown'), choices: SHOWN },
      whole('messages', 'configOptions.messages', 0, 20),
      place,
    ]),
    subcommand('assistant', 'configOptions.assistant', [
      completed('name', 'configOptions.assistantName'),
      place,
      completed('tag', 'configOptions.assistantTag'),
    ]),
    subcommand('instructions', 'configOptions.instructions', [
      { type: Type.String, name: 'text', ...described('configOptions.text'), max_length: LONGEST_INSTRUCTIONS },
      place,
      { type: Type.Role, name: 'role', ...described('configOptions.instructionsRole') },
    ]),
    subcommand('solved-tag', 'configOptions.solvedTag', [
      { ...channel('forum', 'configOptions.forum', FORUM_TYPES), required: true },
      completed('tag', 'configOptions.tag'),
    ]),
    subcommand('cooldown', 'configOptions.cooldown', [whole('seconds', 'configOptions.seconds', 0, 86_400)]),
    subcommand('longest-post', 'configOptions.longestPost', [
      whole('characters', 'configOptions.characters', 1, 100_000),
    ]),
    subcommand('files', 'configOptions.files', [whole('count', 'configOptions.count', 0, 10)]),
    subcommand('time-zone', 'configOptions.timeZone', [completed('name', 'configOptions.timeZoneName')]),
    subcommand('retention', 'configOptions.retention', [whole('days', 'configOptions.days', 1, 3_650)]),
    subcommand('log-channel', 'configOptions.logChannel', [
      channel('channel', 'configOptions.logChannelName', LOG_CHANNEL_TYPES),
    ]),
    group('people', 'configOptions.people', [
      subcommand('allow', 'configOptions.peopleAllow', [who]),
      subcommand('refuse', 'configOptions.peopleRefuse', [who]),
      subcommand('remove', 'configOptions.peopleRemove', [who]),
    ]),
    group('bots', 'configOptions.bots', [
      subcommand('allow', 'configOptions.botsAllow', [bot, webhook]),
      subcommand('remove', 'configOptions.botsRemove', [bot, webhook]),
    ]),
    group('budget', 'configOptions.budget', [
      subcommand('set', 'configOptions.budgetSet', [
        { type: Type.String, name: 'for', ...described('configOptions.budgetFor'), choices: PER, required: true },
        { ...whole('limit', 'configOptions.limit', 0, 1_000_000_000), required: true },
        { type: Type.String, name: 'of', ...described('configOptions.unit'), choices: UNITS, required: true },
        { type: Type.String, name: 'per', ...described('configOptions.window'), choices: WINDOWS, required: true },
        ...budgetHolder,
      ]),
      subcommand('remove', 'configOptions.budgetRemove', [
        { ...completed('budget', 'configOptions.budgetName'), required: true },
      ]),
      subcommand('grant', 'configOptions.budgetGrant', [
        { ...whole('amount', 'configOptions.amount', 1, 1_000_000_000), required: true },
        { type: Type.String, name: 'of', ...described('configOptions.unit'), choices: UNITS, required: true },
        { type: Type.String, name: 'per', ...described('configOptions.window'), choices: WINDOWS, required: true },
        somebody,
        ...budgetHolder,
      ]),
      subcommand('reset', 'configOptions.budgetReset', [somebody, ...budgetHolder]),
    ]),
  ],
};

function subcommand(name: string, key: TextKey, options: readonly Basic[] = []): APIApplicationCommandSubcommandOption {
  return { type: Type.Subcommand, name, ...described(key), options: [...options] };
}

function group(
  name: string,
  key: TextKey,
  options: readonly APIApplicationCommandSubcommandOption[],
): APIApplicationCommandSubcommandGroupOption {
  return { type: Type.SubcommandGroup, name, ...described(key), options: [...options] };
}

function channel(name: string, key: TextKey, types: readonly ChannelType[]): Basic {
  return { type: Type.Channel, name, ...described(key), channel_types: [...types] as never };
}

function completed(name: string, key: TextKey): Basic {
  return { type: Type.String, name, ...described(key), autocomplete: true, max_length: 100 };
}

function whole(name: string, key: TextKey, min: number, max: number): Basic {
  return { type: Type.Integer, name, ...described(key), min_value: min, max_value: max };
}
