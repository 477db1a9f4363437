/** What the page reads of the objects of the local Discord's API; there is more in them. */

export interface User {
  id: string;
  username: string;
  global_name: string | null;
  bot: boolean;
}

export interface Person extends User {
  moderator: boolean;
}

export interface Role {
  id: string;
  name: string;
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
  message_count?: number;
  thread_metadata?: { archived: boolean; locked: boolean };
}

export interface State {
  guild: { id: string; name: string; ownerId: string };
  you: Person;
  bot: User & { online: boolean };
  people: Person[];
  roles: Role[];
  channels: Channel[];
  threads: Channel[];
  directs: Channel[];
}

export interface Reaction {
  emoji: { name: string };
  count: number;
  me: boolean;
}

export interface Attachment {
  id: string;
  filename: string;
  size: number;
  url: string;
  content_type?: string;
}

export interface Embed {
  title?: string;
  description?: string;
  url?: string;
  fields?: { name: string; value: string }[];
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
  embeds: Embed[];
  attachments: Attachment[];
  reactions?: Reaction[];
  message_reference?: { channel_id: string; message_id?: string };
  referenced_message?: Message | null;
  interaction_metadata?: { name: string; user: User };
}

export interface MessagePage {
  messages: Message[];
  hasMore: boolean;
}

export interface CommandOption {
  type: number;
  name: string;
  description: string;
  required?: boolean;
  autocomplete?: boolean;
  choices?: Choice[];
  options?: CommandOption[];
}

export interface Command {
  type: number;
  name: string;
  description: string;
  options?: CommandOption[];
}

export interface Choice {
  name: string;
  value: string | number;
}

interface ReactionChange {
  channel_id: string;
  message_id: string;
  user_id: string;
  emoji: { name: string };
}

export type MessageEvent =
  | { type: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE'; data: Message }
  | { type: 'MESSAGE_DELETE'; data: { id: string; channel_id: string } }
  | { type: 'MESSAGE_DELETE_BULK'; data: { ids: string[]; channel_id: string } }
  | { type: 'MESSAGE_REACTION_ADD' | 'MESSAGE_REACTION_REMOVE'; data: ReactionChange }
  | { type: 'MESSAGE_REACTION_REMOVE_ALL'; data: { channel_id: string; message_id: string } }
  | {
      type: 'MESSAGE_REACTION_REMOVE_EMOJI';
      data: { channel_id: string; message_id: string; emoji: { name: string } };
    };

export type PlaceEvent =
  | { type: 'CHANNEL_CREATE' | 'CHANNEL_UPDATE' | 'THREAD_CREATE' | 'THREAD_UPDATE'; data: Channel }
  | { type: 'CHANNEL_DELETE' | 'THREAD_DELETE'; data: { id: string } };

/** What the event stream sends. Kinds that are not here may come too; the page passes them over. */
export type ServerEvent =
  | MessageEvent
  | PlaceEvent
  | { type: 'HELLO'; data: { online: boolean } }
  | { type: 'BOT_STATUS'; data: { id: string; online: boolean } }
  | { type: 'COMMANDS_CHANGED'; data: object }
  | { type: 'GUILD_MEMBER_ADD' | 'GUILD_MEMBER_UPDATE' | 'GUILD_ROLE_CREATE'; data: object }
  | { type: 'TYPING_START'; data: { channel_id: string; user_id: string } };

/** The messages of one channel that the page has, oldest first. */
export interface MessageList {
  messages: readonly Message[];
  hasMore: boolean;
  status: 'loading' | 'ready' | 'outdated' | 'failed';
  /** Set with `failed`: a sentence for a person. */
  problem?: string;
}

/** One line of what the composer offers. */
export interface Suggestion {
  label: string;
  description: string;
  /** The whole text of the composer when this one is taken. */
  text: string;
  /** Where the caret goes then. */
  caret: number;
  /** Enter sends the text as it is, unless this one was chosen with the arrows. */
  isOptional?: boolean;
}
