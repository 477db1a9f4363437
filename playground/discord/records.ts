import type {
  APIApplicationCommandPermission,
  APIEmbed,
  APIOverwrite,
  ChannelType,
  MessageType,
} from 'discord-api-types/v10';
import type { Component } from './components/component.ts';

/** A person, a bot, or who a webhook says it is. */
export interface UserRecord {
  id: string;
  username: string;
  displayName?: string;
  bot: boolean;
  /** The language of the person's client. Default: `en-US`. */
  locale?: string;
}

export interface GuildRecord {
  id: string;
  name: string;
  ownerId: string;
  /** Default: `en-US`. */
  preferredLocale?: string;
  /** The level that its boosts give it, 0 to 3. Default: 0. */
  premiumTier?: number;
}

export interface RoleRecord {
  id: string;
  guildId: string;
  name: string;
  /** A bit field in decimal. */
  permissions: string;
  position: number;
  color: number;
  mentionable: boolean;
  /** The bot that this role came with. */
  botId?: string;
}

/** The id is `guildId:userId`. */
export interface MemberRecord {
  id: string;
  guildId: string;
  userId: string;
  nick?: string;
  roles: string[];
  joinedAt: string;
}

/** What only threads have. */
export interface ThreadState {
  ownerId: string;
  archived: boolean;
  locked: boolean;
  invitable: boolean;
  autoArchiveMinutes: number;
  /** When it was last archived or unarchived. */
  archivedAt: string;
  createdAt: string;
  /** Without the starter message and what was deleted. */
  messageCount: number;
  totalMessageSent: number;
  /** User id -> when they joined. */
  members: Record<string, string>;
}

/** What the posts of a forum can be marked with. */
export interface TagRecord {
  id: string;
  name: string;
  /** Only who may manage threads can set it. */
  moderated: boolean;
  emojiName?: string;
}

/** What only forums have. */
export interface ForumState {
  tags: TagRecord[];
  requiresTag: boolean;
  /** The emoji that is offered on each post. */
  defaultReaction?: string;
}

export interface ChannelRecord {
  id: string;
  type: ChannelType;
  /** Absent in direct messages. */
  guildId?: string;
  name?: string;
  topic?: string;
  position: number;
  /** The channel that a thread is in, or the category of a channel. */
  parentId?: string;
  overwrites: APIOverwrite[];
  lastMessageId?: string;
  lastPinAt?: string;
  slowmodeSeconds: number;
  /** The two of a direct message. */
  recipients?: string[];
  thread?: ThreadState;
  forum?: ForumState;
  /** The tags of a post in a forum. */
  appliedTags?: string[];
}

export interface AttachmentRecord {
  id: string;
  filename: string;
  size: number;
  contentType?: string;
  description?: string;
  /** Of a picture, in pixels. */
  width?: number;
  height?: number;
}

export interface StickerRecord {
  id: string;
  name: string;
}

export interface PollRecord {
  question: string;
  answers: string[];
  endsAt: string;
  /** What people voted for, counted from 1, by user id. */
  votes?: Record<string, number[]>;
}

export interface ReactionRecord {
  emoji: string;
  userIds: string[];
}

/** The interaction that a message answers. */
export interface InteractionOrigin {
  id: string;
  userId: string;
  /** Discord's number of the kind. Default: 2, a command. */
  type?: number;
  /** Of a command, with its subcommands. */
  name?: string;
  /** Of a follow-up: the first answer. */
  originalId?: string;
  /** Whom a command of the user menu was used on. */
  targetUserId?: string;
  /** What a command of the message menu was used on. */
  targetMessageId?: string;
  /** The message whose button or menu it was. */
  interactedMessageId?: string;
  /** What showed the modal that was submitted. */
  triggering?: InteractionOrigin;
}

export interface MessageRecord {
  id: string;
  channelId: string;
  authorId: string;
  type: MessageType;
  content: string;
  createdAt: string;
  editedAt?: string;
  flags: number;
  embeds: APIEmbed[];
  attachments: AttachmentRecord[];
  components: Component[];
  mentions: string[];
  mentionRoles: string[];
  mentionEveryone: boolean;
  reactions: ReactionRecord[];
  pinnedAt?: string;
  reference?: { channelId: string; messageId?: string };
  stickers?: StickerRecord[];
  poll?: PollRecord;
  /** Of a forward: the message that `reference` names, as it was then. */
  snapshot?: MessageRecord;
  nonce?: string | number;
  webhookId?: string;
  applicationId?: string;
  interaction?: InteractionOrigin;
  /** An ephemeral message: nobody else sees it, and it is not kept over a restart. */
  visibleTo?: string;
}

/** A registered command: what the bot sent, with what Discord adds. */
export interface CommandRecord {
  id: string;
  guildId?: string;
  version: string;
  data: CommandData;
}

/** Who may use a command, or all of them, as a moderator has set it. The id is `guildId:targetId`. */
export interface CommandPermissionsRecord {
  id: string;
  guildId: string;
  /** A command, or the application for all of its commands. */
  targetId: string;
  permissions: APIApplicationCommandPermission[];
}

export interface CommandData {
  name: string;
  type: number;
  description: string;
  options: CommandOption[];
  default_member_permissions: string | null;
  contexts: number[] | null;
  integration_types: number[];
  nsfw: boolean;
  [field: string]: unknown;
}

export interface CommandOption {
  type: number;
  name: string;
  description: string;
  required?: boolean | undefined;
  autocomplete?: boolean | undefined;
  choices?: { name: string; value: string | number }[] | undefined;
  options?: CommandOption[] | undefined;
  min_value?: number | undefined;
  max_value?: number | undefined;
  min_length?: number | undefined;
  max_length?: number | undefined;
  channel_types?: number[] | undefined;
  [field: string]: unknown;
}
