/** Where a post was made and what is known of that place. */
export interface Place {
  readonly kind: 'direct message' | 'thread' | 'channel';
  /** The post mentions Bobbin or its own role. */
  readonly isMentioned: boolean;
  /** Bobbin started this thread or has spoken in it, as the store or Discord remember it. */
  readonly isKnown: boolean;
}

/** Whether a post gets an answer, and in which place. */
export function whenToSpeak(place: Place): 'ignore' | 'answer here' | 'start a thread' {
  switch (place.kind) {
    case 'direct message':
      return 'answer here';
    case 'thread':
      return place.isMentioned || place.isKnown ? 'answer here' : 'ignore';
    case 'channel':
      return place.isMentioned ? 'start a thread' : 'ignore';
  }
}
