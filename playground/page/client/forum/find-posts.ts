import { isNewer } from '../ids.ts';
import { titleOf } from '../names.ts';
import type { Channel } from '../types.ts';

export type Order = 'activity' | 'creation';

/** Which posts of a forum are wanted, and in which order. */
export interface Wanted {
  /** A piece of the title. */
  search: string;
  /** Ids; a post with one of them is wanted. None: all are. */
  tags: readonly string[];
  order: Order;
}

/** The posts of a forum that are wanted: those that are open, and the older ones, which are archived. */
export function findPosts(posts: readonly Channel[], { search, tags, order }: Wanted) {
  const wanted = search.trim().toLowerCase();
  const key = ({ id, last_message_id: last }: Channel) => (order === 'creation' ? id : (last ?? id));
  const found = posts
    .filter((post) => titleOf(post).toLowerCase().includes(wanted))
    .filter(({ applied_tags: own = [] }) => tags.length === 0 || tags.some((id) => own.includes(id)))
    .toSorted((left, right) => (isNewer(key(left), key(right)) ? -1 : 1));
  const isArchived = (post: Channel) => post.thread_metadata?.archived === true;
  return { open: found.filter((post) => !isArchived(post)), archived: found.filter(isArchived) };
}
