import {
  type APIGuildMember,
  type APIOverwrite,
  type APIRole,
  OverwriteType,
  PermissionFlagsBits as Flags,
} from 'discord.js';

/** What Bobbin needs, or some of its commands do, by Discord's own names. */
const NEEDED = {
  'View Channels': Flags.ViewChannel,
  'Send Messages': Flags.SendMessages,
  'Send Messages in Threads': Flags.SendMessagesInThreads,
  'Create Public Threads': Flags.CreatePublicThreads,
  'Create Private Threads': Flags.CreatePrivateThreads,
  'Read Message History': Flags.ReadMessageHistory,
  'Attach Files': Flags.AttachFiles,
  'Embed Links': Flags.EmbedLinks,
} as const;
const TO_SPEAK = Flags.ViewChannel | Flags.SendMessages;

/** A server as far as permissions go. */
export interface Place {
  readonly guild: { readonly id: string; readonly owner_id: string };
  readonly roles: readonly Pick<APIRole, 'id' | 'permissions'>[];
  readonly member: Pick<APIGuildMember, 'roles'> & { readonly user: { readonly id: string } };
}

/** What the roles of a member allow: https://docs.discord.com/developers/topics/permissions#permission-overwrites */
export function serverPermissions({ guild, roles, member }: Place): bigint {
  const own = new Set([guild.id, ...member.roles]);
  const allowed = roles.filter(({ id }) => own.has(id)).reduce((all, role) => all | BigInt(role.permissions), 0n);
  const mayDoAll = guild.owner_id === member.user.id || (allowed & Flags.Administrator) !== 0n;
  return mayDoAll ? Object.values(Flags).reduce((all, flag) => all | flag, 0n) : allowed;
}

/** What a member may do in a channel: those of everybody, of roles and of the member change it, in this order. */
export function channelPermissions(place: Place, overwrites: readonly APIOverwrite[]): bigint {
  const { guild, member } = place;
  const base = serverPermissions(place);
  if (base & Flags.Administrator) return base;
  const steps = [
    overwrites.filter(({ id }) => id === guild.id),
    overwrites.filter(({ id, type }) => type === OverwriteType.Role && member.roles.includes(id)),
    overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === member.user.id),
  ];
  return steps.reduce((permissions, step) => {
    const denied = step.reduce((bits, { deny }) => bits | BigInt(deny), 0n);
    const allowed = step.reduce((bits, { allow }) => bits | BigInt(allow), 0n);
    return (permissions & ~denied) | allowed;
  }, base);
}

/** The names of what is needed and not allowed. */
export function lacking(permissions: bigint): string[] {
  return Object.entries(NEEDED).flatMap(([name, flag]) => ((permissions & flag) === flag ? [] : [name]));
}

/** Whether these permissions are enough to be seen and heard. */
export function maySpeak(permissions: bigint): boolean {
  return (permissions & TO_SPEAK) === TO_SPEAK;
}
