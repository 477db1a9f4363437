import { Icon } from '../icons.tsx';
import type { Message } from '../types.ts';

/** The stickers of a message, by name: this Discord has no pictures of them. */
export function Stickers({ stickers = [] }: { stickers: Message['sticker_items'] }) {
  return (
    <>
      {stickers.map(({ id, name }) => (
        <p key={id} class="sticker">
          <Icon name="sticker" />
          <span>{name}</span>
        </p>
      ))}
    </>
  );
}
