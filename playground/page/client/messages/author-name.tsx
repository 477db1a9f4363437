import { openPersonCard } from '../members/person-card.tsx';
import { nameOf } from '../names.ts';
import { useVisit, type Visit } from '../state/visit.ts';
import type { User } from '../types.ts';

interface Props {
  user: User;
  channelId: string;
}

/** What somebody is called, in the colour of their highest role. Pressing it shows who they are. */
export function AuthorName({ user, channelId }: Props) {
  const visit = useVisit();
  const colour = colourOf(visit, user.id);
  return (
    <button
      type="button"
      class={colour === undefined ? 'author' : 'author coloured'}
      style={colour === undefined ? undefined : { '--role': colour }}
      tabIndex={-1}
      data-user={user.id}
      onClick={({ currentTarget }) => openPersonCard(visit, { userId: user.id, channelId, anchor: currentTarget })}
    >
      {nameOf(user)}
    </button>
  );
}

/** The colour of the highest role that has one. */
function colourOf(visit: Visit, userId: string): string | undefined {
  const { people, roles } = visit.state.value;
  const own = people.find(({ id }) => id === userId)?.roles ?? [];
  const [highest] = roles
    .filter(({ id, color }) => color !== 0 && own.includes(id))
    .toSorted((left, right) => right.position - left.position);
  return highest && `#${highest.color.toString(16).padStart(6, '0')}`;
}
