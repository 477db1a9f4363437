import { compareIds, isNewer } from '../snowflake.ts';
import type { Inbox } from './conversation.ts';
import type { Post } from './post.ts';

/** Older posts than so many count as taken. More than a turn takes. */
const MAX_TAKEN = 64;

/** The posts of which nothing more is to be done, with these among them. */
export function takenWith({ taken = [] }: Inbox, posts: readonly Post[]): string[] {
  return [...new Set([...taken, ...posts.map(({ id }) => id)])].toSorted(compareIds).slice(-MAX_TAKEN);
}

/** Whether a turn has taken a post since the conversation began or was reset. */
export function isHeard({ taken = [], since, resetAt }: Inbox, postId: string): boolean {
  const isBefore = since !== undefined && isNewer(since, postId);
  const isForgotten = resetAt !== undefined && !isNewer(postId, resetAt);
  return !isBefore && !isForgotten && isKnown({ posts: [], taken }, postId);
}

/** Whether a post is in the inbox, was taken by a turn, or is from before Bobbin's time. */
export function isKnown({ posts, taken = [], since }: Inbox, postId: string): boolean {
  if (since !== undefined && isNewer(since, postId)) return true;
  const [oldest = postId] = taken;
  if (taken.length >= MAX_TAKEN && isNewer(oldest, postId)) return true;
  return taken.includes(postId) || posts.some(({ id }) => id === postId);
}
