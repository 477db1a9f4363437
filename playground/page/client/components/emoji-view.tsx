import { useState } from 'preact/hooks';
import type { Emoji } from '../types.ts';

/** An emoji on a button or in a menu: a character, or a picture of the server's own. */
export function EmojiView({ emoji }: { emoji: Emoji }) {
  const { id, name, animated } = emoji;
  const [isMissing, setMissing] = useState(false);
  if (!id) return name ? <span class="emoji">{name}</span> : null;
  if (isMissing) return <span class="emoji-name">{`:${name}:`}</span>;
  return (
    <img
      class="emoji"
      src={`/cdn/emojis/${id}.${animated ? 'gif' : 'png'}`}
      alt={`:${name}:`}
      draggable={false}
      onError={() => setMissing(true)}
    />
  );
}
