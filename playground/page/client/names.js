/** @import { Names } from './markdown-inline.js' */
/** @import { Store } from './store.js' */
/** @import { Channel, Message, User } from './types.ts' */

const COLOURS = 8;

/** @param {User} user */
export function nameOf(user) {
  return user.global_name ?? user.username;
}

/**
 * What a channel is called in headings: `# general`, the name of a thread, `Bobbin`.
 *
 * @param {Channel} channel
 */
export function titleOf(channel) {
  return channel.name ?? (channel.recipients ?? []).map(nameOf).join(', ');
}

/**
 * What the mentions in a message are called.
 *
 * @param {Store} store
 * @param {Message} [message]
 * @returns {Names}
 */
export function namesIn(store, message) {
  return {
    user(id) {
      const user = message?.mentions.find((one) => one.id === id) ?? store.user(id);
      return user && nameOf(user);
    },
    role: (id) => store.role(id)?.name,
    channel: (id) => store.channel(id)?.name,
  };
}

/**
 * The first letters of a name, and which of the avatar colours is theirs.
 *
 * @param {User} user
 */
export function avatarOf(user) {
  const words = nameOf(user).split(/[\s._-]+/);
  const initials = words
    .slice(0, 2)
    .map((word) => Array.from(word)[0]?.toUpperCase() ?? '')
    .join('');
  const colour =
    Array.from(nameOf(user)).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7) % COLOURS;
  return { initials, colour };
}
