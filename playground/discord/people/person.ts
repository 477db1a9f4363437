import {
  type APIChannel,
  type APIMessage,
  type APIOverwrite,
  type APIUser,
  OverwriteType,
  PermissionFlagsBits as Flags,
} from 'discord-api-types/v10';
import type { Actions } from '../actions/actions.ts';
import { channelName } from '../actions/channel-name.ts';
import type { ChannelChange, NewChannel } from '../actions/channels.ts';
import type { NewThread } from '../actions/threads.ts';
import { refusal } from '../discord-error.ts';
import { type HistoryQuery, readHistory } from '../history.ts';
import type { Permissions } from '../permissions.ts';
import type { MessageRecord } from '../records.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';
import { createPersonInteractions, type Ways } from './person-interactions.ts';
import { type PersonAttachment, uploadOf } from './uploads.ts';

export interface PostOptions {
  /** The id of the message that is replied to. */
  replyTo?: string | undefined;
  /** Whether the reply pings. Default: yes. */
  ping?: boolean | undefined;
  /** A second post with the same one within five minutes makes no second message. */
  nonce?: string | undefined;
  attachments?: readonly PersonAttachment[] | undefined;
  /** Names of stickers. */
  stickers?: readonly string[] | undefined;
  poll?: { question: string; answers: readonly string[] } | undefined;
}

/** What somebody posts in a forum. */
export interface ForumPostOptions {
  /** The title. */
  name: string;
  content: string;
  /** Names or ids. */
  tags?: readonly string[] | undefined;
  attachments?: readonly PersonAttachment[] | undefined;
}

