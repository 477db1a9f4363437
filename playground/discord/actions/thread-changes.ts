import { MessageFlags, MessageType, PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { refusal } from '../discord-error.ts';
import type { Permissions } from '../permissions.ts';
import type { ChannelRecord } from '../records.ts';
import type { World } from '../world.ts';
import type { ChannelChange } from './channels.ts';
import type { Forums } from './forums.ts';
import type { ThreadRecord, Threads } from './threads.ts';
import type { Timeline } from './timeline.ts';

interface ThreadChangesOptions {
  world: World;
  permissions: Permissions;
  timeline: Timeline;
  threads: Threads;
  forums: Forums;
}

/** Changes and deletes threads: their owner may do some of it, who manages threads all. */
export function createThreadChanges({ world, permissions, timeline, threads, forums }: ThreadChangesOptions) {
  function update(actorId: string, before: ThreadRecord, change: ChannelChange): ChannelRecord {
    const state = before.thread;
    const isModerator = permissions.has(before, actorId, Flags.ManageThreads);
    const opensOnly = Object.entries(change).every(([key, value]) => value === undefined || key === 'archived');
    if (!isModerator) {
      const mayOpen = opensOnly && change.archived === false && !state.locked;
      if (mayOpen) permissions.need(before, actorId, Flags.SendMessagesInThreads);
      else if (state.ownerId !== actorId || change.locked !== undefined || change.slowmodeSeconds !== undefined)
        throw refusal('missingPermissions');
      else if (state.locked) throw refusal('threadLocked');
    }
    if (state.archived && change.archived !== false && !(opensOnly || change.locked !== undefined))
      throw refusal('threadArchived');
    const appliedTags =
      change.appliedTags &&
      forums.checkedTags(actorId, world.channel(before.parentId ?? ''), change.appliedTags, before);
    const archived = change.archived ?? state.archived;
    const after: ChannelRecord = {
      ...before,
      name: change.name ?? before.name ?? '',
      ...(appliedTags && { appliedTags }),
      slowmodeSeconds: change.slowmodeSeconds ?? before.slowmodeSeconds,
      thread: {
        ...state,
        archived,
        locked: change.locked ?? state.locked,
        invitable: change.invitable ?? state.invitable,
        autoArchiveMinutes: change.autoArchiveMinutes ?? state.autoArchiveMinutes,
        archivedAt: archived === state.archived ? state.archivedAt : world.timestamp(),
      },
    };
    world.channels.set(after);
    threads.emitThread('THREAD_UPDATE', after);
    if (after.name !== before.name)
      timeline.append({
        channelId: after.id,
        authorId: actorId,
        type: MessageType.ChannelNameChange,
        content: after.name ?? '',
      });
    return world.channel(after.id);
  }

  function remove(thread: ChannelRecord): void {
    const { id, guildId, parentId, type } = thread;
    const data = { id, guild_id: guildId, parent_id: parentId, type };
    world.emit({ type: 'THREAD_DELETE', guildId, channelId: id, view: () => data });
    world.removeChannel(id);
    const starter = world.findMessage(id);
    if (starter) timeline.change({ ...starter, flags: starter.flags & ~MessageFlags.HasThread });
  }

  return { update, remove };
}
