import type { Lexer } from 'marked';
import { type Block, isBlank, type Line, readBlocks, trimmedEnd } from './blocks.ts';
import { COSTS } from './costs.ts';
import { createCutList, type Cut, type Markup, NO_MARKUP, type Sizes } from './cut-list.ts';
import { findInlineCuts } from './inline-cuts.ts';
import { findWordCuts } from './word-cuts.ts';

/** A fence's opening line longer than this is reopened with its bare marker. */
const MAX_REOPENED = 100;
/** A heading's marks, or those of small print. */
const LINE_MARKER = /(?:#{1,6}|-#)[ \t]+/y;

/** Where the text may be cut, in order; the last is its end. No two are further apart than a quarter of a message. */
export function findCuts(lexer: Lexer, text: string, sizes: Sizes): { start: number; cuts: Cut[] } {
  const lines = readBlocks(lexer, text);
  const list = createCutList(text, sizes);
  let unclosed = '';
  let end = -1;

  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    const block = line?.block;
    if (!line || !block) continue;
    if (end >= 0) list.add(end, startOf(line), line.cost ?? COSTS.line, { open: prefixOf(line), close: unclosed });
    unclosed = '';
    if (block.kind === 'code') unclosed = cutCode(block);
    else if (block.kind === 'line') cutLongLine(line);
    else cutText(block);
    index = block.last;
    end = trimmedEnd(text, lines[block.last] ?? line);
  }
  const [first] = lines.filter(({ block }) => block);
  const start = first ? first.start : text.length;
  return { start, cuts: list.finish(start, Math.max(end, start), unclosed) };

  function cutText(block: Block): void {
    const markers = new Map<number, string>();
    const begin = (index: number) => {
      const line = lines[index];
      if (!line) return undefined;
      LINE_MARKER.lastIndex = line.content;
      const isMarked = index === block.first || text.startsWith('-#', line.content);
      const [marker = ''] = (isMarked && LINE_MARKER.exec(text)) || [];
      markers.set(index, marker);
      return { line, textStart: line.content + marker.length, prefix: quoteOf(line) + marker };
    };
    findInlineCuts({
      lexer,
      text,
      block,
      list,
      sizes,
      begin,
      lineCut(index, markup) {
        const [before, line] = [lines[index - 1], lines[index]];
        if (!line || !before) return;
        const open = prefixOf(line) + markup.open;
        list.add(trimmedEnd(text, before), startOf(line), COSTS.line + markup.cost, { open, close: markup.close });
      },
    });
  }

  /** A fence is closed and reopened as it stands, unless its opening line is long. Answers with what has to close it. */
  function cutCode({ first, last, isClosed }: Block): string {
    const opening = lines[first];
    if (!opening) return '';
    const rest = lines[first + 1]?.rest ?? '';
    const isFirstOfRest = rest !== opening.rest;
    const before = blanked(
      text.slice(opening.start + (isFirstOfRest ? rest.length : 0), opening.content),
      sizes.prefix,
    );
    const line = text.slice(opening.content, opening.end);
    const [marker = ''] = /^[ \t]*(?:`+|~+)/.exec(line) ?? [];
    const isLong = line.length > Math.min(MAX_REOPENED, sizes.prefix);
    const open = `${rest}${before}${isLong ? marker : line.trimEnd()}\n`;
    const close = `\n${before}${marker}`;
    const outer: Markup = { ...NO_MARKUP, open, close };

    if (line.length > sizes.small) {
      const cost = line.length > sizes.room ? COSTS.longMarkup : COSTS.avoided;
      findWordCuts(list, text, opening.content + marker.length, opening.end, { ...outer, cost }, sizes);
    }
    const end = isClosed ? last - 1 : last;
    let previous: Line | undefined;
    for (let index = first + 1; index <= end; index += 1) {
      const current = lines[index];
      if (!current || isBlank(text, current)) continue;
      if (previous) {
        const cost = lines[index - 1] === previous ? COSTS.codeLine : COSTS.codeParagraph;
        const isEdge = index < first + 3 || index > end - 2;
        list.add(trimmedEnd(text, previous), current.start, cost + (isEdge ? 2 : 0), outer);
      }
      if (current.end - current.start > sizes.small) cutCodeLine(current, outer);
      previous = current;
    }
    return isClosed ? '' : close;
  }

  function cutCodeLine(line: Line, outer: Markup): void {
    const isLonger = line.end - line.start > sizes.room;
    const open = outer.open + blanked(text.slice(line.start, line.content), sizes.prefix);
    const cost = isLonger ? 0 : COSTS.avoided;
    findWordCuts(list, text, line.content, line.end, { ...outer, open, cost }, sizes);
  }

  function cutLongLine(line: Line): void {
    if (line.end - line.start <= sizes.small) return;
    findWordCuts(list, text, line.content, line.end, { ...NO_MARKUP, open: quoteOf(line) }, sizes);
  }

  /** What the rest of a line begins with in the next message. */
  function quoteOf(line: Line): string {
    const prefix = blanked(text.slice(line.start, line.content), sizes.prefix);
    return line.rest + (prefix.includes('>') ? prefix : '');
  }

  function prefixOf(line: Line): string {
    if (startOf(line) === line.start) return line.rest;
    const prefix = text.slice(line.start, line.content);
    // Discord drops white space at the beginning of a message: an inner item would look like an outer one.
    const { outer = '' } = line;
    if (outer !== '' && outer.length + prefix.length <= sizes.prefix) return line.rest + outer + prefix;
    return line.rest + (prefix.length > sizes.prefix ? '' : prefix.trimStart());
  }

  function startOf(line: Line): number {
    if (line.block?.kind === 'code' || line.block?.kind === 'line') return line.start;
    const prefix = text.slice(line.start, line.content);
    return prefix.length > sizes.prefix && prefix.trim() !== '' ? line.start : line.content;
  }
}

/** Quote marks stay, bullets become the indentation of what they begin. */
function blanked(prefix: string, maxLength: number): string {
  return prefix.length > maxLength ? '' : prefix.replace(/[^\s>]/g, ' ');
}
