import { ChannelType } from 'discord-api-types/v10';
import { EVERYONE_PERMISSIONS, MODERATOR_PERMISSIONS } from './permissions.ts';
import type { ChannelRecord } from './records.ts';
import type { ApplicationRecord, World } from './world.ts';

export interface Seed {
  /** Default: `Playground`. */
  guild?: string | undefined;
  /** The names of the text channels. Default: `general` and `help`. */
  channels?: readonly string[] | undefined;
  /** Forums and the names of their tags. Default: none. */
  forums?: readonly { name: string; tags: readonly string[] }[] | undefined;
  /** Who owns the server. Default: `Owner`. */
  owner?: string | undefined;
}

export interface SeededApplication {
  name: string;
  /** Default: the one kept in the file, else one made from the id. */
  token?: string | undefined;
  /** What the bot's own role allows it beyond what everybody may do. */
  permissions: bigint;
}

/** Fills an empty world: one server with channels, the roles of a moderator and of the bot, the owner and the bot. */
export function seedWorld(world: World, application: SeededApplication, seed: Seed): ApplicationRecord {
  const [existing] = world.applications.values();
  if (existing) {
    const updated = { ...existing, token: application.token ?? existing.token };
    world.applications.set(updated);
    return updated;
  }
  const guildId = world.newId();
  const ownerId = world.newId();
  const owner = seed.owner ?? 'Owner';
  world.users.set({ id: ownerId, username: owner.toLowerCase(), displayName: owner, bot: false });
  world.guilds.set({ id: guildId, name: seed.guild ?? 'Playground', ownerId });
  addRole(world, guildId, { id: guildId, name: '@everyone', permissions: EVERYONE_PERMISSIONS });
  addRole(world, guildId, { name: 'Moderator', permissions: MODERATOR_PERMISSIONS });
  join(world, guildId, ownerId, []);
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
  const id = world.newId();
  world.users.set({ id, username: application.name, bot: true });
  const role = addRole(world, guildId, { name: application.name, permissions: application.permissions, botId: id });
  join(world, guildId, id, [role]);
  const token = application.token ?? `${Buffer.from(id).toString('base64url')}.local.discord`;
  const added = { id, name: application.name, token };
  world.applications.set(added);
  return added;
}

interface NewRole {
  id?: string;
  name: string;
  permissions: bigint;
  botId?: string;
}

function addRole(world: World, guildId: string, { id = world.newId(), name, permissions, botId }: NewRole): string {
  world.roles.set({
    id,
    guildId,
    name,
    permissions: String(permissions),
    position: world.rolesOf(guildId).length,
    color: 0,
    mentionable: false,
    ...(botId !== undefined && { botId }),
  });
  return id;
}

function join(world: World, guildId: string, userId: string, roles: string[]): void {
  world.members.set({ id: `${guildId}:${userId}`, guildId, userId, roles, joinedAt: world.timestamp() });
}
