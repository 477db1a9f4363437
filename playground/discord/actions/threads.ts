import { ChannelType, MessageFlags, MessageType, PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { refusal } from '../discord-error.ts';
import type { Permissions } from '../permissions.ts';
import type { ChannelRecord, MessageRecord, ThreadState } from '../records.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';
import type { Timeline } from './timeline.ts';

export interface NewThread {
  name: string;
  /** The message that it is about; without one, the thread stands on its own. */
  messageId?: string | undefined;
  isPrivate?: boolean | undefined;
  autoArchiveMinutes?: number | undefined;
  invitable?: boolean | undefined;
  slowmodeSeconds?: number | undefined;
}

/** A thread as it is made. */
interface OpenedThread extends Omit<NewThread, 'messageId' | 'isPrivate'> {
  /** Default: a new one. */
  id?: string | undefined;
  type: ChannelType;
  /** In a forum. */
  appliedTags?: string[] | undefined;
}

/** A thread, with the part that only threads have. */
export type ThreadRecord = ChannelRecord & { thread: ThreadState };

interface ThreadsOptions {
  world: World;
  permissions: Permissions;
  views: Views;
  timeline: Timeline;
}

export type Threads = ReturnType<typeof createThreads>;

/** Starts threads and keeps who is in them. */
export function createThreads({ world, permissions, views, timeline }: ThreadsOptions) {
  const startable = new Set([MessageType.Default, MessageType.Reply, MessageType.ChatInputCommand]);

  function threadOf(id: string): ThreadRecord {
    const channel = world.channel(id);
    if (!channel.thread) throw refusal('wrongChannelType');
    return { ...channel, thread: channel.thread };
  }

  function emitThread(type: string, thread: ChannelRecord, extra: object = {}, onlyFor?: string): void {
    world.emit({
      type,
      guildId: thread.guildId,
      channelId: thread.id,
      onlyFor,
      view: (viewerId) => ({ ...views.channel(thread, viewerId), ...extra }),
    });
  }

  function emitMembers(thread: ThreadRecord, added: string[], removed: string[]): void {
    const guildId = thread.guildId ?? '';
    world.emit({
      type: 'THREAD_MEMBERS_UPDATE',
      guildId,
      channelId: thread.id,
      view: () => ({
        id: thread.id,
        guild_id: guildId,
        member_count: Object.keys(thread.thread.members).length,
        ...(added.length > 0 && {
          added_members: added.map((userId) => {
            const member = world.member(guildId, userId);
            return { ...views.threadMember(thread, userId), ...(member && { member: views.member(member) }) };
          }),
        }),
        ...(removed.length > 0 && { removed_member_ids: removed }),
      }),
    });
  }

  /** Puts a user into a thread; nothing happens to one who is in it. Answers whether that changed anything. */
  function join(threadId: string, userId: string): boolean {
    const before = threadOf(threadId);
    if (before.thread.members[userId] !== undefined || !world.member(before.guildId ?? '', userId)) return false;
    const members = { ...before.thread.members, [userId]: world.timestamp() };
    const after = { ...before, thread: { ...before.thread, members } };
    world.channels.set(after);
    emitThread('THREAD_CREATE', after, {}, userId);
    emitMembers(after, [userId], []);
    return true;
  }

  function parentFor(actorId: string, channelId: string, isPrivate: boolean): ChannelRecord {
    const parent = world.channel(channelId);
    const types: ChannelType[] = [ChannelType.GuildText, ...(isPrivate ? [] : [ChannelType.GuildAnnouncement])];
    permissions.need(parent, actorId);
    if (!types.includes(parent.type)) throw refusal('wrongChannelType');
    permissions.need(parent, actorId, isPrivate ? Flags.CreatePrivateThreads : Flags.CreatePublicThreads);
    return parent;
  }

  function starterFor(actorId: string, channelId: string, messageId: string): MessageRecord {
    const starter = world.message(channelId, messageId, actorId);
    if (world.channels.get(messageId)) throw refusal('threadExists');
    if (!startable.has(starter.type)) throw refusal('systemMessage');
    return starter;
  }

  function announceStarted(thread: ChannelRecord, parent: ChannelRecord, actorId: string, starter?: MessageRecord) {
    if (starter) {
      timeline.change({ ...starter, flags: starter.flags | MessageFlags.HasThread });
      timeline.append({
        channelId: thread.id,
        authorId: starter.authorId,
        type: MessageType.ThreadStarterMessage,
        reference: { channelId: parent.id, messageId: starter.id },
      });
    } else if (thread.type !== ChannelType.PrivateThread) {
      timeline.append({
        channelId: parent.id,
        authorId: actorId,
        type: MessageType.ThreadCreated,
        content: thread.name ?? '',
        reference: { channelId: thread.id },
      });
    }
  }

  /** Makes the thread and tells of it, without asking anybody. */
  function open(actorId: string, parent: ChannelRecord, options: OpenedThread): ChannelRecord {
    const createdAt = world.timestamp();
    const thread: ChannelRecord = {
      id: options.id ?? world.newId(),
      type: options.type,
      ...(parent.guildId !== undefined && { guildId: parent.guildId }),
      parentId: parent.id,
      name: options.name,
      position: 0,
      overwrites: [],
      slowmodeSeconds: options.slowmodeSeconds ?? 0,
      thread: {
        ownerId: actorId,
        archived: false,
        locked: false,
        invitable: options.invitable ?? true,
        autoArchiveMinutes: options.autoArchiveMinutes ?? 1440,
        archivedAt: createdAt,
        createdAt,
        messageCount: 0,
        totalMessageSent: 0,
        members: { [actorId]: createdAt },
      },
      ...(options.appliedTags && { appliedTags: options.appliedTags }),
    };
    world.channels.set(thread);
    emitThread('THREAD_CREATE', thread, { newly_created: true });
    emitMembers(threadOf(thread.id), [actorId], []);
    return thread;
  }

  return {
    threadOf,
    join,
    emitThread,
    open,

    /** @throws 160004 when the message has a thread */
    start(actorId: string, channelId: string, options: NewThread): ChannelRecord {
      const { isPrivate = false, messageId } = options;
      const parent = parentFor(actorId, channelId, isPrivate);
      const starter = messageId === undefined ? undefined : starterFor(actorId, channelId, messageId);
      const publicType =
        parent.type === ChannelType.GuildAnnouncement ? ChannelType.AnnouncementThread : ChannelType.PublicThread;
      const type = isPrivate ? ChannelType.PrivateThread : publicType;
      const thread = open(actorId, parent, { ...options, id: starter?.id, type });
      announceStarted(thread, parent, actorId, starter);
      // Whose message it is follows the thread: https://github.com/MarcusOtter/discord-needle/issues/452
      if (starter && world.users.get(starter.authorId)?.bot === false) join(thread.id, starter.authorId);
      return world.channel(thread.id);
    },

    /** Somebody puts another into a thread, and Discord says so in it. */
    add(actorId: string, threadId: string, userId: string): void {
      const thread = threadOf(threadId);
      permissions.need(thread, actorId, Flags.SendMessagesInThreads);
      if (thread.thread.archived) throw refusal('threadArchived');
      world.user(userId);
      if (!join(threadId, userId) || actorId === userId) return;
      timeline.append({
        channelId: threadId,
        authorId: actorId,
        type: MessageType.RecipientAdd,
        mentions: [userId],
      });
    },

    enter(actorId: string, threadId: string): void {
      const thread = threadOf(threadId);
      permissions.need(thread, actorId);
      if (thread.thread.archived) throw refusal('threadArchived');
      join(threadId, actorId);
    },

    /** Takes a user out of a thread; others than oneself need MANAGE_THREADS. */
    remove(actorId: string, threadId: string, userId: string): void {
      const before = threadOf(threadId);
      const isOwner = before.type === ChannelType.PrivateThread && before.thread.ownerId === actorId;
      permissions.need(before, actorId, actorId === userId || isOwner ? Flags.ViewChannel : Flags.ManageThreads);
      if (before.thread.archived) throw refusal('threadArchived');
      if (before.thread.members[userId] === undefined) return;
      const { [userId]: _left, ...members } = before.thread.members;
      const after = { ...before, thread: { ...before.thread, members } };
      // Told first and kept then: one who leaves a private thread still hears of it.
      emitMembers(after, [], [userId]);
      world.channels.set(after);
      if (actorId === userId) return;
      timeline.append({
        channelId: threadId,
        authorId: actorId,
        type: MessageType.RecipientRemove,
        mentions: [userId],
      });
    },

    /** Posting in an archived thread opens it again. */
    unarchive(threadId: string): void {
      const before = threadOf(threadId);
      if (!before.thread.archived) return;
      const after = { ...before, thread: { ...before.thread, archived: false, archivedAt: world.timestamp() } };
      world.channels.set(after);
      emitThread('THREAD_UPDATE', after);
    },
  };
}
