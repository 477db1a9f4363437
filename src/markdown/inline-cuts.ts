import type { Lexer, Token } from 'marked';
import type { Block, Line } from './blocks.ts';
import { COSTS } from './costs.ts';
import { type CutList, type Markup, NO_MARKUP, type Sizes } from './cut-list.ts';
import { costOfSpace, findWordCuts, isSpace, looksLikeBlock } from './word-cuts.ts';

/** Markup is looked for in so much text at once, as the time that it takes grows faster than the text. */
const MAX_LENGTH = 30_000;
const MAX_MARKS = 1_500;
const LINE_BREAK = 10;

export interface InlineCuts {
  readonly lexer: Lexer;
  readonly text: string;
  readonly block: Block;
  readonly list: CutList;
  readonly sizes: Sizes;
  /** What there is to know of a line when the text on it begins. */
  begin(index: number): { line: Line; textStart: number; prefix: string } | undefined;
  /** Adds the cut before the line. */
  lineCut(index: number, markup: Markup): void;
}

/** Cuts within a block of text: between its lines, and within them where no markup is cut that fits into a message. */
export function findInlineCuts({ lexer, text, block, list, sizes, begin, lineCut }: InlineCuts): void {
  const { raw } = block;
  let index = block.first;
  /** How far the text is from what the lexer saw, on this line. */
  let shift = 0;
  let textStart = 0;
  let prefix = '';
  enterLine(0);

  for (let from = 0; from < raw.length;) {
    const to = chunkEnd(raw, from);
    walk(lexer.inlineTokens(raw.slice(from, to), []), from, NO_MARKUP);
    from = to;
  }

  function enterLine(from: number): void {
    const known = begin(index);
    if (!known) return;
    const end = raw.indexOf('\n', from);
    shift = known.line.end - (end === -1 ? raw.length : end);
    ({ textStart, prefix } = known);
  }

  function walk(tokens: readonly Token[], from: number, markup: Markup): void {
    let at = from;
    for (const token of tokens) {
      const to = at + token.raw.length;
      if (token.type === 'text') scan(at, to, markup);
      else readMarkup(token, at, to, markup);
      at = to;
    }
  }

  function readMarkup(token: Token, from: number, to: number, outer: Markup): void {
    cutBetween(from, outer);
    if (token.raw.length <= sizes.small || token.type === 'escape') {
      passLines(from, to, outer, false);
    } else if (isContainer(token)) {
      const [open, close] = marksOf(token);
      const inner = markupWithin(outer, open, close, token.raw.length > sizes.room ? COSTS.longMarkup : COSTS.avoided);
      if (token.tokens) walk(token.tokens, from + open.length, inner);
      else scan(from + open.length, to - close.length, inner);
    } else {
      const cost = token.raw.length > sizes.room ? COSTS.longMarkup : COSTS.lastResort;
      scan(from, to, { ...outer, cost: outer.cost + cost });
    }
    cutBetween(to, outer);
  }

  /** Markup that stands against a word may be cut from it, where there is nothing better for long. */
  function cutBetween(at: number, markup: Markup): void {
    const place = at + shift;
    if (list.gapTo(place) <= sizes.small || place <= textStart) return;
    if (isSpace(text.charCodeAt(place)) || isSpace(text.charCodeAt(place - 1)) || place >= text.length) return;
    const cost = looksLikeBlock(text, place) ? COSTS.looksLikeBlock : COSTS.betweenMarkup;
    list.add(place, place, cost + markup.cost, withPrefix(markup));
  }

  /** Lines end within markup, too; only where it is long may it be cut there. */
  function passLines(from: number, to: number, markup: Markup, isCut: boolean): void {
    for (let at = raw.indexOf('\n', from); at !== -1 && at < to; at = raw.indexOf('\n', at + 1)) {
      nextLine(at, markup, isCut);
    }
  }

  function nextLine(at: number, markup: Markup, isCut: boolean): void {
    index += 1;
    if (index > block.last) return;
    enterLine(at + 1);
    if (isCut) lineCut(index, markup);
  }

  function scan(from: number, to: number, markup: Markup): void {
    let at = from;
    while (at < to) {
      const lineBreak = raw.indexOf('\n', at);
      const end = lineBreak === -1 || lineBreak > to ? to : lineBreak;
      scanLine(at + shift, end + shift, markup);
      if (end < to) nextLine(end, markup, true);
      at = end + 1;
    }
  }

  function scanLine(from: number, to: number, markup: Markup): void {
    const start = Math.max(from, textStart);
    if (start >= to) return;
    const within = withPrefix(markup);
    let [first, last] = [start, to];
    while (first < to && isSpace(text.charCodeAt(first))) first += 1;
    while (last > first && isSpace(text.charCodeAt(last - 1))) last -= 1;
    if (first > start && start > textStart) addSpace(start, first, within);
    findWordCuts(list, text, first, last, within, sizes);
    if (last < to && last > first) addSpace(last, to, within);
  }

  /** A space between text and markup; there may be more of it in what is next to this. */
  function addSpace(from: number, to: number, markup: Markup): void {
    let [end, start] = [from, to];
    while (end > textStart && isSpace(text.charCodeAt(end - 1)) && text.charCodeAt(end - 1) !== LINE_BREAK) end -= 1;
    while (isSpace(text.charCodeAt(start)) && text.charCodeAt(start) !== LINE_BREAK) start += 1;
    if (start >= text.length || text.charCodeAt(start) === LINE_BREAK || end <= textStart) return;
    list.add(end, start, costOfSpace(text, textStart, end, start) + markup.cost, markup);
  }

  function withPrefix(markup: Markup): Markup {
    return prefix === '' ? markup : { ...markup, open: prefix + markup.open };
  }

  /** Links with long addresses and the like are not repeated. */
  function markupWithin(outer: Markup, open: string, close: string, cost: number): Markup {
    const isShort = outer.open.length + open.length + outer.close.length + close.length <= sizes.small;
    if (!isShort) return { ...outer, cost: outer.cost + COSTS.lastResort };
    return { open: outer.open + open, close: close + outer.close, cost: outer.cost + cost };
  }
}

