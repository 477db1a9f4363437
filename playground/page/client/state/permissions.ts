import type { Channel, Person } from '../types.ts';
import type { Channels } from './channels.ts';

/** What the page asks for before it offers something (`discord.com/developers/docs/topics/permissions`). */
const BITS = {
  administrator: 3,
  manageChannels: 4,
  addReactions: 6,
  sendMessages: 11,
  manageMessages: 13,
  attachFiles: 15,
  mentionEveryone: 17,
  manageThreads: 34,
  createPublicThreads: 35,
  createPrivateThreads: 36,
  sendMessagesInThreads: 38,
  pinMessages: 51,
} as const;

export type Permission = keyof typeof BITS;

/** Whether one may do something in a channel or thread. The server has the last word. */
export function mayIn(channels: Channels, channel: Channel, permission: Permission): boolean {
  const { permissions = channels.get(channel.parent_id ?? undefined)?.permissions } = channel;
  return has(permissions, permission);
}

/** Whether somebody may do something on the server, where no channel says otherwise. */
export function mayOnServer({ permissions }: Person, permission: Permission): boolean {
  return has(permissions, permission);
}

function has(permissions: string | undefined, permission: Permission): boolean {
  return ((BigInt(permissions ?? 0) >> BigInt(BITS[permission])) & 1n) === 1n;
}
