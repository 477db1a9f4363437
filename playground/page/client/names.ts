import type { Channel, User } from './types.ts';

const COLOURS = 8;

/** What a user is called. */
export function nameOf(user: Pick<User, 'global_name' | 'username'>): string {
  return user.global_name ?? user.username;
}

/** What a channel is called in headings: `general`, the name of a thread, `Bobbin`. */
export function titleOf(channel: Channel): string {
  return channel.name ?? (channel.recipients ?? []).map(nameOf).join(', ');
}

/** The first letters of a name, and which of the avatar colours is theirs. */
export function avatarOf(user: Pick<User, 'global_name' | 'username'>): { initials: string; colour: number } {
  const name = nameOf(user);
  const initials = name
    .split(/[\s._-]+/)
    .slice(0, 2)
    .map((word) => Array.from(word)[0]?.toUpperCase() ?? '')
    .join('');
  const sum = Array.from(name).reduce((total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7);
  return { initials, colour: sum % COLOURS };
}
