import { firstUnfinished } from './first-unfinished.ts';

/** What stands before a line's own text: quotes, list markers, heading marks. */
const PREFIX = /^[ \t]*(?:(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))[ \t]*)*/;
/** A line begins a block with one of them, whatever was before it. */
const BEGINS_BLOCK = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]|#{1,6}[ \t]|-#[ \t])/;
const ONLY_MARKS = /^(?:[ \t]|>|(?:[-*+]|\d{1,9}[.)]|#{1,6}|-#|\[[ xX]\])(?=[ \t]|$))*$/;
const QUOTE = /^[ \t]*(?:>[ \t]?)*/;
const IS_ONE_LINE = /^[ \t]*(?:#{1,6}|-#)[ \t]/;
const FENCE = /^(`{3,10}(?![^\n]*`)|~{3,10}(?!~))/;
const DELIMITERS = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const HIDDEN = /^[ \t]*<(?:(think|thinking|thought)>|!--)/i;
const BLANK = /^[ \t>]*$/;
/** Written without spaces between words, so that one may stop anywhere. */
const HAS_NO_SPACES = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}、。，！？：；]/u;

interface Fence {
  /** Where its mark begins. */
  readonly start: number;
  /** Where its code begins. */
  readonly code: number;
  readonly marker: string;
  readonly prefix: string;
}

/** A table, or a line that may yet become the first one of a table. */
interface Table {
  readonly start: number;
  /** Once there is its line of dashes. */
  readonly isSure: boolean;
}

/**
 * What can be shown of a Markdown text that is still being written: its beginning, up to what is half there (a table, a
 * formula, a link, emphasis, a tag, a thought, a word), with an open code block closed. The longer the text, the longer
 * that is: only the mark that closes a code block goes again. When the text is over, it is the text itself that counts.
 */
export function finishedPart(markdown: string): string {
  const text = markdown.replace(/\r\n?/g, '\n');
  let block = 0;
  let fence: Fence | undefined;
  let table: Table | undefined;
  /** What ends the formula that goes over several lines. */
  let formula: string | undefined;
  let wasQuote = false;
  /** Where a line begins that may yet become the first one of a code block. */
  let held = text.length;

  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const isWhole = newline !== -1;
    const end = isWhole ? newline : text.length;
    const line = text.slice(at, end);
    const next = isWhole ? newline + 1 : text.length;

    if (fence) {
      if (isQuote(fence.prefix) && !/^[ \t]*(?:>|$)/.test(line)) {
        fence = undefined; // the quote that it was in is over
        block = at;
        continue;
      }
      if (isWhole && closes(line, fence)) {
        fence = undefined;
        block = next;
      }
      at = next;
      continue;
    }

    const [hidden, thought] = HIDDEN.exec(line) ?? [];
    if (hidden !== undefined) {
      const close = new RegExp(thought === undefined ? '-->' : `</${thought}>`, 'gi');
      close.lastIndex = at + hidden.length;
      const closed = close.exec(text);
      if (!closed) return text.slice(0, shownEnd(text, at + hidden.indexOf('<')));
      at = closed.index + closed[0].length;
      block = at;
      table = undefined;
      formula = undefined;
      continue;
    }

    const isBlank = BLANK.test(line);
    const quote = QUOTE.exec(line)?.[0] ?? '';
    const prefix = PREFIX.exec(line)?.[0] ?? '';
    const own = line.slice(prefix.length);
    const wasTable = table?.isSure === true;
    table = table && tableAfter(table, line.slice(quote.length), isWhole);
    if (table?.isSure) {
      at = next;
      continue;
    }
    if (wasTable) block = at;

    const begins = BEGINS_BLOCK.test(line.slice(quote.length)) || isQuote(quote) !== wasQuote;
    if (begins && formula === undefined) block = at;
    wasQuote = isQuote(quote);

    const [marker] = FENCE.exec(own) ?? [];
    if (marker !== undefined) {
      if (!isWhole) {
        held = at + prefix.length;
        break;
      }
      fence = { start: at + prefix.length, code: next, marker, prefix: prefix.replace(/[^\s>]/g, ' ') };
      formula = undefined;
      at = next;
      continue;
    }
    if (isBlank && isWhole) {
      block = next;
      formula = undefined;
    }
    formula = formulaAfter(own, formula);
    const bar = table ? -1 : firstBar(own);
    if (bar !== -1) table = { start: at + prefix.length + bar, isSure: false };
    if (isWhole && IS_ONE_LINE.test(line)) block = next;
    at = next;
  }

  if (fence) return closed(text, fence);
  const end = Math.min(held, table?.start ?? held);
  return text.slice(0, shownEnd(text, Math.min(end, firstUnfinished(text.slice(0, held), block))));
}

/** What a table is with the next line, which may not be whole yet; nothing when that is none of its own. */
function tableAfter(table: Table, line: string, isWhole: boolean): Table | undefined {
  if (table.isSure) return !isWhole || line.includes('|') ? table : undefined;
  if (!isWhole) return /^[ \t|:-]*$/.test(line) ? table : undefined;
  return DELIMITERS.test(line) ? { ...table, isSure: true } : undefined;
}

function isQuote(prefix: string): boolean {
  return prefix.includes('>');
}

function closes(line: string, { marker }: Fence): boolean {
  const own = line.replace(/^[ \t>]*/, '').trimEnd();
  return own.length >= marker.length && own === marker.charAt(0).repeat(own.length);
}

/** The code up to its last whole line. */
function closed(text: string, { start, code, marker, prefix }: Fence): string {
  const end = text.lastIndexOf('\n');
  if (end < code || text.slice(code, end).trim() === '') return text.slice(0, shownEnd(text, start));
  return `${text.slice(0, end)}\n${prefix}${marker}`;
}

/** Not within a word, and not behind marks that have no text yet. */
function shownEnd(text: string, end: number): number {
  let at = end;
  while (at > 0 && !isBoundary(text, at)) at -= 1;
  const line = text.lastIndexOf('\n', at - 1) + 1;
  return ONLY_MARKS.test(text.slice(line, at)) ? line : at;
}

function isBoundary(text: string, at: number): boolean {
  const unit = text.charCodeAt(at - 1);
  const isPair = unit >= 0xdc00 && unit <= 0xdfff;
  const before = text.slice(at - (isPair ? 2 : 1), at);
  return /^\s$/.test(before) || HAS_NO_SPACES.test(before);
}

/** What an open formula of several lines ends with, behind a line. */
function formulaAfter(line: string, before: string | undefined): string | undefined {
  let open = before;
  for (const [mark] of line.matchAll(/\\[[\]]|\$\$/g)) {
    if (open === undefined) open = mark === '\\[' ? '\\]' : mark === '$$' ? '$$' : undefined;
    else if (mark === open) open = undefined;
  }
  return open;
}

/** The first bar that may part the cells of a table; two in a row are a spoiler's. */
function firstBar(line: string): number {
  if (line.startsWith('|') && !line.startsWith('||')) return 0;
  return line.search(/(?<![|\\])\|(?!\|)/);
}
