import type { MarkdownNames } from './markdown/markdown-names.ts';
import type { Channel, User } from './types.ts';

const COLOURS = 8;

type Named = Pick<User, 'global_name' | 'username' | 'nick'>;

/** What a user is called on the server, as far as the object says; elsewhere `visit.nameIn` knows it. */
export function nameOf(user: Named): string {
  return user.nick ?? accountName(user);
}

/** What a user is called in direct messages, and whoever is acted as. */
export function accountName({ global_name: name, username }: Named): string {
  return name ?? username;
}

/** What the author of a text is called beside it; those who are not on the server, as webhooks are, by their account. */
export function nameAmong(names: MarkdownNames, user: User): string {
  return names.user(user.id) ?? accountName(user);
}

/** What a channel is called in headings: `general`, the name of a thread, `Bobbin`. */
export function titleOf(channel: Channel): string {
  return channel.name ?? (channel.recipients ?? []).map(accountName).join(', ');
}

/** The first letters of a name, and which of the avatar colours is theirs. */
export function avatarOf(user: Named): { initials: string; colour: number } {
  const name = accountName(user);
  const initials = name
    .split(/[\s._-]+/)
    .slice(0, 2)
    .map((word) => Array.from(word)[0]?.toUpperCase() ?? '')
    .join('');
  const sum = Array.from(name).reduce((total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7);
  return { initials, colour: sum % COLOURS };
}
