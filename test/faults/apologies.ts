import type { PlacedAnswer } from './assemble.ts';
import { byId, type JudgedMessage, type JudgedPost } from './evidence.ts';

/**
 * The posts of one place that an apology is for, as well as one can tell: those that waited when it came, up to the one
 * that it replies to. What is older than the last answer before it was passed over there, which no apology excuses.
 */
export function apologisedIn(
  posts: readonly JudgedPost[],
  answers: readonly PlacedAnswer[],
  apologies: readonly JudgedMessage[],
): JudgedPost[] {
  const byToken = new Map(posts.map((post) => [post.token, post]));

  function isFor(apology: JudgedMessage, post: JudgedPost): boolean {
    const upTo = posts.find(({ id }) => id === apology.replyTo) ?? apology;
    if (byId(post, upTo) > 0) return false;
    const before = answers.filter(({ messageIds: [id = apology.id] }) => byId({ id }, apology) < 0);
    const answered = before.flatMap(({ tokens }) => tokens.flatMap((token) => byToken.get(token) ?? []));
    return answered.every((other) => byId(other, post) < 0);
  }

  return posts.filter((post) => apologies.some((apology) => isFor(apology, post)));
}
