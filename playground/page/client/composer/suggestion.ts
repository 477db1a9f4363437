import type { User } from '../types.ts';

/** What stands before a suggestion. */
export type SuggestionPicture =
  | { kind: 'user'; user: User }
  | { kind: 'emoji'; text: string }
  | { kind: 'image'; url: string }
  /** `#`, `@`, `/` */
  | { kind: 'sign'; text: string; color?: number };

/** One entry of the list above the composer. */
export interface Suggestion<Value = unknown> {
  key: string;
  label: string;
  description?: string | undefined;
  /** What stands at the end of the line. */
  detail?: string | undefined;
  picture?: SuggestionPicture | undefined;
  /** The title that it stands under, with others. */
  group?: string | undefined;
  value: Value;
}

/** As many as Discord shows at once. */
export const MAX_SUGGESTIONS = 10;

/** Those one of whose names begins with what was typed, then those that have it elsewhere. */
export function matching<Item>(
  items: readonly Item[],
  typed: string,
  namesOf: (item: Item) => readonly string[],
): Item[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return [...items];
  const ranked = items.map((item) => ({ item, rank: Math.min(...namesOf(item).map((name) => rankOf(name, wanted))) }));
  return [0, 1, 2].flatMap((wantedRank) => ranked.filter(({ rank }) => rank === wantedRank).map(({ item }) => item));
}

/** 0: it begins so, 1: one of its words does, 2: it is in it, 3: it is not. */
function rankOf(name: string, wanted: string): number {
  const lower = name.toLowerCase();
  if (lower.startsWith(wanted)) return 0;
  const index = lower.indexOf(wanted);
  if (index === -1) return 3;
  return lower.split(/[\s_-]+/).some((word) => word.startsWith(wanted)) ? 1 : 2;
}
