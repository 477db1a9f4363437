import { openPersonCard } from '../members/person-card.tsx';
import { colourOfRoles } from '../members/role-colour.ts';
import { useVisit } from '../state/visit.ts';
import type { User } from '../types.ts';

interface Props {
  user: User;
  channelId: string;
}

/** What somebody is called, in the colour of their highest role. Pressing it shows who they are. */
export function AuthorName({ user, channelId }: Props) {
  const visit = useVisit();
  const { bot, people, roles } = visit.state.value;
  const own = [bot, ...people].find(({ id }) => id === user.id)?.roles ?? [];
  return (
    <button
      type="button"
      class="author"
      style={{ color: colourOfRoles(own, roles) }}
      tabIndex={-1}
      data-user={user.id}
      onClick={({ currentTarget }) => openPersonCard(visit, { userId: user.id, channelId, anchor: currentTarget })}
    >
      {visit.nameIn(channelId, user)}
    </button>
  );
}
