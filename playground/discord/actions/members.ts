import { PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { refusal } from '../discord-error.ts';
import type { Permissions } from '../permissions.ts';
import type { BanRecord, MemberRecord, RoleRecord } from '../records.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';
import type { Ranks } from './ranks.ts';
import type { Timeline } from './timeline.ts';

/** What is to be different about a member; what is absent stays. `null` takes it away. */
export interface MemberChange {
  nick?: string | null | undefined;
  /** Ids. */
  roles?: readonly string[] | undefined;
  timeoutUntil?: string | null | undefined;
}

export interface NewBan {
  reason?: string | undefined;
  /** Whose messages of the last so many seconds are deleted. */
  deleteSeconds?: number | undefined;
}

interface MembersOptions {
  world: World;
  permissions: Permissions;
  views: Views;
  ranks: Ranks;
  timeline: Timeline;
}

/** Who is on a server: joining, roles, nicknames, timeouts, kicks and bans. */
export function createMembers({ world, permissions, views, ranks, timeline }: MembersOptions) {
  function emit(type: string, member: MemberRecord): void {
    const view = () => ({ ...views.member(member), guild_id: member.guildId });
    world.emit({ type, guildId: member.guildId, view });
  }

  function emitLeaving(type: string, guildId: string, userId: string): void {
    const view = () => ({ guild_id: guildId, user: views.user(world.user(userId)) });
    world.emit({ type, guildId, view });
  }

  function save(member: MemberRecord): MemberRecord {
    world.members.set(member);
    emit('GUILD_MEMBER_UPDATE', member);
    return member;
  }

  function memberOf(guildId: string, userId: string): MemberRecord {
    const member = world.member(guildId, userId);
    if (!member) throw refusal(world.users.get(userId) ? 'unknownMember' : 'unknownUser');
    return member;
  }

  function roleFor(actorId: string, guildId: string, roleId: string): RoleRecord {
    const role = world.roles.get(roleId);
    if (role?.guildId !== guildId) throw refusal('unknownRole');
    ranks.needAboveRole(actorId, role, Flags.ManageRoles);
    // Those of bots come and go with them, and everybody has the server's own.
    if (role.botId !== undefined || roleId === guildId) throw refusal('invalidRole');
    return role;
  }

  function setRoles(member: MemberRecord, roles: readonly string[]): MemberRecord {
    const isSame = roles.length === member.roles.length && roles.every((id) => member.roles.includes(id));
    return isSame ? member : save({ ...member, roles: [...roles] });
  }

  function leave(member: MemberRecord): void {
    // First told: whoever is gone hears nothing.
    emitLeaving('GUILD_MEMBER_REMOVE', member.guildId, member.userId);
    world.members.delete(member.id);
  }

  function deleteRecent(guildId: string, userId: string, seconds: number): void {
    const since = new Date(world.now() - seconds * 1_000).toISOString();
    for (const { id } of [...world.channelsOf(guildId), ...world.threadsOf(guildId)]) {
      const recent = world.messagesOf(id).filter((one) => one.authorId === userId && one.createdAt > since);
      if (recent.length > 0) timeline.remove(recent, true);
    }
  }

  return {
    setRoles,

    /** @throws 40007 for one who is banned */
    join(guildId: string, userId: string): MemberRecord {
      const id = `${guildId}:${userId}`;
      if (world.bans.get(id)) throw refusal('banned');
      const member: MemberRecord = { id, guildId, userId, roles: [], joinedAt: world.timestamp() };
      world.members.set(member);
      emit('GUILD_MEMBER_ADD', member);
      return member;
    },

    giveRole(actorId: string, guildId: string, userId: string, roleId: string): void {
      const member = memberOf(guildId, userId);
      setRoles(member, [...new Set([...member.roles, roleFor(actorId, guildId, roleId).id])]);
    },
    takeRole(actorId: string, guildId: string, userId: string, roleId: string): void {
      const { id } = roleFor(actorId, guildId, roleId);
      const member = memberOf(guildId, userId);
      setRoles(
        member,
        member.roles.filter((one) => one !== id),
      );
    },

    update(actorId: string, guildId: string, userId: string, change: MemberChange): MemberRecord {
      const member = memberOf(guildId, userId);
      const { nick = member.nick, timeoutUntil = member.timeoutUntil, roles = member.roles } = change;
      if (change.nick !== undefined) {
        if (userId === actorId) permissions.needInGuild(guildId, actorId, Flags.ChangeNickname);
        else ranks.needAbove(guildId, actorId, userId, Flags.ManageNicknames);
      }
      if (change.timeoutUntil !== undefined) ranks.needAbove(guildId, actorId, userId, Flags.ModerateMembers);
      for (const id of new Set([...roles, ...member.roles]))
        if (roles.includes(id) !== member.roles.includes(id)) roleFor(actorId, guildId, id);
      const { nick: _nick, timeoutUntil: _timeoutUntil, ...rest } = member;
      return save({
        ...rest,
        roles: [...new Set(roles)],
        ...(nick && { nick }),
        ...(timeoutUntil && { timeoutUntil }),
      });
    },

    kick(actorId: string, guildId: string, userId: string): void {
      const member = memberOf(guildId, userId);
      ranks.needAbove(guildId, actorId, userId, Flags.KickMembers);
      leave(member);
    },

    /** Also of somebody who is not there. */
    ban(actorId: string, guildId: string, userId: string, { reason, deleteSeconds = 0 }: NewBan): void {
      world.user(userId);
      ranks.needAbove(guildId, actorId, userId, Flags.BanMembers);
      const member = world.member(guildId, userId);
      world.bans.set({ id: `${guildId}:${userId}`, guildId, userId, ...(reason !== undefined && { reason }) });
      if (deleteSeconds > 0) deleteRecent(guildId, userId, deleteSeconds);
      if (member) leave(member);
      emitLeaving('GUILD_BAN_ADD', guildId, userId);
    },
    unban(actorId: string, guildId: string, userId: string): void {
      permissions.needInGuild(guildId, actorId, Flags.BanMembers);
      if (!world.bans.delete(`${guildId}:${userId}`)) throw refusal('unknownBan');
      emitLeaving('GUILD_BAN_REMOVE', guildId, userId);
    },
    bans(actorId: string, guildId: string): BanRecord[] {
      permissions.needInGuild(guildId, actorId, Flags.BanMembers);
      return [...world.bans.values()].filter((ban) => ban.guildId === guildId);
    },
  };
}
