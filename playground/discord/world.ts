import { refusal } from './discord-error.ts';
import type {
  BanRecord,
  ChannelRecord,
  CommandPermissionsRecord,
  CommandRecord,
  EmojiRecord,
  GuildRecord,
  MemberRecord,
  MessageRecord,
  RoleRecord,
  UserRecord,
  WebhookRecord,
} from './records.ts';
import { compareIds, createSnowflakes } from './snowflake.ts';
import { createTables } from './tables.ts';

/** Something that happened: a gateway event, before it is known who may see it. */
export interface WorldEvent {
  type: string;
  guildId?: string | undefined;
  /** Only who may look into this channel is told. */
  channelId?: string | undefined;
  /** Only this user is told: interactions, ephemeral messages. */
  onlyFor?: string | undefined;
  /** What the event says, as this user sees it (own reactions, own thread membership). */
  view(viewerId?: string): object;
}

/** The bot that may log in. */
export interface ApplicationRecord {
  id: string;
  name: string;
  token: string;
}

export interface WorldOptions {
  file?: string | undefined;
  now: () => number;
}

export type World = ReturnType<typeof createWorld>;

/**
 * Everything that exists in this Discord. It knows no rules: the folder `actions` has them.
 *
 * Records are replaced, never changed in place: `channels.set({ ...channel, name })`.
 */
export function createWorld({ file, now }: WorldOptions) {
  const tables = createTables(file);
  const snowflakes = createSnowflakes(now);
  const application = tables.table<ApplicationRecord>('application');
  const guilds = tables.table<GuildRecord>('guild');
  const users = tables.table<UserRecord>('user');
  const roles = tables.table<RoleRecord>('role');
  const members = tables.table<MemberRecord>('member');
  const channels = tables.table<ChannelRecord>('channel');
  const commands = tables.table<CommandRecord>('command');
  const emojis = tables.table<EmojiRecord>('emoji');
  const commandPermissions = tables.table<CommandPermissionsRecord>('commandPermissions');
  const bans = tables.table<BanRecord>('ban');
  const webhooks = tables.table<WebhookRecord>('webhook');
  const messages = tables.table<MessageRecord>('message', { keeps: (message) => message.visibleTo === undefined });
  for (const table of [application, guilds, users, roles, channels, commands, emojis, webhooks, messages])
    for (const { id } of table.values()) snowflakes.seen(id);

  const messagesByChannel = new Map<string, MessageRecord[]>();
  for (const message of [...messages.values()].toSorted((left, right) => compareIds(left.id, right.id)))
    listOf(message.channelId).push(message);

  const listeners = new Set<(event: WorldEvent) => void>();
  let eventCount = 0;

  function listOf(channelId: string): MessageRecord[] {
    const list = messagesByChannel.get(channelId) ?? [];
    messagesByChannel.set(channelId, list);
    return list;
  }

  function indexOf(list: readonly MessageRecord[], id: string): number {
    let low = 0;
    for (let high = list.length; low < high;) {
      const middle = (low + high) >> 1;
      if (compareIds(list[middle]?.id ?? '', id) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    now,
    newId: () => snowflakes.next(),
    /** The id of something that was made before the world was. */
    pastId: (ms: number) => snowflakes.past(ms),
    timestamp: () => new Date(now()).toISOString(),
    applications: application,
    guilds,
    users,
    roles,
    members,
    channels,
    commands,
    commandPermissions,
    emojis,
    bans,
    webhooks,
    files: tables.files,

    /** @throws 10003 */
    channel(id: string): ChannelRecord {
      const channel = channels.get(id);
      if (!channel) throw refusal('unknownChannel');
      return channel;
    },
    /** @throws 10013 */
    user(id: string): UserRecord {
      const user = users.get(id);
      if (!user) throw refusal('unknownUser');
      return user;
    },
    member: (guildId: string, userId: string) => members.get(`${guildId}:${userId}`),
    membersOf: (guildId: string) => [...members.values()].filter((member) => member.guildId === guildId),
    rolesOf: (guildId: string) => [...roles.values()].filter((role) => role.guildId === guildId),
    /** Of a server, or of the application when none is named. */
    emojisOf: (guildId: string | undefined) => [...emojis.values()].filter((emoji) => emoji.guildId === guildId),
    /** Threads are not among them. */
    channelsOf: (guildId: string) =>
      [...channels.values()].filter((channel) => channel.guildId === guildId && !channel.thread),
    threadsOf: (guildId: string) =>
      [...channels.values()].filter((channel) => channel.guildId === guildId && channel.thread),

    /**
     * The message, for one who may see it.
     * @throws 10008
     */
    message(channelId: string, id: string, viewerId: string): MessageRecord {
      const message = messages.get(id);
      const isVisible = message?.visibleTo === undefined || message.visibleTo === viewerId;
      if (!message || message.channelId !== channelId || !isVisible) throw refusal('unknownMessage');
      return message;
    },
    findMessage: (id: string) => messages.get(id),
    /** Oldest first. Ephemeral messages only for the one they are for. */
    messagesOf(channelId: string, viewerId?: string): MessageRecord[] {
      const list = messagesByChannel.get(channelId) ?? [];
      return list.filter((message) => message.visibleTo === undefined || message.visibleTo === viewerId);
    },
    saveMessage(message: MessageRecord): void {
      const list = listOf(message.channelId);
      const index = indexOf(list, message.id);
      const isNew = list[index]?.id !== message.id;
      list.splice(index, isNew ? 0 : 1, message);
      messages.set(message);
    },
    removeMessage(message: MessageRecord): void {
      const list = listOf(message.channelId);
      const index = indexOf(list, message.id);
      if (list[index]?.id === message.id) list.splice(index, 1);
      messages.delete(message.id);
    },
    removeChannel(id: string): void {
      for (const message of messagesByChannel.get(id) ?? []) messages.delete(message.id);
      messagesByChannel.delete(id);
      channels.delete(id);
    },

    /** Everything goes, and there is what `fill` makes: the one or the other, should the process end meanwhile. */
    startOver(fill: () => void): void {
      tables.replaceAll(() => {
        messagesByChannel.clear();
        fill();
      });
    },

    /** How many there were since the world was opened: while it is the same, nothing has changed. */
    eventCount: () => eventCount,
    emit(event: WorldEvent): void {
      eventCount += 1;
      for (const listener of listeners) listener(event);
    },
    /** Every event, at once and in order. Answers how to stop. */
    listen(listener: (event: WorldEvent) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => tables.close(),
  };
}
