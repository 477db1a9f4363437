import { PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import type { Actions } from '../actions/actions.ts';
import { MODERATOR_PERMISSIONS, type Permissions } from '../permissions.ts';
import type { MemberRecord, RoleRecord, UserRecord } from '../records.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';
import type { Invoke } from './invoke.ts';
import { createPerson, type Person } from './person.ts';

export interface PersonSettings {
  /** Has the role «Moderator». */
  moderator?: boolean | undefined;
  /** Permissions beyond those of everybody, through a role of one's own. */
  permissions?: bigint | undefined;
  /** Ids of roles. */
  roles?: readonly string[] | undefined;
}

export interface RoleSettings {
  name: string;
  permissions?: bigint | undefined;
  mentionable?: boolean | undefined;
}

interface PeopleOptions {
  world: World;
  permissions: Permissions;
  views: Views;
  actions: Actions;
  invoke: Invoke;
  botId: () => string;
  guildId: () => string;
}

export type People = ReturnType<typeof createPeople>;

/** The people of the server, by name; somebody who is asked for joins. */
export function createPeople(options: PeopleOptions) {
  const { world, views, guildId } = options;

  function find(nameOrId: string): UserRecord | undefined {
    const byId = world.users.get(nameOrId);
    if (byId && !byId.bot) return byId;
    return [...world.users.values()].find((user) => !user.bot && user.displayName === nameOrId);
  }

  function addUser(name: string, isBot: boolean): UserRecord {
    const username = name.toLowerCase().replaceAll(/[^a-z0-9._]+/g, '_') || 'someone';
    const user: UserRecord = isBot
      ? { id: world.newId(), username: name, bot: true }
      : { id: world.newId(), username, displayName: name, bot: false };
    world.users.set(user);
    return user;
  }

  function join(userId: string): MemberRecord {
    const member: MemberRecord = {
      id: `${guildId()}:${userId}`,
      guildId: guildId(),
      userId,
      roles: [],
      joinedAt: world.timestamp(),
    };
    world.members.set(member);
    emitMember('GUILD_MEMBER_ADD', member);
    return member;
  }

  function emitMember(type: string, member: MemberRecord): void {
    const view = () => ({ ...views.member(member), guild_id: member.guildId });
    world.emit({ type, guildId: member.guildId, view });
  }

  function createRole({ name, permissions = 0n, mentionable = false }: RoleSettings): RoleRecord {
    const role: RoleRecord = {
      id: world.newId(),
      guildId: guildId(),
      name,
      permissions: String(permissions),
      position: world.rolesOf(guildId()).length,
      color: 0,
      mentionable,
    };
    world.roles.set(role);
    world.emit({
      type: 'GUILD_ROLE_CREATE',
      guildId: role.guildId,
      view: () => ({ guild_id: role.guildId, role: views.role(role) }),
    });
    return role;
  }

  function giveRoles(userId: string, wanted: readonly string[]): void {
    const member = world.member(guildId(), userId) ?? join(userId);
    const roles = [...new Set([...member.roles, ...wanted])];
    if (roles.length === member.roles.length) return;
    const changed = { ...member, roles };
    world.members.set(changed);
    emitMember('GUILD_MEMBER_UPDATE', changed);
  }

  function ownRole(name: string, permissions: bigint): string {
    const known = world
      .rolesOf(guildId())
      .find((role) => role.name === name && role.permissions === String(permissions));
    return (known ?? createRole({ name, permissions })).id;
  }

  function moderatorRole(): string {
    const known = world
      .rolesOf(guildId())
      .find((role) => (BigInt(role.permissions) & Flags.ManageGuild) !== 0n && !role.botId);
    return (known ?? createRole({ name: 'Moderator', permissions: MODERATOR_PERMISSIONS })).id;
  }

  return {
    find,
    createRole,
    giveRoles,
    /** Everybody who is no bot. */
    list: () => [...world.users.values()].filter((user) => !user.bot && world.member(guildId(), user.id)),

    person(name: string, settings: PersonSettings = {}): Person {
      const user = find(name) ?? addUser(name, false);
      if (!world.member(guildId(), user.id)) join(user.id);
      giveRoles(user.id, [
        ...(settings.moderator ? [moderatorRole()] : []),
        ...(settings.permissions === undefined ? [] : [ownRole(`${name}'s`, settings.permissions)]),
        ...(settings.roles ?? []),
      ]);
      return createPerson({ ...options, userId: user.id, name: user.displayName ?? name });
    },

    /** Another bot, a member of the server. */
    otherBot(name: string): UserRecord {
      const known = [...world.users.values()].find((user) => user.bot && user.username === name);
      const user = known ?? addUser(name, true);
      if (!world.member(guildId(), user.id)) join(user.id);
      return user;
    },

    /** Who a webhook posts as: no member of the server. */
    webhookUser(name: string): UserRecord {
      const known = [...world.users.values()].find(
        (user) => user.bot && user.username === name && !world.member(guildId(), user.id),
      );
      return known ?? addUser(name, true);
    },
  };
}
