import { PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { invalidForm, refusal } from '../discord-error.ts';
import type { Permissions } from '../permissions.ts';
import type { EmojiRecord } from '../records.ts';
import type { Views } from '../views.ts';
import type { World } from '../world.ts';

/** https://docs.discord.com/developers/resources/emoji */
const MAX_BYTES = 256 * 1024;
const MAX_OF_GUILD = 50;
const MAX_OF_APPLICATION = 2000;

/** How the files of pictures begin. What a data URI says of its type is not looked at: as on Discord, it may be wrong. */
const BEGINNINGS: readonly [EmojiRecord['extension'], RegExp][] = [
  ['png', /^\x89PNG/],
  ['jpg', /^\xff\xd8\xff/],
  ['gif', /^GIF8/],
  ['webp', /^RIFF....WEBP/s],
];

export interface NewEmoji {
  name: string;
  /** A data URI. */
  image: string;
}

interface EmojisOptions {
  world: World;
  permissions: Permissions;
  views: Views;
}

/** The emoji that servers (and the application, with no server) have made themselves. */
export function createEmojis({ world, permissions, views }: EmojisOptions) {
  const of = (guildId: string | undefined) => [...world.emojis.values()].filter((one) => one.guildId === guildId);

  function tell(guildId: string | undefined): void {
    if (guildId === undefined) return;
    const view = () => ({ guild_id: guildId, emojis: of(guildId).map(views.emoji) });
    world.emit({ type: 'GUILD_EMOJIS_UPDATE', guildId, view });
  }

  function needToManage(actorId: string, guildId: string | undefined): void {
    if (guildId !== undefined) permissions.needInGuild(guildId, actorId, Flags.ManageGuildExpressions);
  }

  function get(guildId: string | undefined, id: string): EmojiRecord {
    const emoji = world.emojis.get(id);
    if (!emoji || emoji.guildId !== guildId) throw refusal('unknownEmoji');
    return emoji;
  }

  return {
    get,
    /** Those of a server; without one, those of the application. */
    list: of,

    create(actorId: string, guildId: string | undefined, { name, image }: NewEmoji): EmojiRecord {
      needToManage(actorId, guildId);
      if (of(guildId).length >= (guildId === undefined ? MAX_OF_APPLICATION : MAX_OF_GUILD))
        throw refusal('tooManyEmojis');
      const { data, extension } = picture(image);
      const id = world.newId();
      const emoji = { id, name, extension, creatorId: actorId, ...(guildId !== undefined && { guildId }) };
      world.files.set(id, data);
      world.emojis.set(emoji);
      tell(guildId);
      return emoji;
    },
    rename(actorId: string, guildId: string | undefined, id: string, name: string): EmojiRecord {
      const before = get(guildId, id);
      needToManage(actorId, guildId);
      const after = { ...before, name };
      world.emojis.set(after);
      tell(guildId);
      return after;
    },
    delete(actorId: string, guildId: string | undefined, id: string): void {
      get(guildId, id);
      needToManage(actorId, guildId);
      world.emojis.delete(id);
      tell(guildId);
    },
  };
}

function picture(uri: string): { data: Uint8Array<ArrayBuffer>; extension: EmojiRecord['extension'] } {
  const data = Uint8Array.from(Buffer.from(/^data:[^,]*;base64,(.*)$/s.exec(uri)?.[1] ?? '', 'base64'));
  const beginning = Buffer.from(data.subarray(0, 16)).toString('latin1');
  const [extension] = BEGINNINGS.find(([, pattern]) => pattern.test(beginning)) ?? [];
  const refuse = (code: string, message: string) => invalidForm({ image: { code, message } });
  if (data.length > MAX_BYTES) throw refuse('BINARY_TYPE_MAX_SIZE', 'File cannot be larger than 256.0 kb.');
  if (extension === undefined) throw refuse('IMAGE_INVALID', 'Invalid image data');
  return { data, extension };
}
