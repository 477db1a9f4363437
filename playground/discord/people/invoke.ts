import { ApplicationCommandType, InteractionContextType, PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import type { Choice } from '../actions/interaction.ts';
import { DiscordError, refusal } from '../discord-error.ts';
import type { ChannelRecord, CommandOption, CommandRecord } from '../records.ts';
import { parseCommandText, type TypedCommand } from './command-text.ts';
import { optionValue } from './command-values.ts';
import type { Heard, InteractionEvents, InteractionEventsOptions, Waiting } from './interaction-events.ts';
import { createResolver } from './resolve.ts';
import type { PersonAttachment, SaveUpload } from './uploads.ts';

const AUTOCOMPLETE_WITHIN_MS = 3000;

interface InvokeOptions extends InteractionEventsOptions {
  events: InteractionEvents;
  saveUpload: SaveUpload;
}

/** What is given for options beside the text of a command, by the name of the option. */
export type OptionTexts = Readonly<Record<string, string | PersonAttachment>>;

/** The options beside the text, and which of them is being completed. Without `focused`: the last one of the text. */
interface CompletedOptions {
  values: OptionTexts;
  focused?: string | undefined;
}

/** What is right-clicked. */
export type MenuTarget = { messageId: string } | { userId: string };

export type Invoke = ReturnType<typeof createInvoke>;

/** Uses the bot's commands as a person does: typed, or from the menu of a message or a user. */
export function createInvoke({ world, permissions, views, actions, botId, events, saveUpload }: InvokeOptions) {
  function fitsHere({ data }: CommandRecord, channel: ChannelRecord): boolean {
    const context = channel.guildId === undefined ? InteractionContextType.BotDM : InteractionContextType.Guild;
    return data.contexts === null || data.contexts.includes(context);
  }

  /** The commands that this person is offered in this channel, those of the menus too. */
  function offered(userId: string, channel: ChannelRecord): CommandRecord[] {
    if (channel.guildId === undefined && !channel.recipients?.includes(botId())) return [];
    if (!permissions.has(channel, userId, Flags.UseApplicationCommands) || world.user(userId).bot) return [];
    return actions.commands
      .usableIn(channel.guildId)
      .filter((command) => fitsHere(command, channel))
      .filter((command) => actions.commandPermissions.mayUse(command, channel, userId));
  }

  /** @throws 50013 when there is such a command and it is not for this person */
  function needOffered(userId: string, channel: ChannelRecord, isMeant: (command: CommandRecord) => boolean) {
    permissions.need(channel, userId, Flags.UseApplicationCommands);
    const usable = offered(userId, channel);
    const isHidden = actions.commands.usableIn(channel.guildId).some(isMeant) && !usable.some(isMeant);
    if (isHidden) throw refusal('missingPermissions');
    return usable;
  }

  function typed(userId: string, channel: ChannelRecord, text: string): TypedCommand {
    const name = /^\/?(\S+)/.exec(text.trim())?.[1];
    const isMeant = ({ data }: CommandRecord) => data.type === 1 && data.name === name;
    return parseCommandText(text, needOffered(userId, channel, isMeant));
  }

  async function send(
    kind: 'command' | 'autocomplete',
    userId: string,
    channelId: string,
    text: string,
    { values, focused: focusedName }: CompletedOptions,
    waiting: Waiting,
  ): Promise<Heard> {
    const channel = world.channel(channelId);
    const { command, path, given: texts, options } = typed(userId, channel, text);
    const given = [...texts, ...named(options, values)];
    const last = focusedName === undefined ? texts.at(-1)?.[0] : options.find(({ name }) => name === focusedName);
    const focused = kind === 'autocomplete' ? last : undefined;
    if (focused && !given.some(([option]) => option === focused)) given.push([focused, '']);
    const resolver = createResolver({ world, views, permissions, userId, guildId: channel.guildId });
    if (kind === 'autocomplete' && !focused?.autocomplete)
      throw new DiscordError(400, 50035, 'The option that is completed must be one with autocompletion.');
    const missing = options.filter((option) => option.required && !given.some(([one]) => one === option));
    if (kind === 'command' && missing.length > 0)
      throw new DiscordError(400, 50035, `These options are required: ${missing.map(({ name }) => name).join(', ')}.`);
    const sent = given.map(([option, value]) => {
      const isFocused = option === focused;
      return {
        name: option.name,
        type: option.type,
        value: isFocused ? value : optionValue(option, value, { resolver, saveUpload }),
        ...(isFocused && { focused: true }),
      };
    });
    const nested = path
      .toReversed()
      .reduce<object[]>((inner, { name, type }) => [{ name, type, options: inner }], sent);
    const name = [command.data.name, ...path.map((part) => part.name)].join(' ');
    const data = { ...about(command), ...(nested.length > 0 && { options: nested }), ...resolver.all() };
    return events.ask({ kind, userId, channelId, origin: { name } }, data, waiting);
  }

  function about({ id, guildId, data: { name, type } }: CommandRecord): object {
    return { id, name, type, ...(guildId !== undefined && { guild_id: guildId }) };
  }

  return {
    offered,

    /** Rejects when the bot keeps silent for three seconds, or for too long after «thinking». */
    command: (userId: string, channelId: string, text: string, values: OptionTexts, waiting: Waiting) =>
      send('command', userId, channelId, text, { values }, waiting),

    async autocomplete(userId: string, channelId: string, text: string, options: CompletedOptions): Promise<Choice[]> {
      const waiting = { timeoutMs: AUTOCOMPLETE_WITHIN_MS };
      const answer = await send('autocomplete', userId, channelId, text, options, waiting);
      return answer?.kind === 'choices' ? answer.choices : [];
    },

    /** Uses a command of the menu of a message or of a user, by its name or id. */
    async menu(userId: string, channelId: string, nameOrId: string, target: MenuTarget, waiting: Waiting) {
      const channel = world.channel(channelId);
      const type = 'messageId' in target ? ApplicationCommandType.Message : ApplicationCommandType.User;
      const isMeant = ({ id, data }: CommandRecord) =>
        (data.type as ApplicationCommandType) === type && (data.name === nameOrId || id === nameOrId);
      const command = needOffered(userId, channel, isMeant).find(isMeant);
      if (!command) throw new DiscordError(404, 10063, `There is no command “${nameOrId}” in this menu.`);
      const resolver = createResolver({ world, views, permissions, userId, guildId: channel.guildId });
      const { name } = command.data;
      if ('userId' in target) {
        const { id } = world.user(target.userId);
        resolver.addUser(id);
        const data = { ...about(command), target_id: id, ...resolver.all() };
        const origin = { name, targetUserId: id };
        return events.ask({ kind: 'command', userId, channelId, origin, isMenu: true }, data, waiting);
      }
      const message = world.message(channelId, target.messageId, userId);
      // Also without MESSAGE_CONTENT: the person has chosen to show this one.
      resolver.add('messages', message.id, views.message(message, botId()));
      const data = { ...about(command), target_id: message.id, ...resolver.all() };
      const origin = { name, targetMessageId: message.id };
      return events.ask({ kind: 'command', userId, channelId, origin, isMenu: true }, data, waiting);
    },
  };
}

function named(options: TypedCommand['options'], values: OptionTexts): [CommandOption, string | PersonAttachment][] {
  return Object.entries(values).map(([name, value]) => {
    const option = options.find((one) => one.name === name);
    if (!option) throw new DiscordError(400, 50035, `This command has no option ${name}.`);
    return [option, value];
  });
}
