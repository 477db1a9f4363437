/** Characters that Discord's Markdown, mentions and links begin with. */
const MEANT = /[\\*_~`|<>[\]()#@:]/g;

/**
 * A name that people or models have written, to stand within a line: one line, cut to so many characters, and without
 * effect as Markdown.
 */
export function plainName(name: string, maxLength = 50): string {
  return oneLine(name, maxLength).replace(MEANT, String.raw`\$&`);
}

/** The same where Discord reads no Markdown: in menus, buttons and modals. */
export function oneLine(text: string, maxLength: number): string {
  const characters = Array.from(
    text
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
      .replace(/\s+/gu, ' ')
      .trim(),
  );
  if (characters.join('').length <= maxLength) return characters.join('');
  let length = 1;
  const kept = characters.filter((character) => (length += character.length) <= maxLength);
  return `${kept.join('').trimEnd()}…`;
}
