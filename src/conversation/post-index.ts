import type { Score, Store } from '../storage/store.ts';
import type { Post } from './post.ts';

/** Which post of whom is where: all that is needed to find everything of one person, or all people of a conversation. */
export interface Indexed {
  readonly personId: string;
  readonly conversationId: string;
  readonly postId: string;
}

/** So many are taken out in one commit. */
const MAX_AT_ONCE = 1_000;

const postsOf = (personId: string) => `posts/${personId}`;
const authorsOf = (conversationId: string) => `authors/${conversationId}`;

/** What is written with a post, in the same commit. */
export function indexed({ author, conversationId, id }: Post, atMs: number): Score[] {
  return scores({ personId: author.id, conversationId, postId: id }, atMs);
}

/**
 * The index from people to posts, and back from conversations. It may know of posts that are not there any more (after a
 * reset, for example): what a run has made of them may be.
 */
export function createPostIndex(store: Store) {
  return {
    /** Everything of a person, the oldest first. */
    async by(personId: string): Promise<Indexed[]> {
      const members = await store.members(postsOf(personId));
      return members.map((member) => {
        const [conversationId = '', postId = ''] = member.split('/');
        return { personId, conversationId, postId };
      });
    },

    /** Everything in a conversation, the oldest first. */
    async of(conversationId: string): Promise<Indexed[]> {
      const members = await store.members(authorsOf(conversationId));
      return members.map((member) => {
        const [personId = '', postId = ''] = member.split('/');
        return { personId, conversationId, postId };
      });
    },

    async remove(posts: readonly Indexed[]): Promise<void> {
      for (let start = 0; start < posts.length; start += MAX_AT_ONCE) {
        const some = posts.slice(start, start + MAX_AT_ONCE).flatMap((post) => scores(post, undefined));
        await store.commit({}, {}, { scores: some });
      }
    },
  };
}

function scores({ personId, conversationId, postId }: Indexed, score: number | undefined): Score[] {
  return [
    { set: postsOf(personId), member: `${conversationId}/${postId}`, score },
    { set: authorsOf(conversationId), member: `${personId}/${postId}`, score },
  ];
}
