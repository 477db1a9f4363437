import { Tokenizer, type Token, type Tokens } from 'marked';
import { type Block, type Line, readBlocks } from './blocks.ts';
import { createLexer } from './dialect.ts';
import { applyEdits, type Edit } from './edits.ts';
import { readFootnotes } from './footnotes.ts';
import { removeHidden } from './hidden.ts';
import { readTag } from './html.ts';
import { type InlineContext, inlineEdits } from './inline.ts';
import { RULE } from './rule.ts';
import { alignTable, listTable, readRows, type Table } from './tables.ts';

/** In what there is to change, there is one of these. It saves time only. */
const SIGNS =
  /[<&|]|[ \t>](?:`{3}|~{3})|!\[|\[\^|####|\[[ xX]\]|>[ \t]*>|^[ \t]*>(?![ \t>])|^[ \t>]*(?:-[ \t]*-[ \t]*-|\*[ \t]*\*[ \t]*\*|_[ \t]*_[ \t]*_)/m;
/** What Discord shows as itself only outside code. */
const ONLY_OUTSIDE_CODE = new Set(['mention', 'spoiler']);

/**
 * Writes what Discord does not render (tables, deep headings, rules, images, HTML, footnotes, task lists, quotes in quotes,
 * thoughts) as what it does, before the answer is split; see docs/answers.md. Code and all else stays as it is, and what is
 * not blank does not become blank.
 */
export function renderForDiscord(markdown: string): string {
  if (!SIGNS.test(markdown)) return markdown;
  const lexer = createLexer();
  const { tokenizer } = lexer.options;
  if (tokenizer) {
    tokenizer.table = (src) => Tokenizer.prototype.table.call(tokenizer, src);
    tokenizer.tag = readTag;
  }
  const text = removeHidden(lexer, markdown.replace(/\r\n?/g, '\n'));
  const lines = readBlocks(lexer, text);
  const footnotes = readFootnotes(text, lines);
  const context: InlineContext = { lexer, mark: footnotes.mark };

  const end = lines.findLastIndex(({ block }) => block !== undefined);
  const edits: Edit[] = [];
  for (let index = 0; index < lines.length;) {
    const count = lines[index]?.block ? blockLength(lines, index) : 1;
    const edit = editBlock(index, lines.slice(index, index + count));
    if (edit) edits.push(edit);
    const closing = closingOf(index);
    if (closing) edits.push(closing);
    index += count;
  }
  const body = applyEdits(text, edits);
  const notes = Array.from(footnotes.list(), (note) => {
    return `-# ${note.mark} ${applyEdits(note.text, inlineEdits(note.text, context)).replaceAll('\n', ' ')}`;
  });
  const result = notes.length === 0 ? body : [body.trimEnd(), '', ...notes].join('\n').trimStart();
  return result.trim() === '' ? markdown : result;

  /** A code block that ends with its list or quote would go on over what follows, in Discord. */
  function closingOf(index: number): Edit | undefined {
    const block = lines[index]?.block;
    const [opening, last] = [lines[index], lines[block?.last ?? -1]];
    if (block?.kind !== 'code' || block.isClosed || !opening || !last) return undefined;
    if (block.last === end && footnotes.lines.size === 0) return undefined;
    const [marker = ''] = /^[ \t]*(?:`+|~+)/.exec(text.slice(opening.content, opening.end)) ?? [];
    const prefix = continuation(prefixText(text.slice(opening.start, opening.content), 'code'));
    return { start: last.end, end: last.end, text: `\n${prefix}${marker}` };
  }

  function editBlock(index: number, own: readonly Line[]): Edit | undefined {
    const [first, last] = [own[0], own.at(-1)];
    if (!first || !last) return undefined;
    const before = text.slice(first.start, last.end);
    const hasFootnote = own.some((_line, offset) => footnotes.lines.has(index + offset));
    if (!hasFootnote && !SIGNS.test(before)) return undefined;
    const table = first.block?.kind === 'text' ? tableText(first, first.block) : undefined;
    const after = table ?? applyEdits(text, blockEdits(index, own), first.start, last.end);
    if (after === before) return undefined;
    const isText = first.block !== undefined && first.block.kind !== 'code';
    if (table !== undefined || !isText) return { start: first.start, end: last.end, text: after };
    // Lines of nothing but tags leave none.
    const left = after.split('\n').filter((line) => !/^[\s>]*$/.test(line));
    if (left.length > 0) return { start: first.start, end: last.end, text: left.join('\n') };
    const next = lines.slice(index + own.length).find((line) => line.block !== undefined);
    return { start: first.start, end: next?.start ?? text.length, text: '' };
  }

  function blockEdits(index: number, own: readonly Line[]): Edit[] {
    const { block } = own[0] ?? {};
    const kind = block?.kind;
    const edits: Edit[] = own.map((line) => {
      return { start: line.start, end: line.content, text: prefixText(text.slice(line.start, line.content), kind) };
    });
    const content = own.map((line) => text.slice(line.content, line.end)).join('\n');
    if (kind === 'line' && /^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$/.test(content)) {
      const [line] = own;
      return line ? [...edits, { start: line.content, end: line.end, text: RULE }] : edits;
    }
    if (kind !== 'text' && kind !== 'heading') return edits;
    const heading = kind === 'heading' ? /^#{4,6}[ \t]+(?=\S)/.exec(content)?.[0] : undefined;
    const ending = heading === undefined ? undefined : /(?:[ \t]+#+)?[ \t]*$/.exec(content)?.[0];
    const inline = inlineEdits(content, context, heading !== undefined);
    if (heading !== undefined && ending !== undefined && heading.length + ending.length < content.length) {
      inline.unshift({ start: 0, end: heading.length, text: '**' });
      inline.push({ start: content.length - ending.length, end: content.length, text: '**' });
    }
    const continued = continuation(prefixText(text.slice(own[0]?.start, own[0]?.content), kind));
    edits.push(...placed(inline, own, continued));
    for (const [offset, { start, end }] of own.entries()) {
      if (footnotes.lines.has(index + offset)) edits.push({ start, end, text: '' });
    }
    // An edit of all the line goes before those within.
    return edits.toSorted((one, other) => one.start - other.start || other.end - one.end);
  }

  function tableText(first: Line, { raw }: Block): string | undefined {
    if (!/^[^\n]*\n[ \t]*\|?[ \t]*:?-[-:| \t]*(?:\n|$)/.test(raw)) return undefined;
    const [token] = lexer.blockTokens(raw, []);
    if (token?.type !== 'table') return undefined;
    const { align } = token as Tokens.Table;
    const [tableRaw, rest] = partTable(raw, align.length);
    const prefix = prefixText(text.slice(first.start, first.content), 'text');
    const continued = continuation(prefix);
    const written = writeTable({ rows: readRows(tableRaw, align.length), alignments: align }, continued.length);
    if (rest !== '') written.push(...applyEdits(rest, inlineEdits(rest, context)).split('\n'));
    const blank = continued.includes('>') ? continued : '';
    return (
      prefix + written.map((line, index) => (index === 0 ? line : line === '' ? blank : continued + line)).join('\n')
    );
  }

  function writeTable({ rows, alignments }: Table, prefixLength: number): string[] {
    const cells = rows.map((row, index) =>
      row.map((cell) => applyEdits(cell, inlineEdits(cell, context, index === 0)).trim()),
    );
    const links = new Set<string>();
    const plain: Table = { alignments, rows: cells.map((row) => row.map((cell) => plainText(cell, links))) };
    const isForCode = !cells.flat().some((cell) => cell.includes('<') && hasOnlyOutsideCode(cell));
    const aligned = isForCode ? alignTable(plain, prefixLength) : undefined;
    return aligned ? [...aligned, ...links] : listTable({ alignments, rows: cells });
  }

  function hasOnlyOutsideCode(cell: string): boolean {
    return lexer.inlineTokens(cell, []).some(({ type }) => ONLY_OUTSIDE_CODE.has(type));
  }

  /** Links are collected, as code has none. */
  function plainText(cell: string, links: Set<string>): string {
    const textOf = (token: Token): string => {
      if (token.type === 'link') links.add(unfolded(token as Tokens.Link));
      if (token.type === 'codespan' || token.type === 'escape') return String('text' in token ? token.text : token.raw);
      return 'tokens' in token && token.tokens ? token.tokens.map(textOf).join('') : token.raw;
    };
    const plain = lexer.inlineTokens(cell, []).map(textOf).join('');
    return plain
      .replace(/\s*\n\s*/g, ' · ')
      .replaceAll('\t', ' ')
      .replaceAll('```', "'''");
  }
}

