import type { InThreads, Speaking } from '../server-settings/settings.ts';

/** Where a post was made, what is known of that place, and what is set for it. */
export interface Place {
  readonly kind: 'direct message' | 'thread' | 'forum post' | 'channel';
  /** The post mentions Bobbin or its own role. */
  readonly isMentioned: boolean;
  /** Bobbin started this thread or has spoken in it, as the store or Discord remember it. */
  readonly isKnown: boolean;
  /** The post is the one that a forum post begins with. */
  readonly isBeginning: boolean;
  readonly speaking: Speaking;
  readonly inThreads: InThreads;
}

/** Whether a post gets an answer, and in which place. */
export function whenToSpeak(place: Place): 'ignore' | 'answer here' | 'start a thread' {
  const { kind, isMentioned, isKnown, isBeginning, speaking, inThreads } = place;
  if (kind === 'direct message') return 'answer here';
  if (speaking === 'off') return 'ignore';
  if (kind === 'channel') {
    if (speaking === 'channel') return 'answer here';
    return speaking === 'thread' || isMentioned ? 'start a thread' : 'ignore';
  }
  const isWanted = (isKnown && inThreads === 'every') || (isBeginning && speaking !== 'mentioned');
  return isMentioned || isWanted ? 'answer here' : 'ignore';
}
