import { ChannelType, OverwriteType, PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { refusal } from './discord-error.ts';
import type { ChannelRecord } from './records.ts';
import type { World } from './world.ts';

/** Every permission there is. */
export const ALL_PERMISSIONS = Object.values(Flags).reduce((all, flag) => all | flag, 0n);

/** What everybody may do in a new server. Pinging everybody is not part of it. */
export const EVERYONE_PERMISSIONS =
  Flags.ViewChannel |
  Flags.SendMessages |
  Flags.SendMessagesInThreads |
  Flags.CreatePublicThreads |
  Flags.CreatePrivateThreads |
  Flags.EmbedLinks |
  Flags.AttachFiles |
  Flags.AddReactions |
  Flags.UseExternalEmojis |
  Flags.ReadMessageHistory |
  Flags.ChangeNickname |
  Flags.CreateInstantInvite |
  Flags.UseApplicationCommands;

/** What a moderator of the server may do beyond that. */
export const MODERATOR_PERMISSIONS =
  Flags.ManageGuild |
  Flags.ManageChannels |
  Flags.ManageMessages |
  Flags.ManageThreads |
  Flags.PinMessages |
  Flags.MentionEveryone |
  Flags.ModerateMembers |
  Flags.KickMembers;

const DIRECT_PERMISSIONS =
  Flags.ViewChannel |
  Flags.SendMessages |
  Flags.EmbedLinks |
  Flags.AttachFiles |
  Flags.AddReactions |
  Flags.ReadMessageHistory |
  Flags.PinMessages |
  Flags.UseExternalEmojis |
  Flags.UseApplicationCommands;

/** https://docs.discord.com/developers/topics/permissions#permissions-for-timed-out-members */
const TIMED_OUT_PERMISSIONS = Flags.ViewChannel | Flags.ReadMessageHistory;

export type Permissions = ReturnType<typeof createPermissions>;

/** Who may do what where, by roles and overwrites, as Discord computes it. */
export function createPermissions(world: World) {
  function inGuild(guildId: string, userId: string): bigint {
    if (world.guilds.get(guildId)?.ownerId === userId) return ALL_PERMISSIONS;
    const member = world.member(guildId, userId);
    if (!member) return 0n;
    let permissions = 0n;
    for (const id of [guildId, ...member.roles]) permissions |= BigInt(world.roles.get(id)?.permissions ?? 0);
    if (permissions & Flags.Administrator) return ALL_PERMISSIONS;
    const isTimedOut = Date.parse(member.timeoutUntil ?? '') > world.now();
    return isTimedOut ? permissions & TIMED_OUT_PERMISSIONS : permissions;
  }

  function inChannel(channel: ChannelRecord, userId: string): bigint {
    if (channel.recipients) return channel.recipients.includes(userId) ? DIRECT_PERMISSIONS : 0n;
    const guildId = channel.guildId ?? '';
    const base = inGuild(guildId, userId);
    if (base === ALL_PERMISSIONS) return base;
    const place = channel.thread ? world.channels.get(channel.parentId ?? '') : channel;
    if (!place) return 0n;
    const permissions = withoutImplied(withOverwrites(base, place, guildId, userId));
    const isHidden =
      channel.type === ChannelType.PrivateThread &&
      !(permissions & Flags.ManageThreads) &&
      channel.thread?.members[userId] === undefined;
    return isHidden ? 0n : permissions;
  }

  function withOverwrites(base: bigint, channel: ChannelRecord, guildId: string, userId: string): bigint {
    const roles = new Set(world.member(guildId, userId)?.roles);
    const steps = [
      channel.overwrites.filter((overwrite) => overwrite.id === guildId),
      channel.overwrites.filter((overwrite) => overwrite.type === OverwriteType.Role && roles.has(overwrite.id)),
      channel.overwrites.filter((overwrite) => overwrite.type === OverwriteType.Member && overwrite.id === userId),
    ];
    return steps.reduce((permissions, overwrites) => {
      const denied = overwrites.reduce((bits, overwrite) => bits | BigInt(overwrite.deny), 0n);
      const allowed = overwrites.reduce((bits, overwrite) => bits | BigInt(overwrite.allow), 0n);
      return (permissions & ~denied) | allowed;
    }, base);
  }

  function has(channel: ChannelRecord, userId: string, flag: bigint): boolean {
    return (inChannel(channel, userId) & flag) === flag;
  }

  return {
    inGuild,
    inChannel,
    has,
    canView: (channel: ChannelRecord, userId: string) => has(channel, userId, Flags.ViewChannel),
    /** @throws 50001 for one who may not look, 50013 for one who may look but not do this */
    need(channel: ChannelRecord, userId: string, flag: bigint = Flags.ViewChannel): void {
      const permissions = inChannel(channel, userId);
      if (!(permissions & Flags.ViewChannel)) throw refusal('missingAccess');
      if ((permissions & flag) !== flag) throw refusal('missingPermissions');
    },
    /** @throws 50013 */
    needInGuild(guildId: string, userId: string, flag: bigint): void {
      if ((inGuild(guildId, userId) & flag) !== flag) throw refusal('missingPermissions');
    },
  };
}

/** Who cannot look can do nothing; who cannot post cannot ping, embed or attach either. */
function withoutImplied(permissions: bigint): bigint {
  if (!(permissions & Flags.ViewChannel)) return 0n;
  if (permissions & (Flags.SendMessages | Flags.SendMessagesInThreads)) return permissions;
  return permissions & ~(Flags.MentionEveryone | Flags.SendTTSMessages | Flags.AttachFiles | Flags.EmbedLinks);
}
