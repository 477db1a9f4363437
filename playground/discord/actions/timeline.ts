import { MessageType } from 'discord-api-types/v10';
import type { MessageRecord } from '../records.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';

/** What a message needs to say; the rest is filled in. */
export type NewMessage = Pick<MessageRecord, 'channelId' | 'authorId'> & Partial<MessageRecord>;

export type Timeline = ReturnType<typeof createTimeline>;

/** Puts messages into channels, changes and removes them, and tells the world. It asks nobody for permission. */
export function createTimeline(world: World, views: Views) {
  function emit(type: string, message: MessageRecord): void {
    world.emit({
      type,
      guildId: world.channels.get(message.channelId)?.guildId,
      channelId: message.channelId,
      onlyFor: message.visibleTo,
      view: (viewerId) => views.messageEvent(message, viewerId),
    });
  }

  return {
    append(message: NewMessage): MessageRecord {
      const record: MessageRecord = {
        id: world.newId(),
        type: MessageType.Default,
        content: '',
        createdAt: world.timestamp(),
        flags: 0,
        embeds: [],
        attachments: [],
        components: [],
        mentions: [],
        mentionRoles: [],
        mentionEveryone: false,
        reactions: [],
        ...message,
      };
      world.saveMessage(record);
      const channel = world.channels.get(record.channelId);
      if (channel && record.visibleTo === undefined) {
        const counted = isCounted(record) ? 1 : 0;
        world.channels.set({
          ...channel,
          lastMessageId: record.id,
          ...(channel.thread && {
            thread: {
              ...channel.thread,
              messageCount: channel.thread.messageCount + counted,
              totalMessageSent: channel.thread.totalMessageSent + counted,
            },
          }),
        });
      }
      emit('MESSAGE_CREATE', record);
      return record;
    },

    change(message: MessageRecord): MessageRecord {
      world.saveMessage(message);
      emit('MESSAGE_UPDATE', message);
      return message;
    },

    /** Keeps the change without telling anybody: reactions have events of their own. */
    keep: (message: MessageRecord) => world.saveMessage(message),

    remove(messages: readonly MessageRecord[], isBulk = false): void {
      const [first] = messages;
      if (!first) return;
      for (const message of messages) world.removeMessage(message);
      const channel = world.channels.get(first.channelId);
      const guildId = channel?.guildId;
      const inGuild = guildId === undefined ? {} : { guild_id: guildId };
      if (channel?.thread) {
        const messageCount = Math.max(0, channel.thread.messageCount - messages.filter(isCounted).length);
        world.channels.set({ ...channel, thread: { ...channel.thread, messageCount } });
      }
      const place = { guildId, channelId: first.channelId, onlyFor: first.visibleTo };
      if (isBulk) {
        const ids = messages.map((message) => message.id);
        const data = { ids, channel_id: first.channelId, ...inGuild };
        world.emit({ type: 'MESSAGE_DELETE_BULK', ...place, view: () => data });
        return;
      }
      for (const message of messages) {
        const data = { id: message.id, channel_id: message.channelId, ...inGuild };
        world.emit({ type: 'MESSAGE_DELETE', ...place, view: () => data });
      }
    },
  };
}

/** Whether a thread counts it: not the first one, which has the thread's id in a forum, and not what one person sees. */
function isCounted({ id, channelId, type, visibleTo }: MessageRecord): boolean {
  return type !== MessageType.ThreadStarterMessage && id !== channelId && visibleTo === undefined;
}