type Container = Token & { readonly tokens?: Token[] };

function isContainer(token: Token): token is Container {
  if (token.type === 'codespan') return true;
  if (token.type === 'link') return token.raw.startsWith('[') && 'tokens' in token;
  return ['strong', 'em', 'del', 'spoiler'].includes(token.type) && 'tokens' in token;
}

/** What the markup begins and ends with. */
function marksOf({ type, raw, tokens = [] }: Container): [open: string, close: string] {
  if (type === 'link') {
    const length = tokens.reduce((sum, token) => sum + token.raw.length, 1);
    return ['[', raw.slice(length)];
  }
  const [mark = ''] =
    (type === 'codespan' ? /^`+/ : type === 'em' ? /^./ : type === 'del' ? /^~+/ : /^../).exec(raw) ?? [];
  return [mark, mark];
}

/** Where a piece for the lexer ends: with all of the text, or at a line or a space when there are many marks in it. */
function chunkEnd(raw: string, from: number): number {
  let marks = 0;
  let lastSpace = from;
  for (let at = from; at < raw.length; at += 1) {
    const code = raw.charCodeAt(at);
    if (isMark(code)) marks += 1;
    else if (code === 32 || code === 10) lastSpace = at;
    if (marks <= MAX_MARKS && at - from < MAX_LENGTH) continue;
    return lastSpace > from ? lastSpace : at + 1;
  }
  return raw.length;
}

/** `!&*()<>[]_|~` and the backtick and the backslash. */
function isMark(code: number): boolean {
  return (
    code === 33 ||
    (code >= 40 && code <= 42) ||
    code === 60 ||
    code === 62 ||
    (code >= 91 && code <= 96 && code !== 94) ||
    code === 124 ||
    code === 126
  );
}
