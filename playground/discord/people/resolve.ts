import type { Permissions } from '../permissions.ts';
import type { ChannelRecord } from '../records.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';

/** What Discord tells a bot about the users, roles, channels, messages and files that were named. */
export type Resolved = Record<string, Record<string, object>>;

export type Kind = 'user' | 'role' | 'channel';

interface ResolverOptions {
  world: World;
  views: Views;
  permissions: Permissions;
  /** Whose choice it is, and where. */
  userId: string;
  guildId: string | undefined;
}

export type Resolver = ReturnType<typeof createResolver>;

/** Finds whom and what a person means, by id, mention or name, and collects it for the bot. */
export function createResolver({ world, views, permissions, userId, guildId }: ResolverOptions) {
  const resolved: Resolved = {};
  const add = (kind: string, id: string, object: object) => void ((resolved[kind] ??= {})[id] = object);

  function addUser(id: string): void {
    add('users', id, views.user(world.user(id)));
    const member = guildId === undefined ? undefined : world.member(guildId, id);
    if (!member) return;
    const { user: _user, ...rest } = views.member(member);
    add('members', id, { ...rest, permissions: views.permissions(permissions.inGuild(member.guildId, id)) });
  }

  function findChannel(text: string): ChannelRecord | undefined {
    return [...world.channelsOf(guildId ?? ''), ...world.threadsOf(guildId ?? '')]
      .filter((one) => permissions.canView(one, userId))
      .find((one) => one.id === text || isCalled(text, one.name));
  }

  return {
    add,
    addUser,
    /** Absent when nobody and nothing was named. */
    all: () => (Object.keys(resolved).length > 0 ? { resolved } : {}),

    /** The id of the first that is called so. `types` are those of channels. */
    find(kinds: readonly Kind[], text: string, types: readonly number[] = []): string | undefined {
      const name = /^<(?:@!?|@&|#)(\d+)>$/.exec(text)?.[1] ?? text.replace(/^[@#]/, '');
      const user =
        world.users.get(name) ?? [...world.users.values()].find((one) => isCalled(name, one.displayName, one.username));
      if (kinds.includes('user') && user) {
        addUser(user.id);
        return user.id;
      }
      const role = world.rolesOf(guildId ?? '').find((one) => one.id === name || isCalled(name, one.name));
      if (kinds.includes('role') && role) {
        add('roles', role.id, views.role(role));
        return role.id;
      }
      const channel = kinds.includes('channel') ? findChannel(name) : undefined;
      if (!channel || (types.length > 0 && !types.includes(channel.type))) return undefined;
      const allowed = permissions.inChannel(channel, userId);
      add('channels', channel.id, { ...views.channel(channel, userId), permissions: views.permissions(allowed) });
      return channel.id;
    },
  };
}

function isCalled(wanted: string, ...names: (string | undefined)[]): boolean {
  return names.some((name) => name?.toLowerCase() === wanted.toLowerCase());
}
