import type { CustomEmoji, Emoji } from '../types.ts';
import { EMOJI_GROUPS, type NamedEmoji } from './emoji-names.ts';

/** An emoji that one can choose. */
export interface EmojiChoice {
  emoji: Emoji;
  /** What it is found by. */
  names: readonly string[];
}

interface EmojiGroup {
  title: string;
  choices: readonly EmojiChoice[];
}

/** Kept in this browser: how often each was used, by letter or id. */
const KEY = 'emoji-uses';
const MOST_OFTEN = 16;
/** What others react with most, for who has not reacted yet. */
const FIRST = ['👍', '❤️', '😂', '🎉', '👀', '✅', '🙏', '🤔'];

/** What there is to choose from: those that are used often, those of the server, and the others; those with the query in a name. */
export function emojiChoices({
  own,
  often,
  query,
}: {
  own: readonly CustomEmoji[];
  /** Letters or ids. */
  often: readonly string[];
  query: string;
}): EmojiGroup[] {
  const server = own.map(({ id, name, animated }) => ({
    emoji: { id, name, animated: animated ?? false },
    names: [name],
  }));
  const groupsOfLetters = EMOJI_GROUPS.map(({ title, emojis }) => [title, emojis.map(choiceOf)] as const);
  const letters = groupsOfLetters.flatMap(([, choices]) => choices);
  const words = query.trim().toLowerCase().replaceAll(':', '').replaceAll(' ', '_');
  if (words !== '') {
    const found = [...server, ...letters].filter(({ names }) =>
      names.some((name) => name.toLowerCase().includes(words)),
    );
    const first = found.filter(({ names }) => names.some((name) => name.toLowerCase().startsWith(words)));
    return groups([['Found', [...first, ...found.filter((one) => !first.includes(one))]]]);
  }
  const all = new Map([...letters, ...server].map((choice) => [keyOf(choice.emoji), choice]));
  return groups([
    ['Often used', often.flatMap((key) => all.get(key) ?? [])],
    ['Of this server', server],
    ...groupsOfLetters,
  ]);
}

/** Letters or ids, those first that were used most. */
export function oftenUsed(): string[] {
  const uses = Object.entries(readUses()).toSorted(([, left], [, right]) => right - left);
  return [...new Set([...uses.map(([key]) => key), ...FIRST])].slice(0, MOST_OFTEN);
}

/** Counts that an emoji was chosen. */
export function noteUse(emoji: Emoji): void {
  const uses = readUses();
  const key = keyOf(emoji);
  localStorage.setItem(KEY, JSON.stringify({ ...uses, [key]: (uses[key] ?? 0) + 1 }));
}

function readUses(): Readonly<Record<string, number>> {
  return JSON.parse(localStorage.getItem(KEY) ?? '{}');
}

function choiceOf({ emoji, names }: NamedEmoji): EmojiChoice {
  return { emoji: { name: emoji }, names };
}

function groups(entries: readonly (readonly [string, readonly EmojiChoice[]])[]): EmojiGroup[] {
  return entries.flatMap(([title, choices]) => (choices.length > 0 ? [{ title, choices }] : []));
}

function keyOf({ id, name }: Emoji): string {
  return id ?? name ?? '';
}
