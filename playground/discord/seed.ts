import { ChannelType } from 'discord-api-types/v10';
import { EVERYONE_PERMISSIONS, MODERATOR_PERMISSIONS } from './permissions.ts';
import type { ChannelRecord, RoleRecord } from './records.ts';
import type { ApplicationRecord, World } from './world.ts';

const MODERATOR = 'Moderator';

/** Somebody who is there from the start. */
export interface SeededPerson {
  name: string;
  /** Has the role «Moderator». */
  moderator?: boolean | undefined;
  /** The names of other roles, made if they are missing. */
  roles?: readonly string[] | undefined;
  /** Has joined just now, however old the server is. */
  isNew?: boolean | undefined;
}

export interface Seed {
  /** Default: `Playground`. */
  guild?: string | undefined;
  /** The names of the text channels. Default: `general` and `help`. */
  channels?: readonly string[] | undefined;
  /** Forums and the names of their tags. Default: none. */
  forums?: readonly { name: string; tags: readonly string[] }[] | undefined;
  /** Who owns the server. Default: `Owner`. */
  owner?: string | undefined;
  /** Default: nobody but the owner. */
  people?: readonly SeededPerson[] | undefined;
  /** How long ago the server was made, and its people joined. Default: now. */
  ageDays?: number | undefined;
}

export interface SeededApplication {
  name: string;
  /** Default: the one kept in the file, else one made from the id. */
  token?: string | undefined;
}

interface FillOptions {
  application: ApplicationRecord;
  /** What the bot's own role allows it beyond what everybody may do. */
  permissions: bigint;
  seed: Seed;
}

const DAY_MS = 86_400_000;

/** The bot that may log in: the one of the file, or in an empty world a new one. */
export function seedApplication(world: World, { name, token }: SeededApplication): ApplicationRecord {
  const [existing] = world.applications.values();
  const id = existing?.id ?? world.newId();
  const known = existing ?? { id, name, token: `${Buffer.from(id).toString('base64url')}.local.discord` };
  return { ...known, token: token ?? known.token };
}

/** Fills an empty world: one server with channels, the roles of a moderator and of the bot, its people and the bot. */
export function fillWorld(world: World, { application, permissions, seed }: FillOptions): void {
  const { ageDays = 0, people = [] } = seed;
  world.applications.set(application);
  const madeMs = world.now() - ageDays * DAY_MS;
  const olderId = ageDays > 0 ? () => world.pastId(madeMs) : world.newId;
  const guildId = olderId();

  function join(userId: string, roles: string[], atMs = madeMs): void {
    const joinedAt = new Date(atMs).toISOString();
    world.members.set({ id: `${guildId}:${userId}`, guildId, userId, roles, joinedAt });
  }

  function addRole(role: Pick<RoleRecord, 'name'> & Partial<RoleRecord>): string {
    const position = world.rolesOf(guildId).length;
    const added = { permissions: '0', color: 0, mentionable: false, id: olderId(), ...role, guildId, position };
    world.roles.set(added);
    return added.id;
  }

  function roleNamed(name: string): string {
    return world.rolesOf(guildId).find((role) => role.name === name)?.id ?? addRole({ name, mentionable: true });
  }

  function addUser(displayName: string, id: string): string {
    world.users.set({ id, username: displayName.toLowerCase(), displayName, bot: false });
    return id;
  }

  const ownerId = addUser(seed.owner ?? 'Owner', olderId());
  world.guilds.set({ id: guildId, name: seed.guild ?? 'Playground', ownerId });
  addRole({ id: guildId, name: '@everyone', permissions: String(EVERYONE_PERMISSIONS) });
  addRole({ name: MODERATOR, permissions: String(MODERATOR_PERMISSIONS) });
  join(ownerId, []);
  for (const { name, moderator, roles = [], isNew } of people) {
    const id = addUser(name, isNew ? world.newId() : olderId());
    join(id, [...(moderator ? [MODERATOR] : []), ...roles].map(roleNamed), isNew ? world.now() : madeMs);
  }

  const channels: Pick<ChannelRecord, 'name' | 'forum'>[] = [
    ...(seed.channels ?? ['general', 'help']).map((name) => ({ name })),
    ...(seed.forums ?? []).map(({ name, tags }) => ({
      name,
      forum: { tags: tags.map((tag) => ({ id: world.newId(), name: tag, moderated: false })), requiresTag: false },
    })),
  ];
  for (const [position, channel] of channels.entries()) {
    const type = channel.forum ? ChannelType.GuildForum : ChannelType.GuildText;
    world.channels.set({ ...channel, id: world.newId(), type, guildId, position, overwrites: [], slowmodeSeconds: 0 });
  }

  // As with every newer bot of Discord, the application and its user have the same id.
  const { id, name } = application;
  world.users.set({ id, username: name, bot: true });
  join(id, [addRole({ name, permissions: String(permissions), botId: id })], world.now());
}
