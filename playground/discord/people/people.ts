import { PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import type { Actions } from '../actions/actions.ts';
import { MODERATOR_PERMISSIONS, type Permissions } from '../permissions.ts';
import type { MemberRecord, RoleRecord, UserRecord } from '../records.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';
import { createPerson, type Person } from './person.ts';
import type { Ways } from './person-interactions.ts';

export interface PersonSettings {
  /** Has the role «Moderator». */
  moderator?: boolean | undefined;
  /** Permissions beyond those of everybody, through a role of one's own. */
  permissions?: bigint | undefined;
  /** Ids of roles. */
  roles?: readonly string[] | undefined;
  /** Another bot, one that posts. Default: no. */
  bot?: boolean | undefined;
  /** The language of their client, `de` for example. Default: `en-US`. */
  locale?: string | undefined;
}

export interface RoleSettings {
  name: string;
  permissions?: bigint | undefined;
  mentionable?: boolean | undefined;
  /** Default: 0, none of its own. */
  color?: number | undefined;
}

interface PeopleOptions extends Ways {
  world: World;
  permissions: Permissions;
  views: Views;
  actions: Actions;
  botId: () => string;
  guildId: () => string;
}

export type People = ReturnType<typeof createPeople>;

/** The people of the server, by name; somebody who is asked for joins. */
export function createPeople(options: PeopleOptions) {
  const { world, views, botId, guildId } = options;

  function find(nameOrId: string): UserRecord | undefined {
    const byId = world.users.get(nameOrId);
    if (byId && (!byId.bot || isOtherBot(byId))) return byId;
    return [...world.users.values()].find((user) => !user.bot && user.displayName === nameOrId) ?? findBot(nameOrId);
  }

  function findBot(name: string): UserRecord | undefined {
    return [...world.users.values()].find((user) => isOtherBot(user) && user.username === name);
  }

  /** Webhooks are no members. */
  function isOtherBot({ id, bot }: UserRecord): boolean {
    return bot && id !== botId() && world.member(guildId(), id) !== undefined;
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

  function createRole({ name, permissions = 0n, mentionable = false, color = 0 }: RoleSettings): RoleRecord {
    const role: RoleRecord = {
      id: world.newId(),
      guildId: guildId(),
      name,
      permissions: String(permissions),
      position: world.rolesOf(guildId()).length,
      color,
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
    setRoles(member, [...new Set([...member.roles, ...wanted])]);
  }

  function takeRoles(userId: string, unwanted: readonly string[]): void {
    const member = world.member(guildId(), userId);
    if (member)
      setRoles(
        member,
        member.roles.filter((id) => !unwanted.includes(id)),
      );
  }

  function setRoles(member: MemberRecord, roles: string[]): void {
    if (roles.length === member.roles.length) return;
    const changed = { ...member, roles };
    world.members.set(changed);
    emitMember('GUILD_MEMBER_UPDATE', changed);
  }

  function findRole(nameOrId: string): RoleRecord | undefined {
    return world.rolesOf(guildId()).find(({ id, name }) => id === nameOrId || name === nameOrId);
  }

  const giveRole = (userId: string, role: string) =>
    giveRoles(userId, [(findRole(role) ?? createRole({ name: role })).id]);
  const takeRole = (userId: string, role: string) => takeRoles(userId, [findRole(role)?.id ?? role]);

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

  /** Another bot, a member of the server. */
  function otherBot(name: string): UserRecord {
    const user = findBot(name) ?? addUser(name, true);
    if (!world.member(guildId(), user.id)) join(user.id);
    return user;
  }

  return {
    find,
    createRole,
    giveRoles,
    takeRoles,
    giveRole,
    takeRole,
    otherBot,
    /** All members but the bot itself. */
    list: () =>
      [...world.users.values()].filter(({ id }) => id !== botId() && world.member(guildId(), id) !== undefined),

    person(name: string, settings: PersonSettings = {}): Person {
      const found = settings.bot ? otherBot(name) : (find(name) ?? addUser(name, false));
      const user = settings.locale === undefined ? found : { ...found, locale: settings.locale };
      world.users.set(user);
      if (!world.member(guildId(), user.id)) join(user.id);
      giveRoles(user.id, [
        ...(settings.moderator ? [moderatorRole()] : []),
        ...(settings.permissions === undefined ? [] : [ownRole(`${name}'s`, settings.permissions)]),
        ...(settings.roles ?? []),
      ]);
      return createPerson({ ...options, giveRole, takeRole, userId: user.id, name: user.displayName ?? name });
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
