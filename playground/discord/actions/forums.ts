import { ChannelType, PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { invalidForm, refusal } from '../discord-error.ts';
import type { Permissions } from '../permissions.ts';
import type { ChannelRecord, ForumState, MessageRecord, TagRecord } from '../records.ts';
import type { World } from '../world.ts';
import type { Draft, Messages } from './messages.ts';
import type { Threads } from './threads.ts';
import type { Timeline } from './timeline.ts';

const MAX_TAGS = 20;
const MAX_APPLIED_TAGS = 5;

/** A tag as it is wanted; with the id of one that is there, it is that one. */
export interface NewTag {
  id?: string | undefined;
  name: string;
  moderated?: boolean | undefined;
  emojiName?: string | undefined;
}

/** What is to be different about a forum; what is absent stays. */
export interface ForumSettings {
  tags?: readonly NewTag[] | undefined;
  requiresTag?: boolean | undefined;
  /** An emoji; `null` takes it away. */
  defaultReaction?: string | null | undefined;
}

/** What somebody posts in a forum. */
export interface NewForumPost {
  /** The title. */
  name: string;
  draft: Draft;
  /** Ids. */
  tags?: readonly string[] | undefined;
  autoArchiveMinutes?: number | undefined;
  slowmodeSeconds?: number | undefined;
}

interface ForumsOptions {
  world: World;
  permissions: Permissions;
  timeline: Timeline;
  threads: Threads;
  messages: Messages;
}

export type Forums = ReturnType<typeof createForums>;

/** Forums, their tags, and posts in them: threads whose first message has their id. */
export function createForums({ world, permissions, timeline, threads, messages }: ForumsOptions) {
  function tagOf({ id, name, moderated = false, emojiName }: NewTag, known: readonly TagRecord[]): TagRecord {
    const kept = known.find((tag) => tag.id === id);
    return { id: kept?.id ?? world.newId(), name, moderated, ...(emojiName !== undefined && { emojiName }) };
  }

  /**
   * The tags that a post is to have.
   * @throws 10087, 40067, 50013 for a tag of moderators
   */
  function checkedTags(
    actorId: string,
    forum: ChannelRecord,
    wanted: readonly string[],
    post?: ChannelRecord,
  ): string[] {
    if (!forum.forum) throw refusal('wrongChannelType');
    const { tags, requiresTag } = forum.forum;
    const ids = [...new Set(wanted)];
    const before = new Set(post?.appliedTags);
    if (ids.length > MAX_APPLIED_TAGS)
      throw invalidForm({
        applied_tags: { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${MAX_APPLIED_TAGS} or fewer in length.` },
      });
    const changed = [...ids.filter((id) => !before.has(id)), ...[...before].filter((id) => !ids.includes(id))];
    const isModerator = permissions.has(forum, actorId, Flags.ManageThreads);
    for (const id of changed) {
      const tag = tags.find((one) => one.id === id);
      if (!tag && ids.includes(id)) throw refusal('unknownTag');
      if (tag?.moderated && !isModerator) throw refusal('missingPermissions');
    }
    if (requiresTag && ids.length === 0) throw refusal('tagRequired');
    return ids;
  }

  return {
    checkedTags,

    /** A forum as it is to be. */
    changed(before: ForumState | undefined, { tags, requiresTag, defaultReaction }: ForumSettings): ForumState {
      const known = before?.tags ?? [];
      if (tags && tags.length > MAX_TAGS) throw refusal('tooManyTags');
      const reaction = defaultReaction === undefined ? before?.defaultReaction : (defaultReaction ?? undefined);
      return {
        tags: tags ? tags.map((tag) => tagOf(tag, known)) : known,
        requiresTag: requiresTag ?? before?.requiresTag ?? false,
        ...(reaction !== undefined && { defaultReaction: reaction }),
      };
    },

    post(actorId: string, forumId: string, post: NewForumPost): { thread: ChannelRecord; message: MessageRecord } {
      const { name, draft, tags = [], autoArchiveMinutes, slowmodeSeconds } = post;
      const forum = world.channel(forumId);
      permissions.need(forum, actorId);
      if (!forum.forum) throw refusal('wrongChannelType');
      messages.needToWrite(actorId, forum, draft);
      const appliedTags = checkedTags(actorId, forum, tags);
      const content = messages.compose(actorId, forum, draft);
      const type = ChannelType.PublicThread;
      const opened = { name, type, appliedTags, autoArchiveMinutes, slowmodeSeconds };
      const { id } = threads.open(actorId, forum, opened);
      // As on Discord, the last message of a forum is its last post.
      world.channels.set({ ...forum, lastMessageId: id });
      const message = timeline.append({ ...content, id, channelId: id, authorId: actorId });
      messages.enterThread(world.channel(id), actorId, content.mentions);
      return { thread: world.channel(id), message };
    },
  };
}
