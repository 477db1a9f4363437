import type { APIChannel, APIMessage } from 'discord-api-types/v10';
import { PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import type { Actions } from '../actions/actions.ts';
import type { ChannelChange } from '../actions/channels.ts';
import type { Choice } from '../actions/interactions.ts';
import type { NewThread } from '../actions/threads.ts';
import { refusal } from '../discord-error.ts';
import type { Permissions } from '../permissions.ts';
import { contentType } from '../content-type.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';
import type { Invoke } from './invoke.ts';

export interface PersonAttachment {
  name: string;
  data: Uint8Array | string;
  contentType?: string | undefined;
}

export interface PostOptions {
  /** The id of the message that is replied to. */
  replyTo?: string | undefined;
  /** Whether the reply pings. Default: yes. */
  ping?: boolean | undefined;
  attachments?: readonly PersonAttachment[] | undefined;
}

/** What a person gets for a command. */
export interface CommandResponse {
  message: APIMessage;
  /** Only this person sees it. */
  ephemeral: boolean;
  /** The bot was «thinking» first. */
  deferred: boolean;
}

export interface CommandWaiting {
  /** How long a bot that said «thinking» may take; it has three seconds to say anything. Default: 15 s. */
  timeoutMs?: number | undefined;
}

interface PersonOptions {
  world: World;
  permissions: Permissions;
  views: Views;
  actions: Actions;
  invoke: Invoke;
  botId: () => string;
  userId: string;
  name: string;
}

export type Person = ReturnType<typeof createPerson>;

/** What one person does. Everything rejects with a DiscordError where Discord would not let them. */
export function createPerson({ world, permissions, views, actions, invoke, botId, userId, name }: PersonOptions) {
  const view = (message: Parameters<Views['message']>[0]) => views.message(message, userId);

  return {
    id: userId,
    name,
    /** How to mention this person in a text. */
    mention: `<@${userId}>`,

    async post(channelId: string, content: string, options: PostOptions = {}): Promise<APIMessage> {
      const { replyTo, ping = true, attachments = [] } = options;
      return view(
        actions.messages.create(userId, channelId, {
          content,
          files: attachments.map((file) => ({
            filename: file.name,
            data: Uint8Array.from(typeof file.data === 'string' ? Buffer.from(file.data) : file.data),
            contentType: contentType(file.contentType, file.name),
          })),
          ...(replyTo !== undefined && {
            reference: { messageId: replyTo, failIfNotExists: true },
            allowedMentions: { parse: ['users', 'roles', 'everyone'], replied_user: ping },
          }),
        }),
      );
    },
    async edit(channelId: string, messageId: string, content: string): Promise<APIMessage> {
      return view(actions.messages.edit(userId, channelId, messageId, { content }));
    },
    async delete(channelId: string, messageId: string): Promise<void> {
      const message = world.message(channelId, messageId, userId);
      // What only this person sees can be dismissed.
      if (message.visibleTo === userId) actions.timeline.remove([message]);
      else actions.messages.delete(userId, channelId, messageId);
    },
    async react(channelId: string, messageId: string, emoji: string): Promise<void> {
      actions.reactions.add(userId, channelId, messageId, emoji);
    },
    async unreact(channelId: string, messageId: string, emoji: string): Promise<void> {
      actions.reactions.remove(userId, channelId, messageId, emoji, userId);
    },
    async pin(channelId: string, messageId: string): Promise<void> {
      actions.pins.add(userId, channelId, messageId);
    },
    async unpin(channelId: string, messageId: string): Promise<void> {
      actions.pins.remove(userId, channelId, messageId);
    },
    async typing(channelId: string): Promise<void> {
      actions.channels.typing(userId, channelId);
    },

    async startThread(
      channelId: string,
      { private: isPrivate, ...options }: Omit<NewThread, 'isPrivate'> & { private?: boolean | undefined },
    ): Promise<APIChannel & { name: string }> {
      const thread = actions.threads.start(userId, channelId, { ...options, isPrivate });
      return views.channel(thread, userId) as APIChannel & { name: string };
    },
    async joinThread(threadId: string): Promise<void> {
      actions.threads.enter(userId, threadId);
    },
    async leaveThread(threadId: string): Promise<void> {
      actions.threads.remove(userId, threadId, userId);
    },
    /** Puts another, the bot for example, into a thread. */
    async addToThread(threadId: string, otherId: string): Promise<void> {
      actions.threads.add(userId, threadId, otherId);
    },
    async removeFromThread(threadId: string, otherId: string): Promise<void> {
      actions.threads.remove(userId, threadId, otherId);
    },
    /** Renames, archives, locks a thread; renames a channel. */
    async editChannel(channelId: string, change: ChannelChange): Promise<APIChannel> {
      return views.channel(actions.channels.update(userId, channelId, change), userId);
    },
    async deleteChannel(channelId: string): Promise<void> {
      actions.channels.delete(userId, channelId);
    },

    /** The conversation with the bot, or with somebody else. */
    async openDm(otherId: string = botId()): Promise<APIChannel> {
      return views.channel(actions.channels.openDirect(userId, otherId), userId);
    },

    /** Uses a command: `'/assistant switch name:tutor'`, or `'assistant switch', { name: 'tutor' }`. */
    async command(
      channelId: string,
      text: string,
      options: Readonly<Record<string, string | number | boolean>> = {},
      { timeoutMs = 15_000 }: CommandWaiting = {},
    ): Promise<CommandResponse> {
      const given = Object.entries(options).map(([option, value]) => ` ${option}:${value}`);
      const answer = await invoke.command(userId, channelId, text + given.join(''), timeoutMs);
      return { message: view(answer.message), ephemeral: answer.ephemeral, deferred: answer.deferred };
    },
    /** What the bot offers for the last option of the text. */
    async autocomplete(channelId: string, text: string): Promise<Choice[]> {
      return invoke.autocomplete(userId, channelId, text);
    },

    /** What this person sees in a channel, oldest first, with what only they see. */
    messages(channelId: string): APIMessage[] {
      const channel = world.channel(channelId);
      permissions.need(channel, userId);
      if (!permissions.has(channel, userId, Flags.ReadMessageHistory)) throw refusal('missingAccess');
      return world.messagesOf(channelId, userId).map(view);
    },
  };
}
