import { PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { refusal } from '../discord-error.ts';
import type { Permissions } from '../permissions.ts';
import type { RoleRecord } from '../records.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';
import type { Ranks } from './ranks.ts';

/** What a role is; what is absent stays, or is nothing in a new one. */
export interface RoleSettings {
  name?: string | undefined;
  permissions?: bigint | undefined;
  color?: number | undefined;
  hoist?: boolean | undefined;
  mentionable?: boolean | undefined;
}

interface RolesOptions {
  world: World;
  permissions: Permissions;
  views: Views;
  ranks: Ranks;
}

/** Makes, changes, moves and deletes roles. */
export function createRoles({ world, permissions, views, ranks }: RolesOptions) {
  function save(type: 'GUILD_ROLE_CREATE' | 'GUILD_ROLE_UPDATE', role: RoleRecord): RoleRecord {
    world.roles.set(role);
    const { guildId } = role;
    world.emit({ type, guildId, view: () => ({ guild_id: guildId, role: views.role(role) }) });
    return role;
  }

  function roleOf(guildId: string, id: string): RoleRecord {
    const role = world.roles.get(id);
    if (role?.guildId !== guildId) throw refusal('unknownRole');
    return role;
  }

  /** Nobody can give what they do not have. */
  function needGrantable(actorId: string, guildId: string, wanted: bigint | undefined): void {
    const own = permissions.inGuild(guildId, actorId);
    if (wanted !== undefined && (wanted & ~own) !== 0n) throw refusal('missingPermissions');
  }

  /** Without asking anybody. As on Discord, it stands beneath all others but the one of everybody. */
  function create(guildId: string, settings: RoleSettings): RoleRecord {
    const { name = 'new role', permissions: allowed = 0n, color = 0, hoist = false, mentionable = false } = settings;
    for (const role of world.rolesOf(guildId))
      if (role.position > 0) save('GUILD_ROLE_UPDATE', { ...role, position: role.position + 1 });
    const about = { name, color, hoist, mentionable, permissions: String(allowed) };
    return save('GUILD_ROLE_CREATE', { ...about, id: world.newId(), guildId, position: 1 });
  }

  return {
    create,

    createAs(actorId: string, guildId: string, settings: RoleSettings): RoleRecord {
      permissions.needInGuild(guildId, actorId, Flags.ManageRoles);
      needGrantable(actorId, guildId, settings.permissions);
      return create(guildId, settings);
    },
    update(actorId: string, guildId: string, id: string, settings: RoleSettings): RoleRecord {
      const before = roleOf(guildId, id);
      ranks.needAboveRole(actorId, before, Flags.ManageRoles);
      needGrantable(actorId, guildId, settings.permissions);
      const { name, permissions: allowed, color, hoist, mentionable } = settings;
      return save('GUILD_ROLE_UPDATE', {
        ...before,
        name: name ?? before.name,
        color: color ?? before.color,
        hoist: hoist ?? before.hoist ?? false,
        mentionable: mentionable ?? before.mentionable,
        permissions: allowed === undefined ? before.permissions : String(allowed),
      });
    },
    /** Answers with all roles. */
    move(actorId: string, guildId: string, wanted: readonly { id: string; position: number }[]): RoleRecord[] {
      for (const { id, position } of wanted) {
        const before = roleOf(guildId, id);
        if (before.position === position) continue;
        ranks.needAboveRole(actorId, before, Flags.ManageRoles);
        ranks.needAboveRole(actorId, { ...before, position }, Flags.ManageRoles);
        save('GUILD_ROLE_UPDATE', { ...before, position });
      }
      return world.rolesOf(guildId);
    },
    delete(actorId: string, guildId: string, id: string): void {
      const role = roleOf(guildId, id);
      ranks.needAboveRole(actorId, role, Flags.ManageRoles);
      if (role.botId !== undefined || id === guildId) throw refusal('invalidRole');
      world.roles.delete(id);
      for (const member of world.membersOf(guildId))
        if (member.roles.includes(id))
          world.members.set({ ...member, roles: member.roles.filter((one) => one !== id) });
      world.emit({ type: 'GUILD_ROLE_DELETE', guildId, view: () => ({ guild_id: guildId, role_id: id }) });
    },
  };
}
