import { type Line, readBlocks } from './blocks.ts';
import { createLexer } from './dialect.ts';
import { isDollarMaths, isMaths } from './maths-or-prose.ts';

/** LaTeX within Markdown. Offsets are UTF-16 units. */
export interface Formula {
  readonly start: number;
  readonly end: number;
  /** Without what it stands between, and without the quote marks of its lines. */
  readonly latex: string;
  /** Whether it is written to stand on lines of its own. */
  readonly isDisplay: boolean;
  /** When nothing else is on its lines: what further lines in its place have to begin with. */
  readonly prefix?: string;
}

interface Kind {
  readonly isDisplay: boolean;
  readonly hasDollars?: boolean;
  /** Of what ends it, as far as that is not its own. */
  readonly closeLength?: number;
}

/** In every formula there is one of these. It saves time only. */
const SIGNS = /\\[([]|\\begin\{|\$\$|\$[^\s$](?:[^$\n]*[^\s$])?\$/;
/** Longer ones are text: nothing is looked for further away than this. */
const MAX_LENGTH = 4_000;
const ENVIRONMENT =
  /\\begin\{((?:equation|align|alignat|flalign|gather|multline|eqnarray)\*?|aligned|alignedat|gathered|split|cases|array|[bpvBV]?matrix|smallmatrix)\}/y;
/** Dollars and brackets in these are part of them. */
const ADDRESS = /https?:\/\/[^\s<>]+|<[^\s<>]+>|\]\([^\s()]*\)/y;

/** Whether there may be a formula in the text, at little cost. */
export function mayHaveFormulas(text: string): boolean {
  return SIGNS.test(text);
}

/**
 * The formulas between `\(…\)`, `\[…\]`, `$$…$$`, in environments such as `align`, and between single dollars where that
 * cannot be money or a variable: when in doubt it is text. In code there are none.
 */
export function findFormulas(text: string): Formula[] {
  if (!mayHaveFormulas(text)) return [];
  const lines = readBlocks(createLexer(), text);
  const formulas: Formula[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    if (lines[index]?.block?.kind === 'code') continue;
    const first = index;
    while (lines[index + 1] && lines[index + 1]?.block?.kind !== 'code') index += 1;
    formulas.push(...scan(text, lines, first, index));
  }
  return formulas;
}

/** Goes through lines without code blocks. What is within a sentence ends with its paragraph, all else with the lines. */
function scan(text: string, lines: readonly Line[], first: number, last: number): Formula[] {
  const formulas: Formula[] = [];
  const end = lines[last]?.end ?? 0;
  const find = createFinder(text, end);
  let row = first;

  for (let at = lines[first]?.content ?? 0; at < end;) {
    while ((lines[row]?.end ?? end) < at) row += 1;
    const line = lines[row];
    at = line && at < line.content ? line.content : next(at);
  }
  return formulas;

  /** Where to go on. */
  function next(at: number): number {
    switch (text.charAt(at)) {
      case '`':
        return behindCode(at);
      case '\\':
        return behindBackslash(at);
      case '$':
        return behindDollar(at);
      case 'h':
      case '<':
      case ']':
        ADDRESS.lastIndex = at;
        return ADDRESS.test(text) ? ADDRESS.lastIndex : at + 1;
      default:
        return at + 1;
    }
  }

  function behindCode(at: number): number {
    const behind = behindRun(at, '`');
    const paragraph = paragraphEnd();
    for (let from = text.indexOf('`', behind); from !== -1 && from < paragraph;) {
      const to = behindRun(from, '`');
      if (to - from === behind - at) return to;
      from = text.indexOf('`', to);
    }
    return behind;
  }

  function behindBackslash(at: number): number {
    const sign = text.charAt(at + 1);
    if (sign === '(') return take(at, at + 2, find('\\)', at + 2, paragraphEnd()), { isDisplay: false }) ?? at + 2;
    if (sign === '[') return take(at, at + 2, find('\\]', at + 2, end), { isDisplay: true }) ?? at + 2;
    ENVIRONMENT.lastIndex = at;
    const name = ENVIRONMENT.exec(text)?.[1];
    if (name === undefined || !isFirst(at)) return at + 2;
    return takeEnvironment(at, name) ?? at + 2;
  }

  function takeEnvironment(at: number, name: string): number | undefined {
    const [open, close] = [`\\begin{${name}}`, `\\end{${name}}`];
    let depth = 1;
    for (let from = at + open.length; depth > 0;) {
      const closing = find(close, from, end);
      if (closing === undefined) return undefined;
      const opening = find(open, from, closing);
      depth += opening === undefined ? -1 : 1;
      from = opening === undefined ? closing + close.length : opening + open.length;
      if (depth === 0) return take(at, at, from, { isDisplay: true, closeLength: 0 });
    }
    return undefined;
  }

  function behindDollar(at: number): number {
    const behind = behindRun(at, '$');
    if (behind - at === 2) {
      return take(at, behind, find('$$', behind, end), { isDisplay: true, hasDollars: true }) ?? behind;
    }
    if (behind - at > 2) return behind;
    const close = find('$', behind, lines[row]?.end ?? end);
    if (close === undefined || !isDollarMaths(text, behind, close)) return behind;
    return take(at, behind, close, { isDisplay: false, closeLength: 1 }) ?? behind;
  }

  /** Keeps what stands between, if it is a formula, and answers where to go on. */
  function take(
    start: number,
    open: number,
    close: number | undefined,
    { isDisplay, hasDollars = false, closeLength = 2 }: Kind,
  ): number | undefined {
    if (close === undefined || (hasDollars && text.charAt(close + 2) === '$')) return undefined;
    const behind = close + closeLength;
    const latex = withoutQuoteMarks(open, close).trim();
    const isAlone = isFirst(start) && isLast(behind);
    if (!isMaths(latex, { isAlone, isDisplay, hasDollars })) return undefined;
    const line = lineOf(start);
    const prefix = isAlone && line ? { prefix: prefixOf(line, start).replace(/[^\s>]/g, ' ') } : {};
    formulas.push({ start, end: behind, latex, isDisplay, ...prefix });
    return behind;
  }

  /** A line of a formula may look like a list's: only what the first one has before it is not its own. */
  function withoutQuoteMarks(from: number, to: number): string {
    const line = lineOf(from);
    const depth = (line ? prefixOf(line, line.content) : '').replace(/[^>]/g, '').length;
    const latex = text.slice(from, to);
    if (depth === 0) return latex;
    return latex.replace(new RegExp(`\\n(?:[ \\t]{0,3}>){1,${depth}} ?`, 'g'), '\n');
  }

  function isFirst(at: number): boolean {
    const line = lineOf(at);
    return line !== undefined && text.slice(line.content, at).trim() === '';
  }

  function isLast(at: number): boolean {
    return text.slice(at, lineOf(at)?.end).trim() === '';
  }

  /** The mark of a quote of all that follows does not stand before its further lines. */
  function prefixOf(line: Line, to: number): string {
    return text.slice(line.start, to).replace(/^>>> /, '');
  }

  function lineOf(at: number): Line | undefined {
    let index = row;
    while ((lines[index]?.end ?? at) < at) index += 1;
    return lines[index];
  }

  function paragraphEnd(): number {
    const line = lines[row];
    return Math.min(lines[line?.block?.last ?? row]?.end ?? end, end);
  }

  function behindRun(at: number, sign: string): number {
    let behind = at;
    while (text.charAt(behind) === sign) behind += 1;
    return behind;
  }
}

/** Finds where the next of some signs is that is not escaped and ends before the bound. What was found is not looked for again. */
function createFinder(text: string, end: number) {
  const known = new Map<string, { from: number; at: number }>();

  return (sign: string, from: number, bound: number): number | undefined => {
    let found = known.get(sign);
    if (!found || from < found.from || from > found.at) {
      let at = from;
      while (at < end && !text.startsWith(sign, at)) at += text.charAt(at) === '\\' ? 2 : 1;
      found = { from, at };
      known.set(sign, found);
    }
    return found.at + sign.length <= bound && found.at - from <= MAX_LENGTH ? found.at : undefined;
  };
}
