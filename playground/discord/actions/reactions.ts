import { PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { refusal } from '../discord-error.ts';
import { type EmojiKey, emojiKey, emojiOf } from '../emoji.ts';
import type { Permissions } from '../permissions.ts';
import type { ChannelRecord, MessageRecord } from '../records.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';
import type { Timeline } from './timeline.ts';

const MAX_DIFFERENT_REACTIONS = 20;

interface ReactionsOptions {
  world: World;
  permissions: Permissions;
  views: Views;
  timeline: Timeline;
}

/** Emoji on messages. */
export function createReactions({ world, permissions, views, timeline }: ReactionsOptions) {
  function emit(type: string, message: MessageRecord, data: object, userId?: string): void {
    const guildId = world.channels.get(message.channelId)?.guildId;
    const place = {
      channel_id: message.channelId,
      message_id: message.id,
      ...(guildId !== undefined && { guild_id: guildId }),
    };
    const member = guildId === undefined || userId === undefined ? undefined : world.member(guildId, userId);
    world.emit({
      type,
      guildId,
      channelId: message.channelId,
      onlyFor: message.visibleTo,
      view: () => ({
        ...place,
        ...data,
        ...(userId !== undefined && { user_id: userId, burst: false, type: 0 }),
        ...(type === 'MESSAGE_REACTION_ADD' && {
          message_author_id: message.authorId,
          ...(member && { member: views.member(member) }),
        }),
      }),
    });
  }

  function find(actorId: string, channelId: string, messageId: string): [ChannelRecord, MessageRecord] {
    const channel = world.channel(channelId);
    permissions.need(channel, actorId);
    if (!permissions.has(channel, actorId, Flags.ReadMessageHistory)) throw refusal('missingAccess');
    return [channel, world.message(channelId, messageId, actorId)];
  }

  /** Also of one that is deleted: its reactions stay. */
  const keyIn = (message: MessageRecord, text: string): EmojiKey =>
    emojiKey(world, text) ?? message.reactions.find(({ emoji }) => emoji === text.replace(/^a:/, ''))?.emoji ?? text;

  function removeOne(message: MessageRecord, emoji: EmojiKey, userId: string): void {
    const before = message.reactions.find((reaction) => reaction.emoji === emoji);
    if (!before?.userIds.includes(userId)) return;
    const reactions = message.reactions
      .map((one) => (one === before ? { emoji, userIds: one.userIds.filter((id) => id !== userId) } : one))
      .filter((one) => one.userIds.length > 0);
    timeline.keep({ ...message, reactions });
    emit('MESSAGE_REACTION_REMOVE', message, { emoji: emojiOf(world, emoji) }, userId);
  }

  return {
    add(actorId: string, channelId: string, messageId: string, wanted: string): void {
      const [channel, message] = find(actorId, channelId, messageId);
      const emoji = emojiKey(world, wanted);
      if (emoji === undefined) throw refusal('unknownEmoji');
      const before = message.reactions.find((reaction) => reaction.emoji === emoji);
      if (before?.userIds.includes(actorId)) return;
      if (!before) permissions.need(channel, actorId, Flags.AddReactions);
      if (channel.thread?.archived) throw refusal('threadArchived');
      if (!before && message.reactions.length >= MAX_DIFFERENT_REACTIONS) throw refusal('tooManyReactions');
      const reactions = before
        ? message.reactions.map((one) => (one === before ? { emoji, userIds: [...one.userIds, actorId] } : one))
        : [...message.reactions, { emoji, userIds: [actorId] }];
      timeline.keep({ ...message, reactions });
      emit('MESSAGE_REACTION_ADD', message, { emoji: emojiOf(world, emoji) }, actorId);
    },

    remove(actorId: string, channelId: string, messageId: string, wanted: string, userId: string): void {
      const [channel, message] = find(actorId, channelId, messageId);
      if (actorId !== userId) permissions.need(channel, actorId, Flags.ManageMessages);
      if (channel.thread?.archived) throw refusal('threadArchived');
      removeOne(message, keyIn(message, wanted), userId);
    },

    /** Takes away all reactions, or all with one emoji. */
    clear(actorId: string, channelId: string, messageId: string, wanted?: string): void {
      const [channel, message] = find(actorId, channelId, messageId);
      permissions.need(channel, actorId, Flags.ManageMessages);
      const emoji = wanted === undefined ? undefined : keyIn(message, wanted);
      const reactions = emoji === undefined ? [] : message.reactions.filter((one) => one.emoji !== emoji);
      timeline.keep({ ...message, reactions });
      if (emoji === undefined) emit('MESSAGE_REACTION_REMOVE_ALL', message, {});
      else emit('MESSAGE_REACTION_REMOVE_EMOJI', message, { emoji: emojiOf(world, emoji) });
    },

    /** The ids of those who reacted with this emoji. */
    list(actorId: string, channelId: string, messageId: string, wanted: string): readonly string[] {
      const [, message] = find(actorId, channelId, messageId);
      return message.reactions.find((one) => one.emoji === keyIn(message, wanted))?.userIds ?? [];
    },
  };
}
