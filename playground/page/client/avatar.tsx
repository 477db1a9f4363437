import { avatarOf } from './names.ts';
import type { User } from './types.ts';

/** The picture of a user: the first letters of the name on a colour. */
export function Avatar({ user }: { user: Pick<User, 'global_name' | 'username'> }) {
  const { initials, colour } = avatarOf(user);
  return (
    <span class={`avatar colour-${colour}`} aria-hidden="true">
      {initials}
    </span>
  );
}
