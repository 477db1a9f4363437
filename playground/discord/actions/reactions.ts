import { PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { refusal } from '../discord-error.ts';
import type { Permissions } from '../permissions.ts';
import { reactionEmoji } from '../message-views.ts';
import type { ChannelRecord, MessageRecord, ReactionEmoji } from '../records.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';
import type { Timeline } from './timeline.ts';

const MAX_DIFFERENT_REACTIONS = 20;

interface ReactionsOptions {
  world: World;
  permissions: Permissions;
  views: Views;
  timeline: Timeline;
  botId: () => string;
}

/** Emoji on messages. One that a server or the application has made is named `name:id`. */
export function createReactions({ world, permissions, views, timeline, botId }: ReactionsOptions) {
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

  /** @throws 10014 for one that is not there, or that only another may use */
  function emojiFor(actorId: string, written: string): ReactionEmoji {
    const custom = world.emojis.get(idOf(written) ?? '');
    if (custom && (custom.guildId !== undefined || actorId === botId()))
      return { emoji: custom.name, emojiId: custom.id, ...(custom.animated && { animated: true }) };
    if (custom || !isEmoji(written)) throw refusal('unknownEmoji');
    return { emoji: written };
  }

  function removeOne(message: MessageRecord, written: string, userId: string): void {
    const before = message.reactions.find((one) => isWith(one, written));
    if (!before?.userIds.includes(userId)) return;
    const reactions = message.reactions
      .map((one) => (one === before ? { ...one, userIds: one.userIds.filter((id) => id !== userId) } : one))
      .filter((one) => one.userIds.length > 0);
    timeline.keep({ ...message, reactions });
    emit('MESSAGE_REACTION_REMOVE', message, { emoji: reactionEmoji(before) }, userId);
  }

  return {
    add(actorId: string, channelId: string, messageId: string, written: string): void {
      const [channel, message] = find(actorId, channelId, messageId);
      const before = message.reactions.find((one) => isWith(one, written));
      // What is there already, everybody can join in.
      const emoji = before ?? emojiFor(actorId, written);
      if (before?.userIds.includes(actorId)) return;
      if (!before) permissions.need(channel, actorId, Flags.AddReactions);
      if (channel.thread?.archived) throw refusal('threadArchived');
      if (!before && message.reactions.length >= MAX_DIFFERENT_REACTIONS) throw refusal('tooManyReactions');
      const reactions = before
        ? message.reactions.map((one) => (one === before ? { ...one, userIds: [...one.userIds, actorId] } : one))
        : [...message.reactions, { ...emoji, userIds: [actorId] }];
      timeline.keep({ ...message, reactions });
      emit('MESSAGE_REACTION_ADD', message, { emoji: reactionEmoji(emoji) }, actorId);
    },

    remove(actorId: string, channelId: string, messageId: string, emoji: string, userId: string): void {
      const [channel, message] = find(actorId, channelId, messageId);
      if (actorId !== userId) permissions.need(channel, actorId, Flags.ManageMessages);
      if (channel.thread?.archived) throw refusal('threadArchived');
      removeOne(message, emoji, userId);
    },

    /** Takes away all reactions, or all with one emoji. */
    clear(actorId: string, channelId: string, messageId: string, written?: string): void {
      const [channel, message] = find(actorId, channelId, messageId);
      permissions.need(channel, actorId, Flags.ManageMessages);
      const gone = message.reactions.find((one) => written !== undefined && isWith(one, written));
      const reactions = written === undefined ? [] : message.reactions.filter((one) => one !== gone);
      timeline.keep({ ...message, reactions });
      if (written === undefined) emit('MESSAGE_REACTION_REMOVE_ALL', message, {});
      else if (gone) emit('MESSAGE_REACTION_REMOVE_EMOJI', message, { emoji: reactionEmoji(gone) });
    },

    /** The ids of those who reacted with this emoji. */
    list(actorId: string, channelId: string, messageId: string, written: string): readonly string[] {
      const [, message] = find(actorId, channelId, messageId);
      return message.reactions.find((one) => isWith(one, written))?.userIds ?? [];
    },
  };
}

/** The id in `name:id`; discord.js writes `a:name:id` for what moves. */
function idOf(written: string): string | undefined {
  return /^(?:a:)?\w+:(\d+)$/.exec(written)?.[1];
}

function isWith(reaction: ReactionEmoji, written: string): boolean {
  return reaction.emojiId === undefined ? reaction.emoji === written : reaction.emojiId === idOf(written);
}

function isEmoji(text: string): boolean {
  return /^(?:\p{RGI_Emoji}|\p{Extended_Pictographic}\uFE0F?|[#*\d]\uFE0F?\u20E3)$/v.test(text);
}
