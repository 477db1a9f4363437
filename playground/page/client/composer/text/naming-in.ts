import { accountName, nameOf } from '../../names.ts';
import { CATEGORY } from '../../state/channels.ts';
import { mayIn } from '../../state/permissions.ts';
import type { Visit } from '../../state/visit.ts';
import type { Channel, Role, User } from '../../types.ts';
import type { Nameable, Naming } from './naming.ts';

/** Reads what can be called by its name in a channel. */
export function namingIn(visit: Visit, channel: Channel): Naming {
  const { roles, guild, emojis, bot } = visit.state.value;
  const isDirect = channel.recipients !== undefined;
  const users = isDirect ? [bot, visit.state.value.you] : visit.users.value;
  const mayMentionAll = mayIn(visit.channels, channel, 'mentionEveryone');
  const ownRoles = isDirect ? [] : roles.filter(({ id }) => id !== guild.id);
  return {
    users: users.map(userNameable),
    roles: ownRoles.map(roleNameable),
    channels: isDirect ? [] : visit.channels.all.value.filter(isNamed).map((one) => channelNameable(visit, one)),
    mentionable: [
      ...users.map(userNameable),
      ...ownRoles.filter(({ mentionable }) => mentionable || mayMentionAll).map(roleNameable),
      ...(mayMentionAll && !isDirect ? EVERYBODY : []),
    ],
    emojis,
    emojiUrl: ({ id, animated }) => `/cdn/emojis/${id}.${animated ? 'gif' : 'png'}`,
  };
}

const EVERYBODY: readonly Nameable[] = [
  ['everyone', 'Notifies all who can see this channel'],
  ['here', 'Notifies those of them who are online'],
].map(([name = '', description]) => ({
  id: name,
  written: `@${name}`,
  meant: `@${name}`,
  names: [name],
  label: `@${name}`,
  description,
  picture: { kind: 'sign', text: '@' },
}));

function userNameable(user: User): Nameable {
  const name = nameOf(user);
  return {
    id: user.id,
    written: `@${name}`,
    meant: `<@${user.id}>`,
    names: [name, accountName(user), user.username],
    label: name,
    description: user.bot ? 'Bot' : undefined,
    detail: user.username,
    picture: { kind: 'user', user },
  };
}

function roleNameable({ id, name, color }: Role): Nameable {
  return {
    id,
    written: `@${name}`,
    meant: `<@&${id}>`,
    names: [name],
    label: `@${name}`,
    description: 'Notifies all who have this role',
    picture: { kind: 'sign', text: '@', color },
  };
}

function channelNameable({ channels }: Visit, { id, type, name = '', parent_id, thread_metadata }: Channel): Nameable {
  const parent = channels.get(parent_id ?? undefined);
  return {
    id,
    type,
    written: `#${name}`,
    meant: `<#${id}>`,
    names: [name],
    label: name,
    detail: parent?.name,
    picture: { kind: 'sign', text: thread_metadata ? '↳' : '#' },
  };
}

function isNamed({ type, name, thread_metadata }: Channel): boolean {
  return name !== undefined && type !== CATEGORY && !thread_metadata?.archived;
}
