import type { Guild, Person } from '../types.ts';

/** What somebody is on the server, in a word. */
export function rankOf({ id, bot, moderator }: Person, guild: Pick<Guild, 'ownerId'>): string {
  if (bot) return 'bot';
  return id === guild.ownerId ? 'owner' : moderator ? 'moderator' : 'member';
}
