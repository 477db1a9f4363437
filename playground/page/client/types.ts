import type { Faults } from './state/faults.ts';
import type { BotStatus } from './state/host.ts';

/** What the page reads of the objects of the local Discord's API; there is more in them. */

export interface User {
  id: string;
  username: string;
  global_name: string | null;
  /** What they are called on the server; only `State` tells. */
  nick?: string | null;
  bot: boolean;
}

export interface Person extends User {
  moderator: boolean;
  /** What they may do on the server: a decimal bit field. */
  permissions: string;
  /** Ids. */
  roles: string[];
  /** When they came to the server. */
  joinedAt: string | null;
  /** The language of their client. */
  locale: string;
}

export interface Role {
  id: string;
  name: string;
  /** 0: none of its own. */
  color: number;
  /** The higher, the more it counts. */
  position: number;
  /** Whether everybody may mention it. */
  mentionable: boolean;
  /** Set for the role of a bot: nobody else can have it. */
  tags?: { bot_id?: string };
}

export interface ForumTag {
  id: string;
  name: string;
  moderated: boolean;
  emoji_name: string | null;
}

/** A channel, a thread or a direct message. */
export interface Channel {
  id: string;
  type: number;
  name?: string;
  topic?: string | null;
  position?: number;
  parent_id?: string | null;
  last_message_id: string | null;
  recipients?: User[];
  owner_id?: string;
  message_count?: number;
  thread_metadata?: { archived: boolean; locked: boolean; archive_timestamp: string };
  /** Set in a thread that this person is in. */
  member?: object;
  /** What this person may do there: a decimal bit field. A new thread may lack it. */
  permissions?: string;
  flags?: number;
  /** In seconds; 0 is none. */
  rate_limit_per_user?: number;
  /** The tags of a forum. */
  available_tags?: ForumTag[];
  /** What one reacts with to the posts of a forum. */
  default_reaction_emoji?: { emoji_name: string | null } | null;
  /** The ids of the tags of a forum post. */
  applied_tags?: string[];
}

export interface Emoji {
  id?: string | null;
  name?: string | null;
  animated?: boolean | null;
}

export interface CustomEmoji {
  id: string;
  name: string;
  animated?: boolean;
}

export interface SelectOption {
  label: string;
  value: string;
  description?: string | null;
  emoji?: Emoji | null;
  default?: boolean | null;
}

/** A picture, a video or a file: `attachment://name` is one that came with the message. */
export interface Media {
  url: string;
  content_type?: string | null;
  /** Of a file that came with the message. */
  attachment_id?: string;
  /** In pixels. */
  width?: number | null;
  height?: number | null;
}

/** A component of a message or a modal; which of these it has, goes by its `type`. */
export interface Component {
  type: number;
  /** Unique in its message. */
  id?: number;
  custom_id?: string | null;
  style?: number;
  label?: string | null;
  description?: string | null;
  emoji?: Emoji | null;
  url?: string | null;
  disabled?: boolean | null;
  required?: boolean | null;
  placeholder?: string | null;
  options?: SelectOption[];
  default_values?: { id: string; type: 'user' | 'role' | 'channel' }[] | null;
  channel_types?: number[] | null;
  min_values?: number | null;
  max_values?: number | null;
  min_length?: number | null;
  max_length?: number | null;
  value?: string | null;
  default?: boolean | null;
  content?: string;
  components?: Component[];
  component?: Component;
  accessory?: Component;
  accent_color?: number | null;
  divider?: boolean | null;
  /** 2 is the larger one. */
  spacing?: number | null;
  spoiler?: boolean | null;
  media?: Media;
  items?: MediaItem[];
  file?: Media;
}

export interface MediaItem {
  media: Media;
  description?: string | null;
  spoiler?: boolean | null;
}

/** A form that the bot has opened before this person. */
export interface Modal {
  id: string;
  channel_id: string;
  custom_id: string;
  title: string;
  components: Component[];
}

/** A file as the API takes it; `data` is base64. */
export interface Upload {
  name: string;
  contentType?: string;
  /** What stands for it where it cannot be seen. */
  description?: string;
  data: string;
}

/** What one field of a modal is filled in with. */
export type FieldValue = string | boolean | string[] | Upload[];

/** Who may (not) use a command: a role (1), a user (2), a channel (3). */
export interface CommandPermission {
  id: string;
  type: number;
  permission: boolean;
}

export interface CommandPermissions {
  /** Of a command, or of the bot for all of them. */
  id: string;
  permissions: CommandPermission[];
}

/** The server. */
export interface Guild {
  id: string;
  name: string;
  ownerId: string;
  preferredLocale: string;
  /** What its boosts give it, 0 to 3. */
  premiumTier: number;
  maxFileBytes: number;
}

export interface State {
  /** Whether somebody answers for the bot's process, its models and the inspector. */
  hasControls: boolean;
  /** How many events there were: with the same number nothing has happened since. */
  eventCount: number;
  guild: Guild;
  /** The one that is open. */
  modal: Modal | null;
  you: Person;
  bot: User & { online: boolean; roles: string[] };
  people: Person[];
  roles: Role[];
  /** Those that the server has made. */
  emojis: CustomEmoji[];
  channels: Channel[];
  threads: Channel[];
  directs: Channel[];
}

export interface Reaction {
  emoji: Emoji;
  count: number;
  me: boolean;
}

export interface Attachment {
  id: string;
  filename: string;
  description?: string;
  size: number;
  url: string;
  content_type?: string;
  /** Of a picture, in pixels. */
  width?: number | null;
  height?: number | null;
}

export interface EmbedMedia {
  url: string;
}

