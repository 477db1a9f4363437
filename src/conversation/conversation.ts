import type { Post } from './post.ts';
import type { LastTurn, Turn } from './turn.ts';

/** What is remembered of one conversation, under the id of its Discord thread, channel or DM. */
export interface ConversationRecord {
  /** The Discord id of whoever made the first post. */
  readonly startedBy: string;
  /** The Discord server; absent in a DM. */
  readonly serverId?: string;
  /** The Assistants thread; absent until the first run and after a reset. */
  readonly threadId?: string;
  /** The assistant chosen here; absent means the default one. */
  readonly assistantId?: string;
  /** What was said here before is lost, and nobody has been told yet. */
  readonly isForgotten?: boolean;
  /** Bobbin was taken out of the thread: it speaks again only when it is mentioned. */
  readonly hasLeft?: boolean;
  /** So many posts in a row were other bots'. */
  readonly botPosts?: number;
  /** Counts the resets: a turn that began before one must not bring the old thread back. */
  readonly resets?: number;
}

/** What has come in for a conversation and is in no turn yet. */
export interface Inbox {
  /**
   * The newest posts that turns have taken, oldest first. Not only the very newest: Discord and discord.js may tell of a
   * post before an older one, at the beginning of a session for example.
   */
  readonly taken?: readonly string[];
  /** Posts before this one are not for Bobbin: it was brought into the thread by it. */
  readonly since?: string;
  /** The newest post that turns had taken before the last reset: the assistant has none of them. */
  readonly resetAt?: string;
  /** Oldest first. */
  readonly posts: readonly Post[];
  /** Posts of a turn that failed before the assistant got them: they go with the next ones. */
  readonly unheard?: readonly Post[];
  /** Posts that were deleted after a turn took them: their messages have to leave the Assistants thread. */
  readonly deleted?: readonly string[];
  /** The last turn's question is to be answered once more, unless something newer comes; who wants that. */
  readonly retry?: { readonly key: string; readonly byId: string };
  /** People whose posts have to leave the Assistants thread, each with the newest post that has to. */
  readonly forget?: Readonly<Record<string, string>>;
  /** Assistants threads that belong to nothing any more and have to be deleted. */
  readonly stale?: readonly string[];
  /** So have these files of the Assistants server. */
  readonly staleFiles?: readonly string[];
  /** Discord has deleted the place: everything here has to go. */
  readonly isGone?: boolean;
  /** Nobody has written here for long: everything here has to go, unless somebody writes before that has happened. */
  readonly isIdle?: boolean;
}

/** A conversation as it is stored. */
export interface Conversation {
  readonly id: string;
  readonly record: ConversationRecord | undefined;
  readonly inbox: Inbox;
  /** The turn under way, also one whose process has died. */
  readonly turn: Turn | undefined;
  /** The one before. */
  readonly last: LastTurn | undefined;
}
