import { type APIOverwrite, ChannelType, PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { invalidForm, refusal } from '../discord-error.ts';
import type { Permissions } from '../permissions.ts';
import type { ChannelRecord } from '../records.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';
import type { Forums, ForumSettings } from './forums.ts';
import { createThreadChanges } from './thread-changes.ts';
import type { Threads } from './threads.ts';
import type { Timeline } from './timeline.ts';

export interface NewChannel {
  name: string;
  type?: ChannelType | undefined;
  topic?: string | undefined;
  overwrites?: APIOverwrite[] | undefined;
  parentId?: string | undefined;
  /** Makes it a forum. */
  forum?: ForumSettings | undefined;
}

/** What is to be different about a channel or a thread; what is absent stays. */
export interface ChannelChange {
  name?: string | undefined;
  topic?: string | undefined;
  slowmodeSeconds?: number | undefined;
  overwrites?: APIOverwrite[] | undefined;
  archived?: boolean | undefined;
  locked?: boolean | undefined;
  invitable?: boolean | undefined;
  autoArchiveMinutes?: number | undefined;
  /** The tags of a post in a forum, by id. */
  appliedTags?: readonly string[] | undefined;
  /** The category; `null` takes the channel out of its own. */
  parentId?: string | null | undefined;
  position?: number | undefined;
  /** What a forum has. */
  forum?: ForumSettings | undefined;
}

interface ChannelsOptions {
  world: World;
  permissions: Permissions;
  views: Views;
  timeline: Timeline;
  threads: Threads;
  forums: Forums;
}

/** Makes, changes and deletes channels; threads are changed and deleted here, too. */
export function createChannels({ world, permissions, views, timeline, threads, forums }: ChannelsOptions) {
  const threadChanges = createThreadChanges({ world, permissions, timeline, threads, forums });

  function emit(type: string, channel: ChannelRecord): void {
    const view = (viewerId?: string) => views.channel(channel, viewerId);
    world.emit({ type, guildId: channel.guildId, view });
  }

  function categoryOf(guildId: string, id: string): ChannelRecord {
    const category = world.channels.get(id);
    if (category?.type === ChannelType.GuildCategory && category.guildId === guildId) return category;
    throw invalidForm({ parent_id: { code: 'CHANNEL_PARENT_INVALID', message: 'Category does not exist' } });
  }

  return {
    /** Makes a channel in a server, without asking anybody. */
    create(guildId: string, { name, type, topic, overwrites, parentId, forum }: NewChannel) {
      const category = parentId === undefined ? undefined : categoryOf(guildId, parentId);
      const isForum = forum !== undefined || type === ChannelType.GuildForum;
      const channel: ChannelRecord = {
        id: world.newId(),
        type: isForum ? ChannelType.GuildForum : (type ?? ChannelType.GuildText),
        guildId,
        name,
        position: world.channelsOf(guildId).length,
        // A channel begins with what its category has.
        overwrites: overwrites ?? category?.overwrites ?? [],
        slowmodeSeconds: 0,
        ...(topic !== undefined && { topic }),
        ...(parentId !== undefined && { parentId }),
        ...(isForum && { forum: forums.changed(undefined, forum ?? {}) }),
      };
      world.channels.set(channel);
      emit('CHANNEL_CREATE', channel);
      return channel;
    },

    update(actorId: string, channelId: string, change: ChannelChange): ChannelRecord {
      const before = world.channel(channelId);
      if (before.recipients) throw refusal('notInDirectMessage');
      permissions.need(before, actorId);
      if (before.thread) return threadChanges.update(actorId, threads.threadOf(channelId), change);
      permissions.need(before, actorId, Flags.ManageChannels);
      if (change.overwrites) permissions.need(before, actorId, Flags.ManageRoles);
      const topic = change.topic ?? before.topic;
      const { parentId: oldParent, ...rest } = before;
      const parentId = change.parentId === undefined ? oldParent : (change.parentId ?? undefined);
      if (change.parentId) categoryOf(before.guildId ?? '', change.parentId);
      const after: ChannelRecord = {
        ...rest,
        ...(parentId !== undefined && { parentId }),
        ...(before.forum && { forum: forums.changed(before.forum, change.forum ?? {}) }),
        position: change.position ?? before.position,
        name: change.name ?? before.name ?? '',
        slowmodeSeconds: change.slowmodeSeconds ?? before.slowmodeSeconds,
        overwrites: change.overwrites ?? before.overwrites,
        ...(topic !== undefined && { topic }),
      };
      world.channels.set(after);
      emit('CHANNEL_UPDATE', after);
      return after;
    },

    delete(actorId: string, channelId: string): ChannelRecord {
      const channel = world.channel(channelId);
      permissions.need(channel, actorId);
      if (channel.recipients) return channel;
      permissions.need(channel, actorId, channel.thread ? Flags.ManageThreads : Flags.ManageChannels);
      if (channel.thread) {
        threadChanges.remove(channel);
        return channel;
      }
      emit('CHANNEL_DELETE', channel);
      for (const { parentId, ...child } of world.channelsOf(channel.guildId ?? ''))
        if (parentId === channel.id) {
          world.channels.set(child);
          emit('CHANNEL_UPDATE', child);
        }
      for (const thread of world.threadsOf(channel.guildId ?? ''))
        if (thread.parentId === channel.id) world.removeChannel(thread.id);
      world.removeChannel(channel.id);
      return channel;
    },

    /** Sets who may do what in a channel, without asking anybody. A bot that may look now is told of the threads. */
    setOverwrites(channelId: string, overwrites: APIOverwrite[]): void {
      const before = world.channel(channelId);
      const after = { ...before, overwrites };
      const { guildId } = before;
      const couldView = new Map(
        world.membersOf(guildId ?? '').map(({ userId }) => [userId, permissions.canView(before, userId)]),
      );
      world.channels.set(after);
      emit('CHANNEL_UPDATE', after);
      for (const [userId, could] of couldView)
        if (!could && world.user(userId).bot && permissions.canView(after, userId)) syncThreads(after, userId);
    },

    /** The conversation between two users, made when they have none. */
    openDirect(userId: string, otherId: string): ChannelRecord {
      world.user(otherId);
      if (userId === otherId) throw refusal('cannotMessageUser');
      for (const channel of world.channels.values())
        if (channel.recipients?.includes(userId) && channel.recipients.includes(otherId)) return channel;
      const channel: ChannelRecord = {
        id: world.newId(),
        type: ChannelType.DM,
        recipients: [userId, otherId],
        position: 0,
        overwrites: [],
        slowmodeSeconds: 0,
      };
      world.channels.set(channel);
      return channel;
    },

    typing(actorId: string, channelId: string): void {
      const channel = world.channel(channelId);
      permissions.need(channel, actorId, channel.thread ? Flags.SendMessagesInThreads : Flags.SendMessages);
      const { guildId } = channel;
      const member = guildId === undefined ? undefined : world.member(guildId, actorId);
      const timestamp = Math.floor(world.now() / 1000);
      world.emit({
        type: 'TYPING_START',
        guildId,
        channelId,
        view: () => ({
          channel_id: channelId,
          user_id: actorId,
          timestamp,
          ...(guildId !== undefined && { guild_id: guildId }),
          ...(member && { member: views.member(member) }),
        }),
      });
    },
  };

  function syncThreads(parent: ChannelRecord, userId: string): void {
    const guildId = parent.guildId ?? '';
    const threads = world
      .threadsOf(guildId)
      .filter((thread) => thread.parentId === parent.id && !thread.thread?.archived)
      .filter((thread) => permissions.canView(thread, userId));
    world.emit({
      type: 'THREAD_LIST_SYNC',
      guildId,
      onlyFor: userId,
      view: () => ({
        guild_id: guildId,
        channel_ids: [parent.id],
        threads: threads.map((thread) => views.channel(thread, userId)),
        members: threads.map((thread) => views.threadMember(thread, userId)).filter((member) => member !== undefined),
      }),
    });
  }
}
