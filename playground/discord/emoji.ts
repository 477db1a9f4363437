import type { World } from './world.ts';

/** An emoji as reactions are kept by it: a character, or `name:id` of one that a server has made. */
export type EmojiKey = string;

const CUSTOM = /^(?:a:)?([^:]+):(\d+)$/;

/** The key of an emoji as it stands in an address; `undefined` when there is no such emoji. */
export function emojiKey(world: Pick<World, 'emojis'>, text: string): EmojiKey | undefined {
  const [, , id = ''] = CUSTOM.exec(text) ?? [];
  const known = world.emojis.get(id);
  if (known) return `${known.name}:${known.id}`;
  return isCharacter(text) ? text : undefined;
}

/** As Discord's API shows it. */
export function emojiOf(world: Pick<World, 'emojis'>, key: EmojiKey): object {
  const [, name, id] = CUSTOM.exec(key) ?? [];
  if (id === undefined) return { id: null, name: key };
  return { id, name, ...(world.emojis.get(id)?.extension === 'gif' && { animated: true }) };
}

function isCharacter(text: string): boolean {
  return /^(?:\p{RGI_Emoji}|\p{Extended_Pictographic}\uFE0F?|[#*\d]\uFE0F?\u20E3)$/v.test(text);
}