export interface Embed {
  title?: string;
  description?: string;
  url?: string;
  color?: number;
  author?: { name: string; url?: string; icon_url?: string };
  footer?: { text: string; icon_url?: string };
  timestamp?: string;
  image?: EmbedMedia;
  thumbnail?: EmbedMedia;
  fields?: { name: string; value: string; inline?: boolean }[];
}

export interface Message {
  id: string;
  channel_id: string;
  type: number;
  author: User;
  content: string;
  timestamp: string;
  edited_timestamp: string | null;
  flags: number;
  mentions: User[];
  /** Ids. */
  mention_roles: string[];
  mention_everyone: boolean;
  embeds: Embed[];
  attachments: Attachment[];
  reactions?: Reaction[];
  pinned?: boolean;
  webhook_id?: string;
  message_reference?: MessageReference;
  referenced_message?: Message | null;
  /** What a forward passes on. */
  message_snapshots?: { message: MessageSnapshot }[];
  sticker_items?: { id: string; name: string }[];
  poll?: Poll;
  components?: Component[];
  interaction_metadata?: InteractionMetadata;
}

export interface MessageReference {
  channel_id: string;
  message_id?: string;
}

/** A message as it was when it was passed on; not who wrote it. */
export type MessageSnapshot = Pick<
  Message,
  'type' | 'content' | 'embeds' | 'attachments' | 'timestamp' | 'edited_timestamp' | 'flags' | 'mentions'
> &
  Pick<Message, 'components' | 'sticker_items'>;

export interface Poll {
  question: { text?: string };
  answers: { answer_id: number; poll_media: { text?: string; emoji?: Emoji } }[];
  expiry: string | null;
  allow_multiselect: boolean;
  results?: {
    is_finalized: boolean;
    answer_counts: { id: number; count: number; me_voted: boolean }[];
  };
}

export interface InteractionMetadata {
  name?: string;
  user: User;
  target_user?: User;
  target_message_id?: string;
  triggering_interaction_metadata?: InteractionMetadata;
}

export interface MessagePage {
  messages: Message[];
  /** Whether there are older ones. */
  hasMore: boolean;
  hasNewer: boolean;
}

/** Which part of a channel is read: the newest messages, or those at an id. */
export interface MessageQuery {
  before?: string;
  after?: string;
  around?: string;
  limit?: number;
}

export interface CommandOption {
  type: number;
  name: string;
  description: string;
  required?: boolean;
  autocomplete?: boolean;
  choices?: Choice[];
  options?: CommandOption[];
  channel_types?: number[];
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
}

export interface Command {
  id: string;
  /** 1 is typed, 2 is in the menu of a user, 3 in that of a message. */
  type: number;
  name: string;
  description: string;
  options?: CommandOption[];
}

export interface Choice {
  name: string;
  value: string | number;
}

export type MessageEvent =
  | { type: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE'; data: Message }
  | { type: 'MESSAGE_DELETE'; data: { id: string; channel_id: string } }
  | { type: 'MESSAGE_DELETE_BULK'; data: { ids: string[]; channel_id: string } }
  | {
      type:
        | `MESSAGE_REACTION_${'ADD' | 'REMOVE' | 'REMOVE_ALL' | 'REMOVE_EMOJI'}`
        | `MESSAGE_POLL_VOTE_${'ADD' | 'REMOVE'}`;
      /** The message as it is then. */
      data: { channel_id: string; message: Message };
    };

export type PlaceEvent =
  | { type: 'CHANNEL_CREATE' | 'CHANNEL_UPDATE' | 'THREAD_CREATE' | 'THREAD_UPDATE'; data: Channel }
  | { type: 'CHANNEL_DELETE' | 'THREAD_DELETE'; data: { id: string } };

/** What changes about the server, its members and roles: all of it is read anew. */
type ServerChange =
  | 'GUILD_UPDATE'
  | `GUILD_MEMBER_${'ADD' | 'UPDATE' | 'REMOVE'}`
  | `GUILD_ROLE_${'CREATE' | 'UPDATE' | 'DELETE'}`;

export interface Hello {
  /** As in `State`. */
  eventCount: number;
  faults: Faults;
}

/** What the event stream sends. Kinds that are not here may come too; the page passes them over. */
export type ServerEvent =
  | MessageEvent
  | PlaceEvent
  | { type: 'HELLO'; data: Hello }
  | { type: 'BOT_STATUS'; data: { id: string; online: boolean } }
  | { type: 'HOST_STATUS'; data: { bot: BotStatus; problem?: string } }
  | { type: 'FAULTS_CHANGED'; data: Faults }
  | { type: 'COMMANDS_CHANGED' | 'STARTED_OVER'; data: object }
  | { type: 'INTERACTION_SUCCESS'; data: { nonce: string } }
  | { type: 'MODAL_OPEN'; data: Modal }
  | { type: 'MODAL_CLOSE'; data: { id: string } }
  | { type: ServerChange; data: object }
  | { type: 'GUILD_EMOJIS_UPDATE'; data: { emojis: CustomEmoji[] } }
  | { type: 'THREAD_MEMBERS_UPDATE'; data: { id: string; removed_member_ids?: string[] } }
  | { type: 'CHANNEL_PINS_UPDATE'; data: { channel_id: string } }
  | { type: 'TYPING_START'; data: { channel_id: string; user_id: string } };

/** The messages of one channel that the page has, oldest first. */
export interface MessageList {
  messages: readonly Message[];
  /** Whether there are older ones. */
  hasMore: boolean;
  /** Whether there are newer ones: then it is a part of the channel that somebody has jumped to. */
  hasNewer: boolean;
  /** Another number when the messages are another part of the channel, not this one with more at its ends. */
  part: number;
  status: 'loading' | 'ready' | 'outdated' | 'failed';
  /** Set with `failed`: a sentence for a person. */
  problem?: string;
}
