import type { Score, Writes } from '../storage/store.ts';

/** When something of people was deleted last that may still be in the store's files. */
export const SCRUB_DUE = 'scrub/due';
/** When somebody was forgotten last who was told that nothing is left in the store's files. */
export const SCRUB_PROMISED = 'scrub/promised';

/** The conversations that still have something of a person who is to be forgotten. */
export const forgettingSet = (personId: string) => `forgetting/${personId}`;

/** The place of a conversation among them. */
export function forgetting(personId: string, conversationId: string, atMs: number | undefined): Score {
  return { set: forgettingSet(personId), member: conversationId, score: atMs };
}

/** Part of every commit that ends a deletion. */
export function scrubIsDue(atMs: number, isPromised: boolean): Writes {
  return { [SCRUB_DUE]: atMs, ...(isPromised && { [SCRUB_PROMISED]: atMs }) };
}