/** Text that follows a table's last row at once would be rows, though nothing in it parts cells. */
function partTable(raw: string, columns: number): [table: string, rest: string] {
  const lines = raw.trimEnd().split('\n');
  const end = columns === 1 ? -1 : lines.findIndex((line, index) => index > 1 && !line.includes('|'));
  return end === -1 ? [raw, ''] : [lines.slice(0, end).join('\n'), lines.slice(end).join('\n')];
}

function blockLength(lines: readonly Line[], first: number): number {
  const block = lines[first]?.block;
  let count = 1;
  while (lines[first + count]?.block === block) count += 1;
  return count;
}

/** What stands before a line's own text: of quotes in quotes one is left, and boxes of tasks become signs. */
function prefixText(prefix: string, kind: Block['kind'] | undefined): string {
  const boxed = prefix.replace(
    /((?:[-*+]|\d{1,9}[.)])[ \t]+)\[([ xX])\](?=\s|$)/,
    (_all, bullet: string, state: string) => {
      return `${bullet}${state === ' ' ? '☐' : '☑'}`;
    },
  );
  if (boxed.startsWith('>>> ')) return boxed;
  const flat = boxed.replace(/^ {0,3}>(?:[ \t]?>)+ ?/, (quotes) => {
    const depth = quotes.replace(/[^>]/g, '').length;
    return kind === 'text' && quotes.length === boxed.length ? `> ${'»'.repeat(depth - 1)} ` : '> ';
  });
  // Without the space, Discord sees no quote.
  return flat.replace(/>$/, '> ');
}

/** What stands before further lines of the same block. */
function continuation(prefix: string): string {
  return prefix.replace(/[^\s>]/g, ' ');
}

/** Edits of the lines' own text as edits of the whole. */
function placed(edits: readonly Edit[], lines: readonly Line[], continued: string): Edit[] {
  let offset = 0;
  const starts = lines.map((line) => {
    const start = offset;
    offset += line.end - line.content + 1;
    return start;
  });
  const place = (at: number) => {
    const index = Math.max(
      0,
      starts.findLastIndex((start) => start <= at),
    );
    return (lines[index]?.content ?? 0) + at - (starts[index] ?? 0);
  };
  return edits.map((edit) => ({
    start: place(edit.start),
    end: place(edit.end),
    text: edit.text.replaceAll('\n', `\n${continued}`),
  }));
}

function unfolded({ raw, text, href }: Tokens.Link): string {
  return text === href || raw.startsWith('<') ? `<${href}>` : `[${text}](<${href}>)`;
}
