import { PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import type { Permissions } from '../permissions.ts';
import type { ChannelRecord, GuildRecord } from '../records.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';
import type { Invoke } from './invoke.ts';
import type { People } from './people.ts';

interface StateOptions {
  world: World;
  permissions: Permissions;
  views: Views;
  invoke: Invoke;
  people: People;
  botId: () => string;
  isOnline: () => boolean;
}

/** Everything that a page has to show to one person at first. */
export function createState({ world, permissions, views, invoke, people, botId, isOnline }: StateOptions) {
  function channelFor(channel: ChannelRecord, userId: string): object {
    const own = permissions.inChannel(channel, userId);
    return { ...views.channel(channel, userId), permissions: views.permissions(own) };
  }

  function person(userId: string, guild: GuildRecord): object {
    const permissionsHere = permissions.inGuild(guild.id, userId);
    return {
      ...views.user(world.user(userId)),
      roles: world.member(guild.id, userId)?.roles ?? [],
      permissions: views.permissions(permissionsHere),
      moderator: (permissionsHere & Flags.ManageGuild) !== 0n,
    };
  }

  return {
    channelFor,
    commandsIn: (channel: ChannelRecord, userId: string) => invoke.offered(userId, channel).map(views.command),
    people(guild: GuildRecord): object[] {
      return people.list().map(({ id }) => person(id, guild));
    },
    of(userId: string, guild: GuildRecord): object {
      const visible = [...world.channels.values()].filter((channel) => permissions.canView(channel, userId));
      const shown = (channels: readonly ChannelRecord[]) => channels.map((channel) => channelFor(channel, userId));
      return {
        guild: { id: guild.id, name: guild.name, ownerId: guild.ownerId },
        you: person(userId, guild),
        bot: { ...views.user(world.user(botId())), online: isOnline() },
        people: this.people(guild),
        roles: world.rolesOf(guild.id).map(views.role),
        channels: shown(visible.filter((channel) => !channel.thread && !channel.recipients)),
        threads: shown(visible.filter((channel) => channel.thread)),
        directs: shown(visible.filter((channel) => channel.recipients)),
      };
    },
  };
}
