import { hasEmoji } from './emoji-text.ts';

/** Links, mentions and blocks of code: what only pretends to lead somewhere, or does not fit in a link. */
const FORBIDDEN =
  /https?:\/\/[^\s<]{2}|discord\.gg\/\S|<[^\s:>]+:\/|<[^\s@>]+@[^\s>]+>|<(?:@[!&]?|#)\d+>|<\/[^>]+:\d+>|<id:[\w-]+>|@everyone|@here|```/i;
const CUSTOM_EMOJI = /<a?:\w+:\d+>/;
const CODE = /`[^`]*`/g;

/**
 * Whether a masked link may be called this. A text that is an address itself is refused, and emoji are in messages;
 * Discord shows all of it as it was written then. https://github.com/discord/discord-api-docs/issues/6088
 */
export function isAllowedLabel(label: string, hasEmojiInLabels: boolean): boolean {
  // Letters that only look like those of an address count as such.
  if (FORBIDDEN.test(label.normalize('NFKC'))) return false;
  if (label.replaceAll(/[\s\p{Cf}]/gu, '') === '') return false;
  const outsideOfCode = label.replaceAll(CODE, '');
  return hasEmojiInLabels || (!CUSTOM_EMOJI.test(outsideOfCode) && !hasEmoji(outsideOfCode));
}
