/** A message that a person wrote in Discord and that gets an answer. */
export interface Post {
  /** The Discord message id. */
  readonly id: string;
  /** The Discord thread, channel or DM in which it is answered. */
  readonly conversationId: string;
  readonly author: { readonly id: string; readonly name: string };
  readonly text: string;
  /** The Discord thread was started from this post, so an answer there needs no reply reference. */
  readonly startsThread: boolean;
  /** Discord shows that Bobbin has spoken in this thread before, whether or not the store remembers it. */
  readonly hasHistory: boolean;
}

const MAX_NAME_LENGTH = 32;

/**
 * The author's name as the assistant sees it: one line of visible characters without a colon, so that nobody can pose
 * as another speaker.
 */
export function speakerName(displayName: string): string {
  const visible = displayName
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}:]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  return Array.from(visible).slice(0, MAX_NAME_LENGTH).join('').trim() || 'Somebody';
}

/** What the assistant reads of a post. */
export function spokenText(post: Post): string {
  return `${speakerName(post.author.name)}: ${post.text}`;
}
