/** https://docs.discord.com/developers/resources/message#attachment-object */
const MAX_LENGTH = 1_024;

/** What stands for a file to whoever does not see it: the words before its place in a text, or behind it; or nothing. */
export function wordsAround(text: string, at: number): string {
  const before = plainLines(text.slice(Math.max(at - MAX_LENGTH, 0), at)).at(-1);
  return before ?? plainLines(text.slice(at, at + MAX_LENGTH))[0] ?? '';
}

/** Words as Discord takes them for that: no Markdown, and not too long. */
export function alternativeText(words: string): string {
  return plainLines(words).join(' ').slice(0, MAX_LENGTH).toWellFormed();
}

/** Lines in which there is something to read. */
function plainLines(text: string): string[] {
  const lines = text.replace(/[*_`~#>|[\]\u{f0000}-\u{ffffd}]/gu, '').split('\n');
  return lines.map((line) => line.trim()).filter((line) => /[\p{L}\p{N}]/u.test(line));
}
