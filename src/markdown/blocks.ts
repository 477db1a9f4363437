import type { Lexer, Token, Tokens } from 'marked';
import type { FenceToken } from './dialect.ts';
import { indentCode } from './indent-code.ts';
import { COSTS } from './costs.ts';

/** One line of the text. */
export interface Line {
  readonly start: number;
  /** Without the line break. */
  readonly end: number;
  /** Where its own text begins, behind quote marks, bullets and indentation. */
  content: number;
  /** Of a cut before it; undefined within a block. */
  cost: number | undefined;
  /** What a message that begins here has to begin with: the mark of a quote that goes on to the end. */
  rest: string;
  /** Of an item within an item: the lines that stand for those around it. */
  outer: string | undefined;
  block: Block | undefined;
}

/** Lines that belong together, with no other block within. */
export interface Block {
  /** The last two are only seen where they are read, as Discord has neither. */
  readonly kind: 'text' | 'heading' | 'code' | 'line' | 'indented' | 'definition';
  /** Index of its first line. */
  readonly first: number;
  /** Index of its last line. */
  readonly last: number;
  /** What the lexer saw: its lines without what stands before it in them. */
  readonly raw: string;
  /** Of code: whether there is a closing line. */
  readonly isClosed: boolean;
}

interface Place {
  readonly lists: number;
  readonly depth: number;
  /** What stands for the items that it is in: the bullet of each, and a sign that its text was before. */
  readonly outer: string;
}

const REST_QUOTE = '>>> ';

/** The lines of the text, with the block that each belongs to. Offsets are those of the text, in UTF-16 units. */
export function readBlocks(lexer: Lexer, text: string): Line[] {
  const lines = linesOf(text);
  let previous: Block | undefined;

  walk(lexer.blockTokens(indentCode(text), []), 0, { lists: 0, depth: 0, outer: '' });
  for (const [index, line] of lines.entries()) {
    if (!line.block && !isBlank(text, line)) addBlock('line', text.slice(line.start, line.end), index);
  }
  return lines;

  function walk(tokens: readonly Token[], from: number, place: Place): void {
    let index = from;
    for (const token of tokens) {
      readToken(token, index, place);
      index += countLineBreaks(token.raw);
    }
  }

  function readToken(token: Token, index: number, place: Place): void {
    const inner = { ...place, depth: place.depth + 1 };
    switch (token.type) {
      case 'space':
      case 'checkbox':
        return;
      case 'blockquote':
      case 'restQuote': {
        setCost(index, paragraphCost(place));
        if (token.type === 'restQuote') {
          for (const line of lines.slice(index + 1, index + 1 + countLineBreaks(token.raw))) line.rest = REST_QUOTE;
        }
        enter(token.tokens ?? [], index, countLines(token.raw), inner);
        return;
      }
      case 'list':
        readList(token as Tokens.List, index, { ...inner, lists: place.lists + 1 }, place);
        return;
      case 'heading':
        setCost(index, (token as Tokens.Heading).depth <= 2 ? COSTS.section : COSTS.subsection);
        addBlock('heading', token.raw, index);
        return;
      case 'fence':
        setCost(index, paragraphCost(place));
        addBlock('code', token.raw, index, (token as FenceToken).isClosed);
        return;
      case 'code':
      case 'definition':
        addBlock(token.type === 'code' ? 'indented' : 'definition', token.raw, index);
        return;
      case 'hr':
        setCost(index, COSTS.subsection);
        addBlock('line', token.raw, index);
        return;
      default:
        setCost(index, paragraphCost(place));
        addBlock('text', token.raw, index);
    }
  }

  function readList({ items }: Tokens.List, from: number, inner: Place, place: Place): void {
    setCost(from, previous && isIntroduction(previous) ? COSTS.afterListIntroduction : paragraphCost(place));
    let index = from;
    for (const item of items) {
      setCost(index, COSTS.item + Math.min(place.lists, 3));
      const line = lines[index];
      if (line) line.outer ??= place.outer;
      enter(item.tokens, index, countLines(item.raw), inner, true);
      index += countLineBreaks(item.raw);
    }
  }

  /**
   * A container's lines end with what is in it, so that the rest of each is what stands before; but for white space, which
   * the lexer leaves out behind the last item of a list.
   */
  function enter(tokens: readonly Token[], from: number, count: number, place: Place, isItem = false): void {
    const raw = tokens.map((token) => (token.type === 'checkbox' ? '' : token.raw)).join('');
    for (const [index, content] of raw.split('\n').slice(0, count).entries()) {
      const line = lines[from + index];
      if (!line) continue;
      const seen = content.trimEnd().length;
      const start = seen === 0 ? line.end - content.length : trimmedEnd(text, line) - seen;
      line.content = Math.min(Math.max(line.content, start), line.end);
    }
    const line = lines[from];
    const bullet = isItem && line ? `${text.slice(line.start, line.content).replace(REST_QUOTE, '')}…\n` : '';
    walk(tokens, from, { ...place, outer: place.outer + bullet });
  }

  function setCost(index: number, cost: number): void {
    const line = lines[index];
    if (line) line.cost ??= cost;
  }

  function addBlock(kind: Block['kind'], raw: string, first: number, isClosed = false): void {
    const own = lines.slice(first, first + countLines(raw));
    while (own.length > 1 && isBlank(text, own.at(-1))) own.pop();
    const [line, end] = [own[0], own.at(-1)];
    if (!line || !end || line.block) return;
    const leftOut = /\s$/.test(raw) ? '' : text.slice(trimmedEnd(text, end), end.end);
    const block: Block = { kind, first, last: first + own.length - 1, raw: raw + leftOut, isClosed };
    for (const each of own) each.block = block;
    if (kind === 'text' || kind === 'heading') {
      for (const each of own) each.content += /^\s*/.exec(text.slice(each.content, each.end))?.[0].length ?? 0;
    }
    line.cost ??= COSTS.paragraph;
    if (previous && first > 0) line.cost = Math.max(line.cost, costBetween(previous, kind));
    previous = block;
  }
}

