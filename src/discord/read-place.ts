import { type Channel, ChannelType } from 'discord.js';
import type { Place } from '../conversation/when-to-speak.ts';

/** Where a post was made. */
export interface SeenPlace {
  readonly kind: Place['kind'];
  /** Bobbin started this thread. */
  readonly isOwn: boolean;
  /** Bobbin is a member of this thread, as whoever has posted in one is. */
  readonly isJoined: boolean;
  /** The channel or forum whose settings hold here: of a thread, the one around it. */
  readonly homeId: string;
  readonly categoryId?: string;
  /** Of a forum post. */
  readonly title?: string;
  readonly tagIds?: readonly string[];
}

/** The place that a channel is for Bobbin, as it stands when this is called; `undefined` where nobody is answered. */
export function readPlace(channel: Channel): SeenPlace | undefined {
  if (channel.type === ChannelType.GroupDM) return undefined;
  if (channel.isDMBased()) return { kind: 'direct message', isOwn: false, isJoined: false, homeId: channel.id };
  const home = channel.isThread() ? channel.parent : channel;
  const aroundId = channel.isThread() ? channel.parentId : null;
  const { id: homeId = aroundId ?? channel.id, parentId: categoryId } = home ?? {};
  const around = { homeId, ...(categoryId && { categoryId }) };
  if (!channel.isThread()) return { kind: 'channel', isOwn: false, isJoined: false, ...around };
  const isInForum = home?.type === ChannelType.GuildForum || home?.type === ChannelType.GuildMedia;
  return {
    kind: isInForum ? 'forum post' : 'thread',
    isOwn: channel.ownerId === channel.client.user.id,
    isJoined: channel.joined,
    ...around,
    ...(isInForum && { title: channel.name, tagIds: channel.appliedTags }),
  };
}
