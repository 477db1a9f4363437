import { setTimeout as delay } from 'node:timers/promises';
import { InteractionContextType, InteractionType, PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import type { Actions } from '../actions/actions.ts';
import { type Answer, type Interaction, noResponse } from '../actions/interactions.ts';
import { contentType } from '../content-type.ts';
import { DiscordError, refusal } from '../discord-error.ts';
import type { Permissions } from '../permissions.ts';
import type { ChannelRecord, CommandRecord } from '../records.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';
import { parseCommandText, type TypedCommand } from './command-text.ts';
import { optionValue, type Resolved } from './command-values.ts';

const ANSWER_WITHIN_MS = 3000;
const ATTACHMENT_SIZE_LIMIT = 10 * 1024 * 1024;

interface InvokeOptions {
  world: World;
  permissions: Permissions;
  views: Views;
  actions: Actions;
  botId: () => string;
}

export type Invoke = ReturnType<typeof createInvoke>;

/** Uses the bot's commands as a person does. */
export function createInvoke({ world, permissions, views, actions, botId }: InvokeOptions) {
  /** The commands that this person is offered in this channel. */
  function offered(userId: string, channel: ChannelRecord): CommandRecord[] {
    const { guildId } = channel;
    const context = guildId === undefined ? InteractionContextType.BotDM : InteractionContextType.Guild;
    if (guildId === undefined && !channel.recipients?.includes(botId())) return [];
    return actions.commands
      .usableIn(guildId)
      .filter(({ data }) => data.contexts === null || data.contexts.includes(context))
      .filter(({ data }) => {
        if (guildId === undefined || data.default_member_permissions === null) return true;
        const needed = BigInt(data.default_member_permissions);
        const own = permissions.inChannel(channel, userId);
        // «0» means: nobody but administrators.
        return needed === 0n ? (own & Flags.Administrator) !== 0n : (own & needed) === needed;
      });
  }

  function typed(userId: string, channel: ChannelRecord, text: string): TypedCommand {
    permissions.need(channel, userId, Flags.UseApplicationCommands);
    const usable = offered(userId, channel);
    const hidden = actions.commands.usableIn(channel.guildId).filter((command) => !usable.includes(command));
    const name = /^\/?(\S+)/.exec(text.trim())?.[1];
    if (hidden.some(({ data }) => data.name === name) && !usable.some(({ data }) => data.name === name))
      throw refusal('missingPermissions');
    return parseCommandText(text, usable);
  }

  function saveFile(url: string) {
    const [, type = '', data = ''] = /^data:([^;,]*)[^,]*;base64,(.*)$/s.exec(url) ?? [];
    if (data === '') throw new DiscordError(400, 50035, 'A file is given as data:TYPE;base64,DATA.');
    const bytes = Uint8Array.from(Buffer.from(data, 'base64'));
    const id = world.newId();
    world.files.set(id, bytes);
    const filename = `file.${type.split('/').at(-1) ?? 'bin'}`;
    const known = contentType(type, filename);
    return views.attachment(
      { id, filename, size: bytes.length, ...(known !== undefined && { contentType: known }) },
      '0',
    );
  }

  function send(kind: Interaction['kind'], userId: string, channel: ChannelRecord, text: string): Interaction {
    const { command, path, given, options } = typed(userId, channel, text);
    const resolved: Resolved = {};
    const { guildId } = channel;
    const focused = kind === 'autocomplete' ? given.at(-1)?.[0] : undefined;
    if (kind === 'autocomplete' && !focused?.autocomplete)
      throw new DiscordError(400, 50035, 'The last option of the text must be one with autocompletion.');
    const values = given.map(([option, value]) => {
      const isFocused = option === focused;
      const context = { world, views, permissions, guildId, userId, saveFile };
      return {
        name: option.name,
        type: option.type,
        value: isFocused ? value : optionValue(option, value, resolved, context),
        ...(isFocused && { focused: true }),
      };
    });
    const missing = options.filter((option) => option.required && !given.some(([one]) => one === option));
    if (kind === 'command' && missing.length > 0)
      throw new DiscordError(400, 50035, `These options are required: ${missing.map(({ name }) => name).join(', ')}.`);
    const nested = path
      .toReversed()
      .reduce<object[]>((inner, { name, type }) => [{ name, type, options: inner }], values);
    const name = [command.data.name, ...path.map((part) => part.name)].join(' ');
    const interaction = actions.interactions.start(kind, userId, channel.id, name);
    const data = {
      id: command.id,
      name: command.data.name,
      type: command.data.type,
      ...(command.guildId !== undefined && { guild_id: command.guildId }),
      ...(nested.length > 0 && { options: nested }),
      ...(Object.keys(resolved).length > 0 && { resolved }),
    };
    world.emit({
      type: 'INTERACTION_CREATE',
      guildId,
      onlyFor: botId(),
      view: () => ({ ...payload(interaction, channel), data }),
    });
    return interaction;
  }

  function payload({ id, token, kind, userId }: Interaction, channel: ChannelRecord): object {
    const { guildId } = channel;
    const own = views.permissions(permissions.inChannel(channel, userId));
    const member = guildId === undefined ? undefined : world.member(guildId, userId);
    return {
      id,
      token,
      version: 1,
      application_id: botId(),
      type: kind === 'command' ? InteractionType.ApplicationCommand : InteractionType.ApplicationCommandAutocomplete,
      channel_id: channel.id,
      channel: { ...views.channel(channel, userId), permissions: own },
      locale: 'en-US',
      entitlements: [],
      attachment_size_limit: ATTACHMENT_SIZE_LIMIT,
      app_permissions: views.permissions(permissions.inChannel(channel, botId())),
      authorizing_integration_owners: { 0: guildId ?? '0' },
      context: guildId === undefined ? InteractionContextType.BotDM : InteractionContextType.Guild,
      ...(member
        ? {
            guild_id: guildId,
            guild: { id: guildId, locale: 'en-US', features: [] },
            guild_locale: 'en-US',
            member: { ...views.member(member), permissions: own },
          }
        : { user: views.user(world.user(userId)) }),
    };
  }

  async function answerTo(interaction: Interaction, timeoutMs: number): Promise<Answer> {
    const done = new AbortController();
    const silence = async (ms: number) => {
      await delay(ms, undefined, { signal: done.signal });
      throw noResponse();
    };
    try {
      await Promise.race([interaction.acknowledged.promise, silence(Math.min(ANSWER_WITHIN_MS, timeoutMs))]);
      return await Promise.race([interaction.answered.promise, silence(timeoutMs)]);
    } finally {
      done.abort();
    }
  }

  return {
    offered,
    /** Rejects when the bot keeps silent for three seconds, or for `timeoutMs` after «thinking». */
    async command(userId: string, channelId: string, text: string, timeoutMs: number) {
      const answer = await answerTo(send('command', userId, world.channel(channelId), text), timeoutMs);
      if (answer.kind !== 'message') throw noResponse();
      return answer;
    },
    async autocomplete(userId: string, channelId: string, text: string) {
      const channel = world.channel(channelId);
      const answer = await answerTo(send('autocomplete', userId, channel, text), ANSWER_WITHIN_MS);
      return answer.kind === 'choices' ? answer.choices : [];
    },
  };
}
