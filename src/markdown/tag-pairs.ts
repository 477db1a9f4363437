import type { Token } from 'marked';
import { parseTag } from './html.ts';

/** Deeper HTML loses its marks only. */
const MAX_DEPTH = 50;

/** For a tag that has an end, or is one: the other of the two, and the Markdown that stands for both. */
export interface Pair {
  readonly other: Token;
  readonly mark: string;
}

/** Finds which tag ends which, and what Markdown can stand for them: it does not hold on to white space, nor twice. */
export function pairTags(tokens: readonly Token[]): Map<Token, Pair> {
  const pairs = new Map<Token, Pair>();
  const open: { token: Token; index: number; name: string; mark: string }[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.type !== 'html') continue;
    const { name, isClosing, mark } = parseTag(token.raw);
    if (!isClosing) {
      if (open.length < MAX_DEPTH) open.push({ token, index, name, mark });
      continue;
    }
    const at = open.findLastIndex((each) => each.name === name);
    const opening = open[at];
    if (!opening) continue;
    open.length = at;
    const isPossible = canStand(mark, tokens, opening.index + 1, index) && !open.some((each) => each.mark === mark);
    pairs.set(opening.token, { other: token, mark: isPossible ? mark : '' });
    pairs.set(token, { other: opening.token, mark: isPossible ? mark : '' });
  }
  return pairs;
}

function canStand(mark: string, tokens: readonly Token[], from: number, to: number): boolean {
  const [first, last] = [tokens[from], tokens[to - 1]];
  if (!first || !last || from >= to || mark === '') return false;
  if (/^\s/.test(first.raw) || /\s$/.test(last.raw)) return false;
  const sign = mark.charAt(0);
  if (sign === '`') return tokens.slice(from, Math.min(to, from + MAX_DEPTH)).every(({ raw }) => !raw.includes(sign));
  return !first.raw.startsWith(sign) && !last.raw.endsWith(sign);
}
