const DEFAULT_LENGTH = 50;
/** What could begin or end a style, a link, a mention, a timestamp or an emoji: https://docs.discord.com/developers/reference#message-formatting */
const MARKUP = /[\\*_~`|<>[\]()#]/g;

/**
 * What people and models have written, in one line of at most so many visible characters, which changes nothing around
 * it: not the Markdown, and nobody is mentioned by name. Discord shows it as it was; in the text it is up to twice as long.
 */
export function plainLine(text: string, maxLength: number = DEFAULT_LENGTH): string {
  return shortLine(text, maxLength).replace(MARKUP, String.raw`\$&`);
}

/** The same for where Discord shows no Markdown: labels, choices, placeholders. */
export function shortLine(text: string, maxLength: number = DEFAULT_LENGTH): string {
  const line = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  if (line.length <= maxLength) return line;
  return `${line.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
