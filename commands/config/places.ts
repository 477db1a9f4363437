import { ChannelType, type Guild } from 'discord.js';
import { UserError } from '../../src/errors.ts';
import type { PlaceSettings, ServerSettings } from '../../src/server-settings/settings.ts';

/** The id that stands for the places for which nothing is set. */
export const EVERYWHERE = 'everywhere';

/** What is set for a place itself. */
export function placeAt({ everywhere, places }: ServerSettings, at: string): PlaceSettings {
  return (at === EVERYWHERE ? everywhere : places?.[at]) ?? {};
}

/**
 * The id as `withPlace` takes it.
 * @throws {UserError} for what is no place of the server (any more).
 */
export function idOf(guild: Guild, at: string): string | undefined {
  if (at === EVERYWHERE) return undefined;
  const channel = guild.channels.cache.get(at);
  if (!channel) throw new UserError('config.noSuchPlace');
  if (channel.isThread()) throw new UserError('config.notAThread');
  return at;
}

export function isForum(guild: Guild, id: string): boolean {
  return forumAt(guild, id) !== undefined;
}

export function forumAt(guild: Guild, id: string) {
  const channel = guild.channels.cache.get(id);
  const isOne = channel?.type === ChannelType.GuildForum || channel?.type === ChannelType.GuildMedia;
  return isOne ? channel : undefined;
}

/**
 * The id of a role that tells members apart.
 * @throws {UserError} for the role that everybody has.
 */
export function requireRole(guild: Guild, id: string): string {
  if (id === guild.id) throw new UserError('config.notEveryone');
  return id;
}

/**
 * A tag of a forum, by its id or name.
 * @throws {UserError} for what is none.
 */
export function tagOf(guild: Guild, forumId: string, wanted: string) {
  const forum = forumAt(guild, forumId);
  if (!forum) throw new UserError('config.notAForum');
  const name = wanted.trim().toLowerCase();
  const tag =
    forum.availableTags.find(({ id }) => id === wanted) ??
    forum.availableTags.find((one) => one.name.toLowerCase() === name);
  if (!tag) throw new UserError('config.noSuchTag');
  return tag;
}
