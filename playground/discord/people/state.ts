import { PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { maxFileBytes } from '../file-limit.ts';
import type { Permissions } from '../permissions.ts';
import type { ChannelRecord } from '../records.ts';
import { DEFAULT_LOCALE, type Views } from '../views.ts';
import type { World } from '../world.ts';
import type { People } from './people.ts';
import type { Person } from './person.ts';

interface StateOptions {
  world: World;
  permissions: Permissions;
  views: Views;
  people: People;
  botId: () => string;
  guildId: () => string;
  isOnline: () => boolean;
  /** Whether there is more below `/playground` than the local Discord itself answers. */
  hasControls: boolean;
}

export type State = ReturnType<typeof createState>;

/** Everything that a page has to show to one person at first. */
export function createState(options: StateOptions) {
  const { world, permissions, views, people, botId, guildId, isOnline, hasControls } = options;

  function channelFor(channel: ChannelRecord, userId: string): object {
    const own = permissions.inChannel(channel, userId);
    return { ...views.channel(channel, userId), permissions: views.permissions(own) };
  }

  function person(userId: string): object {
    const user = world.user(userId);
    const member = world.member(guildId(), userId);
    const permissionsHere = permissions.inGuild(guildId(), userId);
    return {
      ...views.user(user),
      nick: member?.nick ?? null,
      roles: member?.roles ?? [],
      joinedAt: member?.joinedAt ?? null,
      locale: user.locale ?? DEFAULT_LOCALE,
      permissions: views.permissions(permissionsHere),
      moderator: (permissionsHere & Flags.ManageGuild) !== 0n,
    };
  }

  function guild(): object {
    const found = world.guilds.get(guildId());
    const { id, name, ownerId, preferredLocale = DEFAULT_LOCALE, premiumTier = 0 } = found ?? {};
    return { id, name, ownerId, preferredLocale, premiumTier, maxFileBytes: maxFileBytes(world, guildId()) };
  }

  function bot(): object {
    const member = world.member(guildId(), botId());
    return {
      ...views.user(world.user(botId())),
      nick: member?.nick ?? null,
      online: isOnline(),
      roles: member?.roles ?? [],
    };
  }

  const everybody = () => people.list().map(({ id }) => person(id));

  return {
    channelFor,
    person,
    guild,
    people: everybody,
    of({ id: userId, openModal }: Person): object {
      const visible = [...world.channels.values()].filter((channel) => permissions.canView(channel, userId));
      const shown = (channels: readonly ChannelRecord[]) => channels.map((channel) => channelFor(channel, userId));
      return {
        hasControls,
        eventCount: world.eventCount(),
        guild: guild(),
        you: person(userId),
        bot: bot(),
        people: everybody(),
        roles: world.rolesOf(guildId()).map(views.role),
        emojis: world.emojisOf(guildId()).map(({ id, name, animated }) => ({ id, name, animated })),
        channels: shown(visible.filter((channel) => !channel.thread && !channel.recipients)),
        threads: shown(visible.filter((channel) => channel.thread)),
        directs: shown(visible.filter((channel) => channel.recipients)),
        modal: openModal() ?? null,
      };
    },
  };
}
