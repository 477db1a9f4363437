import type { CustomEmoji } from '../types.ts';
import { EMOJI_GROUPS } from './emoji-names.ts';

/** An emoji that was chosen. */
export interface PickedEmoji {
  /** As it stands in a text: itself, or `:name:` of one of the server's own. */
  written: string;
  name: string;
  /** Of one of the server's own. */
  own?: CustomEmoji;
  /** The picture of one of the server's own. */
  url?: string;
}

export interface EmojiGroup {
  title: string;
  emojis: PickedEmoji[];
}

/** The emoji that have what is typed in one of their names; those of the server first. */
export function findEmojis(typed: string, own: readonly CustomEmoji[]): EmojiGroup[] {
  const wanted = typed.trim().replaceAll(':', '').toLowerCase();
  const server = own.map((emoji) => ({ names: [emoji.name], picked: pickedOf(emoji) }));
  const common = EMOJI_GROUPS.map(({ title, emojis }) => ({
    title,
    all: emojis.map(({ emoji, names }) => ({ names, picked: { written: emoji, name: names[0] ?? '' } })),
  }));
  return [{ title: 'This server', all: server }, ...common]
    .map(({ title, all }) => ({
      title,
      emojis: all
        .filter(({ names }) => names.some((name) => name.toLowerCase().includes(wanted)))
        .map(({ picked }) => picked),
    }))
    .filter(({ emojis }) => emojis.length > 0);
}

function pickedOf(emoji: CustomEmoji): PickedEmoji {
  const { id, name, animated } = emoji;
  return { written: `:${name}:`, name, own: emoji, url: `/cdn/emojis/${id}.${animated ? 'gif' : 'png'}` };
}
