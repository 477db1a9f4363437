import { isSame } from './is-this.ts';
import type { Posted } from './surface.ts';
import type { Growing } from './turn.ts';

/** A message that shows a part of an answer that was not finished. */
export interface Grown {
  readonly messageId: string;
  readonly content: string;
  /** It was seen in Discord, as it is, and has no button. */
  readonly isFinal: boolean;
}

/** The messages of a growing answer that are there, also one whose sending nobody heard of: it is the last one. */
export function grownIn(growing: Growing | undefined, placeId: string, posted: readonly Posted[]): Grown[] {
  if (growing?.placeId !== placeId) return [];
  const all = new Set(growing.messages.flatMap(({ messageId }) => messageId ?? []));
  return growing.messages.flatMap(({ messageId: known, content, hasButton }) => {
    const isIt = ({ id, content: said }: Posted) =>
      known === undefined ? !all.has(id) && isSame(said, content) : id === known;
    const there = posted.find(isIt);
    const messageId = known ?? there?.id;
    if (messageId === undefined) return [];
    return [
      { messageId, content, isFinal: hasButton === false && there !== undefined && isSame(there.content, content) },
    ];
  });
}
