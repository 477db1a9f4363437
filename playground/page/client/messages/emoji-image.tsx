import type { Emoji } from '../types.ts';

/** An emoji: a letter of Unicode, or a picture of the server's own. */
export function EmojiImage({ emoji: { id, name, animated } }: { emoji: Emoji }) {
  if (!id) return <span class="emoji-letter">{name}</span>;
  return <img class="emoji" src={`/cdn/emojis/${id}.${animated ? 'gif' : 'png'}`} alt={`:${name}:`} />;
}
