import { emojiMention } from './sent-text.ts';
import { EMOJIS } from '../../emoji/emoji-names.ts';
import { matching, MAX_SUGGESTIONS, type Suggestion } from '../suggestion.ts';
import { isInCode } from './text-editing.ts';
import type { Nameable, Naming } from './naming.ts';

/** A name that is being typed in a text. */
export interface Typed {
  sign: '@' | '#' | ':';
  name: string;
  /** Where the sign stands. */
  start: number;
}

/** What takes the place of what was typed. */
export interface Insertion {
  written: string;
  /** What is sent for it, when that is something else. */
  meant?: string | undefined;
}

/** Fewer letters of the name of an emoji say too little: `:D` is none. */
const MIN_EMOJI_LETTERS = 2;

/** The name that is being typed at the caret, if there is one. */
export function typedAt(text: string, caret: number): Typed | undefined {
  const before = text.slice(0, caret);
  const match = /(?:^|[\s("'*_~|])(?:([#:])([^\s@#:]*)|(@)([^\s@#:]+(?: [^\s@#:]*){0,2}|))$/u.exec(before);
  if (!match || isInCode(before)) return undefined;
  const sign = match[1] ?? match[3];
  const name = match[2] ?? match[4] ?? '';
  if (sign === ':' && name.length < MIN_EMOJI_LETTERS) return undefined;
  return { sign: sign as Typed['sign'], name, start: caret - name.length - 1 };
}

/** What can be meant by what is typed. */
export function complete({ sign, name }: Typed, naming: Naming): Suggestion<Insertion>[] {
  if (sign === ':') return emojis(name, naming);
  const nameables = sign === '@' ? naming.mentionable : naming.channels;
  return named(nameables, name)
    .slice(0, MAX_SUGGESTIONS)
    .map(({ written, meant, label, description, detail, picture }) => ({
      key: meant,
      label,
      description,
      detail,
      picture,
      value: { written, meant },
    }));
}

/** With a space in it, it is the beginning of a name of several words, or something else. */
function named(nameables: readonly Nameable[], typed: string): Nameable[] {
  if (!typed.includes(' ')) return matching(nameables, typed, ({ names }) => names);
  const wanted = typed.toLowerCase();
  return nameables.filter(({ names }) => names.some((name) => name.toLowerCase().startsWith(wanted)));
}

function emojis(typed: string, { emojis: own, emojiUrl }: Naming): Suggestion<Insertion>[] {
  const custom = own.map((emoji) => ({
    names: [emoji.name],
    picture: { kind: 'image', url: emojiUrl(emoji) } as const,
    value: { written: `:${emoji.name}:`, meant: emojiMention(emoji) } as Insertion,
  }));
  const common = EMOJIS.map(({ emoji, names }) => ({
    names,
    picture: { kind: 'emoji', text: emoji } as const,
    value: { written: emoji } as Insertion,
  }));
  return matching([...custom, ...common], typed, ({ names }) => names)
    .slice(0, MAX_SUGGESTIONS)
    .map(({ names, picture, value }) => ({
      key: value.meant ?? value.written,
      label: `:${names[0]}:`,
      picture,
      value,
    }));
}

/** A text in which something was chosen for what was typed. */
export interface Completed {
  text: string;
  caret: number;
  /** Where it stands. */
  start: number;
}

/** Puts what was chosen in the place of what was typed, with a space behind it. */
export function insertAt(text: string, caret: number, { start }: Typed, { written }: Insertion): Completed {
  const rest = text.slice(caret);
  const gap = rest.startsWith(' ') ? '' : ' ';
  return { text: text.slice(0, start) + written + gap + rest, caret: start + written.length + 1, start };
}