interface PersonOptions extends Ways {
  world: World;
  permissions: Permissions;
  views: Views;
  actions: Actions;
  botId: () => string;
  guildId: () => string;
  /** Roles by id or name; a name that is not there is made. */
  giveRole: (userId: string, role: string) => void;
  takeRole: (userId: string, role: string) => void;
  userId: string;
  name: string;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

export type Person = ReturnType<typeof createPerson>;

/** What one person does. Everything rejects with a DiscordError where Discord would not let them. */
export function createPerson(options: PersonOptions) {
  const { world, permissions, views, actions, botId, guildId, userId, name } = options;
  const view = (message: MessageRecord) => views.message(message, userId);

  function visibleMessages(channelId: string): MessageRecord[] {
    const channel = world.channel(channelId);
    permissions.need(channel, userId);
    if (!permissions.has(channel, userId, Flags.ReadMessageHistory)) throw refusal('missingAccess');
    return world.messagesOf(channelId, userId);
  }

  const tomorrow = () => new Date(world.now() + DAY_MS).toISOString();

  function tagIds(forumId: string, tags: readonly string[]): string[] {
    const known = world.channels.get(forumId)?.forum?.tags ?? [];
    return tags.map((tag) => known.find(({ id, name: called }) => id === tag || called === tag)?.id ?? tag);
  }

  /** As Discord's client does for a private channel: not for everybody, but for the one who makes it. */
  function hiddenFromOthers(): APIOverwrite[] {
    const view = String(Flags.ViewChannel);
    return [
      { id: guildId(), type: OverwriteType.Role, allow: '0', deny: view },
      { id: userId, type: OverwriteType.Member, allow: view, deny: '0' },
    ];
  }

  return {
    ...createPersonInteractions(options),
    id: userId,
    name,
    /** How to mention this person in a text. */
    mention: `<@${userId}>`,

    async post(channelId: string, content: string, how: PostOptions = {}): Promise<APIMessage> {
      const { replyTo, ping = true, nonce, attachments = [], stickers, poll } = how;
      return view(
        actions.messages.create(userId, channelId, {
          content,
          files: attachments.map(uploadOf),
          ...(nonce !== undefined && { nonce, enforceNonce: true }),
          ...(stickers && { stickers: stickers.map((sticker) => ({ id: world.newId(), name: sticker })) }),
          ...(poll && { poll: { question: poll.question, answers: [...poll.answers], endsAt: tomorrow() } }),
          ...(replyTo !== undefined && {
            reference: { messageId: replyTo, failIfNotExists: true },
            allowedMentions: { parse: ['users', 'roles', 'everyone'], replied_user: ping },
          }),
        }),
      );
    },
    /** Passes a message on to a channel, as it is now. */
    async forward(channelId: string, message: Pick<APIMessage, 'id' | 'channel_id'>): Promise<APIMessage> {
      const forward = { messageId: message.id, channelId: message.channel_id };
      return view(actions.messages.create(userId, channelId, { forward }));
    },
    /** Changes the text, and leaves only these attachments, by id. */
    async edit(
      channelId: string,
      messageId: string,
      content: string,
      { keep }: { keep?: readonly string[] | undefined } = {},
    ): Promise<APIMessage> {
      const keepAttachments = keep?.map((id) => ({ id }));
      return view(actions.messages.edit(userId, channelId, messageId, { content, keepAttachments }));
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
    /** Those who have reacted with an emoji, the first one first. */
    reactors: (channelId: string, messageId: string, emoji: string): APIUser[] =>
      actions.reactions.list(userId, channelId, messageId, emoji).map((id) => views.user(world.user(id))),
    /** Votes in a poll, for these answers, counted from 1, and for no others. */
    async vote(channelId: string, messageId: string, answers: readonly number[]): Promise<void> {
      actions.polls.vote(userId, channelId, messageId, answers);
    },
    async pin(channelId: string, messageId: string): Promise<void> {
      actions.pins.add(userId, channelId, messageId);
    },
    async unpin(channelId: string, messageId: string): Promise<void> {
      actions.pins.remove(userId, channelId, messageId);
    },
    /** What is pinned there, the newest pin first. */
    pins: (channelId: string): APIMessage[] => actions.pins.list(userId, channelId).map(view),
    async typing(channelId: string): Promise<void> {
      actions.channels.typing(userId, channelId);
    },

    async startThread(
      channelId: string,
      { private: isPrivate, ...wanted }: Omit<NewThread, 'isPrivate'> & { private?: boolean | undefined },
    ): Promise<APIChannel & { name: string }> {
      const thread = actions.threads.start(userId, channelId, { ...wanted, isPrivate });
      return views.channel(thread, userId) as APIChannel & { name: string };
    },
    /** Starts a post in a forum: a thread whose first message has its id. */
    async postInForum(
      forumId: string,
      { name: title, content, tags = [], attachments = [] }: ForumPostOptions,
    ): Promise<APIChannel & { name: string; message: APIMessage }> {
      const draft = { content, files: attachments.map(uploadOf) };
      const wanted = { name: title, draft, tags: tagIds(forumId, tags) };
      const { thread, message } = actions.forums.post(userId, forumId, wanted);
      return { ...(views.channel(thread, userId) as APIChannel & { name: string }), message: view(message) };
    },
    /** Sets the tags of a post in a forum, by name or id. */
    async tag(threadId: string, tags: readonly string[]): Promise<APIChannel> {
      const forumId = world.channel(threadId).parentId ?? '';
      const change = { appliedTags: tagIds(forumId, tags) };
      return views.channel(actions.channels.update(userId, threadId, change), userId);
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
    /** Makes a channel, a forum or a category. With `isPrivate` only this person and who manages all sees it. */
    async createChannel({
      isPrivate,
      ...wanted
    }: NewChannel & { isPrivate?: boolean | undefined }): Promise<APIChannel> {
      permissions.needInGuild(guildId(), userId, Flags.ManageChannels);
      const name = channelName(wanted.name, wanted.type);
      const overwrites = isPrivate ? hiddenFromOthers() : wanted.overwrites;
      return views.channel(actions.channels.create(guildId(), { ...wanted, name, overwrites }), userId);
    },
    /** Renames, archives, locks a thread; renames a channel, says what it is about. */
    async editChannel(channelId: string, change: ChannelChange): Promise<APIChannel> {
      const { type, thread } = world.channel(channelId);
      const name = change.name === undefined || thread ? change.name : channelName(change.name, type);
      return views.channel(actions.channels.update(userId, channelId, { ...change, name }), userId);
    },
    async deleteChannel(channelId: string): Promise<void> {
      actions.channels.delete(userId, channelId);
    },

    /** The conversation with the bot, or with somebody else. */
    async openDm(otherId: string = botId()): Promise<APIChannel> {
      return views.channel(actions.channels.openDirect(userId, otherId), userId);
    },

    /** The ids of the roles that this person has. */
    roles: () => world.member(guildId(), userId)?.roles ?? [],
    /** Gives this person a role, by id or name; one that is not there is made. */
    async giveRole(role: string): Promise<void> {
      options.giveRole(userId, role);
    },
    async takeRole(role: string): Promise<void> {
      options.takeRole(userId, role);
    },
    /** Sets the language of this person's client: `de`, `en-GB`. */
    async setLocale(locale: string): Promise<void> {
      world.users.set({ ...world.user(userId), locale });
    },

    /** What this person sees in a channel, oldest first, with what only they see. */
    messages: (channelId: string): APIMessage[] => visibleMessages(channelId).map(view),
    /** A part of that. `hasMore` are older ones. */
    history(channelId: string, query: HistoryQuery): { messages: APIMessage[]; hasMore: boolean; hasNewer: boolean } {
      const { messages, hasOlder, hasNewer } = readHistory(visibleMessages(channelId), query);
      return { messages: messages.map(view), hasMore: hasOlder, hasNewer };
    },
  };
}
