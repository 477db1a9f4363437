import { useState } from 'preact/hooks';
import { nameOf } from '../names.ts';
import { useVisit } from '../state/visit.ts';
import type { Emoji, Message, User } from '../types.ts';

/** So many are named; the others are counted. */
const MAX_NAMES = 3;

/** Who has reacted so, read when somebody wants to know. */
export function useReactors(message: Message, emoji: Emoji, count: number): { text: string; ask: () => void } {
  const visit = useVisit();
  const [known, setKnown] = useState<{ count: number; users: readonly User[] }>();

  function ask(): void {
    if (known?.count === count) return;
    visit.api.reactors(message, emoji).then(
      (users) => setKnown({ count, users }),
      () => undefined, // the number is there
    );
  }

  return { ask, text: known ? sentence(known.users, emoji) : (emoji.name ?? '') };
}

function sentence(users: readonly User[], emoji: Emoji): string {
  const names = users.slice(0, MAX_NAMES).map(nameOf);
  const others = users.length - names.length;
  if (others > 0) names.push(`${others} ${others === 1 ? 'other' : 'others'}`);
  const last = names.pop() ?? 'Nobody';
  return `${names.length > 0 ? `${names.join(', ')} and ${last}` : last} reacted with ${emoji.name}`;
}
