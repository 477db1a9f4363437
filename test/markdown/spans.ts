import type { Lexer, Token } from 'marked';
import { type Block, type Line, readBlocks } from '../../src/markdown/blocks.ts';
import { createLexer } from '../../src/markdown/dialect.ts';

/** Markup is looked for in so much text at once, as the time that it takes grows faster than the text. */
const MAX_LENGTH = 10_000;

/** Markup from one place of a text to another, in UTF-16 units. */
export interface Span {
  readonly kind: 'fence' | 'heading' | 'link' | 'mention' | 'inline code' | 'emphasis';
  readonly start: number;
  readonly end: number;
  /** Of a fence: whether there is a closing line, or nothing behind it. */
  readonly isClosed?: boolean;
}

const KINDS: Readonly<Record<string, Span['kind']>> = {
  codespan: 'inline code',
  del: 'emphasis',
  em: 'emphasis',
  link: 'link',
  mention: 'mention',
  spoiler: 'emphasis',
  strong: 'emphasis',
};

/** All that a message had better not end within, what is outside before what is in it. */
export function spansOf(text: string): Span[] {
  const lexer = createLexer();
  const lines = readBlocks(lexer, text);
  const spans: Span[] = [];
  for (const [index, { block, content }] of lines.entries()) {
    if (!block || block.first !== index) continue;
    const end = lines[block.last]?.end ?? 0;
    if (block.kind === 'code') {
      spans.push({ kind: 'fence', start: content, end, isClosed: block.isClosed || /^[\s>]*$/.test(text.slice(end)) });
    }
    if (block.kind === 'heading') spans.push({ kind: 'heading', start: content, end });
    if (block.kind === 'heading' || block.kind === 'text') spans.push(...inlineSpans(lexer, block, lines));
  }
  return spans;
}

function inlineSpans(lexer: Lexer, { raw, first }: Block, lines: readonly Line[]): Span[] {
  const spans: Span[] = [];
  const ends = [...raw.matchAll(/\n|$/g)].map(({ index }) => index);
  for (let from = 0; from < raw.length;) {
    const space = raw.length - from > MAX_LENGTH ? raw.lastIndexOf(' ', from + MAX_LENGTH) : -1;
    const to = space > from ? space : raw.length;
    walk(lexer.inlineTokens(raw.slice(from, to), []), from);
    from = to;
  }
  return spans;

  function walk(tokens: readonly Token[], from: number): void {
    let at = from;
    for (const token of tokens) {
      const end = at + token.raw.length;
      const kind = KINDS[token.type];
      if (kind) spans.push({ kind, start: placeOf(at), end: placeOf(end - 1) + 1 });
      if (kind === 'emphasis' && 'tokens' in token && token.tokens) {
        walk(token.tokens, at + (token.raw.length - token.tokens.reduce((sum, each) => sum + each.raw.length, 0)) / 2);
      }
      at = end;
    }
  }

  /** What the lexer saw of a line is its end. */
  function placeOf(at: number): number {
    const index = ends.findIndex((end) => end >= at);
    return (lines[first + index]?.end ?? 0) - ((ends[index] ?? 0) - at);
  }
}
