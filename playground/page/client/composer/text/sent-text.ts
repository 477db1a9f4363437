import type { CustomEmoji } from '../../types.ts';
import { EMOJI_BY_NAME } from '../../emoji/emoji-names.ts';
import type { Mark } from './marks.ts';

/** Code stays as it was typed. */
const CODE = /```[\s\S]*?```|`[^`\n]+`/g;
/** Those of Discord itself, `<:name:1>`, `<a:name:1>` and `<t:1:R>`, are none. */
const EMOJI = /(?<!<[at]?):([\w+-]+):/g;

/** What can be called by its name in a text: `@Ada` means `<@1234>`. The first of equal names is meant. */
export interface Name {
  written: string;
  meant: string;
}

interface Known {
  names: readonly Name[];
  emojis: readonly CustomEmoji[];
}

/** What is sent for a text: with the mentions and emoji that Discord knows in place of their names. */
export function sentText({ text, marks }: { text: string; marks: readonly Mark[] }, known: Known): string {
  let sent = '';
  let position = 0;
  for (const { index, 0: code } of text.matchAll(CODE)) {
    sent += sentPart(text, { from: position, to: index }, marks, known) + code;
    position = index + code.length;
  }
  return (sent + sentPart(text, { from: position, to: text.length }, marks, known)).trim();
}

function sentPart(
  text: string,
  { from, to }: { from: number; to: number },
  marks: readonly Mark[],
  known: Known,
): string {
  let sent = '';
  let position = from;
  for (const { start, written, meant } of marks.toSorted((left, right) => left.start - right.start)) {
    if (start < position || start + written.length > to) continue;
    sent += withNames(text.slice(position, start), known) + meant;
    position = start + written.length;
  }
  return sent + withNames(text.slice(position, to), known);
}

function withNames(text: string, { names, emojis }: Known): string {
  return withMentions(text, names).replaceAll(EMOJI, (written, name: string) => {
    const own = emojis.find((one) => one.name === name);
    return own ? emojiMention(own) : (EMOJI_BY_NAME.get(name) ?? written);
  });
}

function withMentions(text: string, names: readonly Name[]): string {
  if (names.length === 0 || !/[@#]/.test(text)) return text;
  const meant = new Map(names.toReversed().map((one) => [one.written.toLowerCase(), one.meant]));
  const longestFirst = [...meant.keys()].toSorted((left, right) => right.length - left.length);
  const pattern = longestFirst.map((name) => RegExp.escape(name)).join('|');
  const all = new RegExp(String.raw`(?<![\p{L}\p{N}_<@])(?:${pattern})(?![\p{L}\p{N}_])`, 'giu');
  return text.replaceAll(all, (written) => meant.get(written.toLowerCase()) ?? written);
}

/** `<:name:1234>` */
export function emojiMention({ id, name, animated }: CustomEmoji): string {
  return `<${animated ? 'a' : ''}:${name}:${id}>`;
}
