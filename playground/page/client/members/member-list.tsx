import { nameOf } from '../names.ts';
import { useVisit } from '../state/visit.ts';

/** Who is on the server, and whether the bot is there. */
export function MemberList() {
  const visit = useVisit();
  return (
    <aside class="members" aria-label="Members">
      <ul>
        {visit.users.value.map((user) => (
          <li key={user.id}>{nameOf(user)}</li>
        ))}
      </ul>
    </aside>
  );
}
