import { PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { DiscordError, invalidForm, refusal } from '../discord-error.ts';
import type { Permissions } from '../permissions.ts';
import type { EmojiRecord } from '../records.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';
import { readEmojiImage } from './emoji-image.ts';

/** How many a server may have that stand still, and as many that move, by the level that boosts give it. */
const MAX_BY_TIER = [50, 100, 150, 250];
const MAX_OF_APPLICATION = 2_000;

interface EmojisOptions {
  world: World;
  permissions: Permissions;
  views: Views;
}

export interface NewEmoji {
  name: string;
  /** A data URI. */
  image: string;
  /** The roles that may use it. Default: everybody. */
  roles?: readonly string[] | undefined;
}

/** Where an emoji belongs: a server, or the application (`undefined`). */
type Owner = string | undefined;

/** Emoji of one's own. https://docs.discord.com/developers/resources/emoji */
export function createEmojis({ world, permissions, views }: EmojisOptions) {
  function tell(guildId: Owner): void {
    if (guildId === undefined) return;
    const view = () => ({ guild_id: guildId, emojis: world.emojisOf(guildId).map((emoji) => views.emoji(emoji)) });
    world.emit({ type: 'GUILD_EMOJIS_UPDATE', guildId, view });
  }

  function get(owner: Owner, id: string): EmojiRecord {
    const emoji = world.emojis.get(id);
    if (!emoji || emoji.guildId !== owner) throw refusal('noSuchEmoji');
    return emoji;
  }

  /** One's own may be changed by whoever may make some. */
  function needChange(actorId: string, { guildId, creatorId }: EmojiRecord): void {
    if (guildId === undefined) return;
    const mayCreate = (permissions.inGuild(guildId, actorId) & Flags.CreateGuildExpressions) !== 0n;
    if (creatorId === actorId && mayCreate) return;
    permissions.needInGuild(guildId, actorId, Flags.ManageGuildExpressions);
  }

  function needRoom(owner: Owner, animated: boolean): void {
    const own = world.emojisOf(owner).filter((emoji) => owner === undefined || emoji.animated === animated);
    const limit =
      owner === undefined ? MAX_OF_APPLICATION : (MAX_BY_TIER[world.guilds.get(owner)?.premiumTier ?? 0] ?? 0);
    if (own.length < limit) return;
    if (owner !== undefined && animated)
      throw new DiscordError(400, 30018, `Maximum number of animated emojis reached (${limit})`);
    throw new DiscordError(400, 30008, `Maximum number of emojis reached (${limit})`);
  }

  /** Those of an application are told apart by their names. */
  function needFreeName(owner: Owner, name: string, ownId?: string): void {
    if (owner !== undefined) return;
    if (!world.emojisOf(owner).some((emoji) => emoji.name === name && emoji.id !== ownId)) return;
    throw invalidForm({
      name: { code: 'APPLICATION_EMOJI_NAME_ALREADY_TAKEN', message: 'An emoji with this name already exists' },
    });
  }

  return {
    list: (owner: Owner): EmojiRecord[] => world.emojisOf(owner),
    /** @throws 10014 */
    get,
    /** Whether one is told who has made the emoji of a server. */
    maySeeCreators: (owner: Owner, actorId: string): boolean =>
      owner === undefined ||
      (permissions.inGuild(owner, actorId) & (Flags.CreateGuildExpressions | Flags.ManageGuildExpressions)) !== 0n,

    /** @throws 50013, 50035, 30008, 30018 */
    create(actorId: string, owner: Owner, { name, image, roles = [] }: NewEmoji): EmojiRecord {
      if (owner !== undefined) permissions.needInGuild(owner, actorId, Flags.CreateGuildExpressions);
      const { data, contentType, animated } = readEmojiImage(image);
      needRoom(owner, animated);
      needFreeName(owner, name);
      const emoji: EmojiRecord = {
        id: world.newId(),
        name,
        animated,
        contentType,
        creatorId: actorId,
        roles: [...roles],
        ...(owner !== undefined && { guildId: owner }),
      };
      world.files.set(emoji.id, data);
      world.emojis.set(emoji);
      tell(owner);
      return emoji;
    },

    /** @throws 10014, 50013, 50035 */
    edit(actorId: string, owner: Owner, id: string, wanted: Partial<Pick<EmojiRecord, 'name' | 'roles'>>): EmojiRecord {
      const before = get(owner, id);
      needChange(actorId, before);
      if (wanted.name !== undefined) needFreeName(owner, wanted.name, id);
      const after = { ...before, ...wanted };
      world.emojis.set(after);
      tell(owner);
      return after;
    },

    /** @throws 10014, 50013 */
    delete(actorId: string, owner: Owner, id: string): void {
      needChange(actorId, get(owner, id));
      world.emojis.delete(id);
      tell(owner);
    },
  };
}
