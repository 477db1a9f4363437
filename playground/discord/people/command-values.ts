import { type APIAttachment, ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import { DiscordError } from '../discord-error.ts';
import type { Permissions } from '../permissions.ts';
import type { CommandOption } from '../records.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';

/** What Discord tells a bot about the users, channels and files that were named. */
export type Resolved = Record<string, Record<string, object>>;

export interface ValueOptions {
  world: World;
  views: Views;
  permissions: Permissions;
  guildId: string | undefined;
  userId: string;
  /** Keeps a file that was given as `data:` URL. */
  saveFile: (url: string) => APIAttachment;
}

/** Turns what somebody typed for an option into its value, as Discord's own client does; adds to `resolved`. */
export function optionValue(
  option: CommandOption,
  text: string,
  resolved: Resolved,
  options: ValueOptions,
): string | number | boolean {
  const { world, views, permissions, guildId, userId } = options;
  const refuse = (problem: string) => new DiscordError(400, 50035, `Option "${option.name}" ${problem}.`);
  const add = (kind: string, id: string, object: object) => void ((resolved[kind] ??= {})[id] = object);

  function resolve(kinds: ('user' | 'role' | 'channel')[]): string {
    const id = /^<(?:@!?|@&|#)(\d+)>$/.exec(text)?.[1] ?? text.replace(/^[@#]/, '');
    const user =
      world.users.get(id) ?? [...world.users.values()].find((one) => isCalled(id, one.displayName, one.username));
    if (kinds.includes('user') && user) {
      add('users', user.id, views.user(user));
      const member = guildId === undefined ? undefined : world.member(guildId, user.id);
      if (member) {
        const { user: _user, ...rest } = views.member(member);
        add('members', user.id, {
          ...rest,
          permissions: views.permissions(permissions.inGuild(member.guildId, user.id)),
        });
      }
      return user.id;
    }
    const role = world.rolesOf(guildId ?? '').find((one) => one.id === id || isCalled(id, one.name));
    if (kinds.includes('role') && role) {
      add('roles', role.id, views.role(role));
      return role.id;
    }
    const places = [...world.channelsOf(guildId ?? ''), ...world.threadsOf(guildId ?? '')];
    const channel = places.find((one) => one.id === id || isCalled(id, one.name));
    if (kinds.includes('channel') && channel) {
      const allowed = permissions.inChannel(channel, userId);
      add('channels', channel.id, { ...views.channel(channel, userId), permissions: views.permissions(allowed) });
      return channel.id;
    }
    throw refuse(`needs a ${kinds.join(' or ')}, but got "${text}"`);
  }

  function number(isWhole: boolean): number {
    const value = Number(text);
    if (text === '' || !Number.isFinite(value) || (isWhole && !Number.isSafeInteger(value)))
      throw refuse(`needs a ${isWhole ? 'whole ' : ''}number, but got "${text}"`);
    if (value < (option.min_value ?? -Infinity)) throw refuse(`must be at least ${option.min_value}`);
    if (value > (option.max_value ?? Infinity)) throw refuse(`must be at most ${option.max_value}`);
    return value;
  }

  if (option.choices?.length) {
    const found = option.choices.find(({ name, value }) => name === text || String(value) === text);
    if (!found) throw refuse(`must be one of ${option.choices.map(({ name }) => name).join(', ')}`);
    return found.value;
  }
  switch (option.type as Type) {
    case Type.Integer:
      return number(true);
    case Type.Number:
      return number(false);
    case Type.Boolean:
      if (!/^(?:true|false)$/i.test(text)) throw refuse(`must be true or false, but got "${text}"`);
      return text.toLowerCase() === 'true';
    case Type.User:
      return resolve(['user']);
    case Type.Role:
      return resolve(['role']);
    case Type.Channel:
      return resolve(['channel']);
    case Type.Mentionable:
      return resolve(['user', 'role']);
    case Type.Attachment: {
      const attachment = options.saveFile(text);
      add('attachments', attachment.id, attachment);
      return attachment.id;
    }
    default:
      if (text.length < (option.min_length ?? 0)) throw refuse(`must have at least ${option.min_length} characters`);
      if (text.length > (option.max_length ?? 6000))
        throw refuse(`must have at most ${option.max_length ?? 6000} characters`);
      return text;
  }
}

function isCalled(wanted: string, ...names: (string | undefined)[]): boolean {
  return names.some((name) => name?.toLowerCase() === wanted.toLowerCase());
}
