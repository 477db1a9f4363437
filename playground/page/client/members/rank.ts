import { timeOfId } from '../time.ts';
import type { Guild, Person, Role } from '../types.ts';

/** So long somebody is new on a server that is older. */
const NEW_FOR_MS = 24 * 60 * 60 * 1_000;

/** What somebody is on the server, in a word. */
export function rankOf({ id, bot, moderator }: Person, guild: Pick<Guild, 'ownerId'>): string {
  if (bot) return 'bot';
  return id === guild.ownerId ? 'owner' : moderator ? 'moderator' : 'member';
}

/** What else a bot may treat somebody differently for: their roles, and that they have just come. */
export function detailsOf({ roles: own, joinedAt, moderator }: Person, guild: Guild, roles: readonly Role[]): string[] {
  const named = roles.filter(({ id, name }) => own.includes(id) && !(moderator && name === 'Moderator'));
  const joinedMs = Date.parse(joinedAt ?? '');
  const isNew = Date.now() - joinedMs < NEW_FOR_MS && joinedMs - Date.parse(timeOfId(guild.id)) > NEW_FOR_MS;
  return [...named.map(({ name }) => name), ...(isNew ? ['new here'] : [])];
}
