import type { DocumentText } from './document.ts';

/**
 * Programs colour their logs with these: https://en.wikipedia.org/wiki/ANSI_escape_code. Each is looked for up to the
 * next one only; `stripVTControlCharacters` of Node takes minutes for a file full of beginnings.
 */
// oxlint-disable-next-line no-control-regex
const ESCAPE_SEQUENCE = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b\n]*(?:\u0007|\u001b\\)?)/g;
const LINE_END = /\r\n?|[\f\v\u0085\u2028\u2029]/g;
/**
 * What a reader cannot see, and where words for the assistant could hide: control characters, invisible letters and
 * spaces, marks that turn the direction of writing, and the tags of U+E0000.
 */
const INVISIBLE = /[[\p{Cc}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]--[\t\n\u200c\u200d\p{Variation_Selector}]]/gv;
/** Joiners belong between the letters of Persian or Hindi and the parts of an emoji, and nowhere else. */
const STRAY_JOINER =
  /(?<![\u00a9-\u200b\u2010-\u{10ffff}])[\u200c\u200d]|[\u200c\u200d](?![\u00a9-\u200b\u2010-\u{10ffff}])/gu;
/** One of them chooses the look of a character; in rows, they spell bytes. */
const VARIATIONS = /(\p{Variation_Selector})\p{Variation_Selector}+/gu;

/** Puts text that was read into the form in which the assistant gets it. */
export function tidy(raw: string, options: { maxCharacters: number; isCut: boolean }): DocumentText {
  const { maxCharacters } = options;
  const text = raw
    .toWellFormed()
    .replace(ESCAPE_SEQUENCE, '')
    .replace(LINE_END, '\n')
    .replace(INVISIBLE, '')
    .replace(VARIATIONS, '$1')
    .replace(STRAY_JOINER, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{4,}/g, '\n\n\n')
    .replace(/^\n+|\n+$/g, '');
  if (text === '') return { kind: 'unreadable', because: 'empty' };
  if (text.length <= maxCharacters) return { kind: 'text', text, isCut: options.isCut };
  const end = isPair(text, maxCharacters) ? maxCharacters - 1 : maxCharacters;
  return { kind: 'text', text: text.slice(0, end), isCut: true };
}

/** Whether a cut here would go through a character. */
function isPair(text: string, at: number): boolean {
  return (text.codePointAt(at - 1) ?? 0) > 0xffff;
}
