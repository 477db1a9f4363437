import type { Token, Tokens } from 'marked';
import { applyEdits } from './edits.ts';
import { type InlineContext, inlineEdits } from './inline.ts';
import { alignTable, listTable, readRows, type Table } from './tables.ts';

/** What Discord shows as itself only outside code. */
const ONLY_OUTSIDE_CODE = new Set(['mention', 'spoiler']);

/** The lines that stand for a table, and for the text that follows it at once; undefined if the block is none. */
export function tableLines(raw: string, prefixLength: number, context: InlineContext): string[] | undefined {
  const { lexer } = context;
  if (!/^[^\n]*\n[ \t]*\|?[ \t]*:?-[-:| \t]*(?:\n|$)/.test(raw)) return undefined;
  const [token] = lexer.blockTokens(raw, []);
  if (token?.type !== 'table') return undefined;
  const { align } = token as Tokens.Table;
  const [tableRaw, rest] = partTable(raw, align.length);
  const written = writeTable({ rows: readRows(tableRaw, align.length), alignments: align });
  if (rest !== '') written.push(...applyEdits(rest, inlineEdits(rest, context)).split('\n'));
  return written;

  function writeTable({ rows, alignments }: Table): string[] {
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

function unfolded({ raw, text, href }: Tokens.Link): string {
  return text === href || raw.startsWith('<') ? `<${href}>` : `[${text}](<${href}>)`;
}
