import { createHash } from 'node:crypto';
import type { Outgoing } from './surface.ts';
import { newestPost, type Part, type Turn } from './turn.ts';

const NONCE_LENGTH = 25;

type Address = Pick<Outgoing, 'placeId' | 'mayPing' | 'replyTo' | 'isSilent'>;

/** Where a part of an answer goes, what it replies to, and who hears of it. */
export function addressOf(
  turn: Turn,
  placeId: string,
  index: number,
  part: Pick<Part, 'replyTo' | 'mayPing'> = {},
): Address {
  const post = newestPost(turn);
  const mayPing = part.mayPing ?? post.author.id;
  const isReply = index === 0 && placeId !== post.id && mayPing === post.author.id;
  return {
    placeId,
    mayPing,
    ...(isReply && { replyTo: post.id }),
    ...(part.replyTo !== undefined && part.replyTo !== placeId && { replyTo: part.replyTo }),
    // The rest of an answer notifies nobody once more.
    ...(index > 0 && part.replyTo === undefined && { isSilent: true }),
  };
}

/** The same for the same message of the same turn, so that Discord drops one that it already has. */
export function nonceOf(turnKey: string, what: number | string): string {
  return createHash('sha256').update(`${turnKey}/${what}`).digest('base64url').slice(0, NONCE_LENGTH);
}
