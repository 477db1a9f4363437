/** @import { User } from './types.ts' */
import { element } from './dom.js';
import { avatarOf } from './names.js';

/** @param {User} user */
export function avatar(user) {
  const { initials, colour } = avatarOf(user);
  return element('span', { class: `avatar colour-${colour}`, 'aria-hidden': 'true' }, initials);
}