/** Whether there is nothing to see in the line but, perhaps, quote marks. */
export function isBlank(text: string, line: Line | undefined): boolean {
  if (!line) return true;
  return text.slice(line.content, line.end).trim() === '' && /^[\s>]*$/.test(text.slice(line.start, line.content));
}

/** Where the line ends but for white space. */
export function trimmedEnd(text: string, { start, end }: Line): number {
  return start + text.slice(start, end).trimEnd().length;
}

function linesOf(text: string): Line[] {
  let start = 0;
  return text.split('\n').map(({ length }) => {
    const line: Line = {
      start,
      end: start + length,
      content: start,
      cost: undefined,
      rest: '',
      outer: undefined,
      block: undefined,
    };
    start += length + 1;
    return line;
  });
}

function paragraphCost({ depth }: Place): number {
  return depth === 0 ? COSTS.paragraph : COSTS.innerParagraph;
}

/** What belongs to the block after it. */
function costBetween(before: Block, kind: Block['kind']): number {
  if (before.kind === 'heading') return COSTS.afterHeading;
  if (kind === 'code' && isIntroduction(before)) return COSTS.afterIntroduction;
  if (before.kind === 'text' && /^\s*(?:\*\*|__)[^*_\n]{1,100}(?:\*\*|__):?\s*$/.test(before.raw))
    return COSTS.afterTitle;
  return 0;
}

function isIntroduction({ kind, raw }: Block): boolean {
  return kind === 'text' && /[:：][*_\s]*$/.test(raw.slice(-20));
}

function countLines(raw: string): number {
  return countLineBreaks(raw) + (raw.endsWith('\n') ? 0 : 1);
}

function countLineBreaks(raw: string): number {
  let count = 0;
  for (let at = raw.indexOf('\n'); at !== -1; at = raw.indexOf('\n', at + 1)) count += 1;
  return count;
}
