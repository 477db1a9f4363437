import { avatarOf } from './names.ts';
import type { User } from './types.ts';

/** The picture of a user: the first letters of the name on a colour. They are drawn, and no text of the page. */
export function Avatar({ user }: { user: Pick<User, 'global_name' | 'username'> }) {
  const { initials, colour } = avatarOf(user);
  return <span class={`avatar colour-${colour}`} data-initials={initials} aria-hidden="true" />;
}
