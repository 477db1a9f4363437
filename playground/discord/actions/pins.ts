import { MessageType, PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { refusal } from '../discord-error.ts';
import type { Permissions } from '../permissions.ts';
import type { ChannelRecord, MessageRecord } from '../records.ts';
import type { World } from '../world.ts';
import type { Timeline } from './timeline.ts';

const MAX_PINS = 250;

interface PinsOptions {
  world: World;
  permissions: Permissions;
  timeline: Timeline;
}

/** Pinned messages. */
export function createPins({ world, permissions, timeline }: PinsOptions) {
  function pinned(channelId: string): MessageRecord[] {
    return world
      .messagesOf(channelId)
      .filter((message) => message.pinnedAt !== undefined)
      .toSorted((left, right) => (right.pinnedAt ?? '').localeCompare(left.pinnedAt ?? ''));
  }

  function find(actorId: string, channelId: string, messageId: string): [ChannelRecord, MessageRecord] {
    const channel = world.channel(channelId);
    permissions.need(channel, actorId, Flags.PinMessages);
    const message = world.message(channelId, messageId, actorId);
    if (message.visibleTo !== undefined) throw refusal('unknownMessage');
    if (channel.thread?.archived) throw refusal('threadArchived');
    return [channel, message];
  }

  function emit(channel: ChannelRecord): void {
    const { guildId } = channel;
    const data = {
      channel_id: channel.id,
      last_pin_timestamp: channel.lastPinAt ?? null,
      ...(guildId !== undefined && { guild_id: guildId }),
    };
    world.emit({ type: 'CHANNEL_PINS_UPDATE', guildId, channelId: channel.id, view: () => data });
  }

  return {
    add(actorId: string, channelId: string, messageId: string): void {
      const [channel, message] = find(actorId, channelId, messageId);
      if (message.pinnedAt !== undefined) return;
      if (pinned(channelId).length >= MAX_PINS) throw refusal('tooManyPins');
      const pinnedAt = world.timestamp();
      const after = { ...channel, lastPinAt: pinnedAt };
      world.channels.set(after);
      timeline.change({ ...message, pinnedAt });
      emit(after);
      timeline.append({
        channelId,
        authorId: actorId,
        type: MessageType.ChannelPinnedMessage,
        reference: { channelId, messageId },
      });
    },

    remove(actorId: string, channelId: string, messageId: string): void {
      const [channel, { pinnedAt, ...message }] = find(actorId, channelId, messageId);
      if (pinnedAt === undefined) return;
      timeline.change(message);
      emit(channel);
    },

    /** Newest pin first. */
    list(actorId: string, channelId: string): MessageRecord[] {
      const channel = world.channel(channelId);
      permissions.need(channel, actorId);
      return permissions.has(channel, actorId, Flags.ReadMessageHistory) ? pinned(channelId) : [];
    },
  };
}
