import { readBlocks } from './blocks.ts';
import { createLexer } from './dialect.ts';

/** A part of a text that Discord shows as code, with what marks it as such. Offsets are UTF-16 units. */
export interface CodePlace {
  readonly start: number;
  readonly end: number;
  readonly kind: 'block' | 'inline';
}

/** Finds the code in a text, in order. */
export function findCode(text: string): CodePlace[] {
  if (!/[`~]/.test(text)) return [];
  const places: CodePlace[] = [];
  const lines = readBlocks(createLexer(), text.replaceAll('\r\n', ' \n'));
  for (const [index, { block, start }] of lines.entries()) {
    if (!block || block.first !== index) continue;
    const end = lines[block.last]?.end ?? start;
    if (block.kind === 'code') places.push({ start, end, kind: 'block' });
    else addInline(start, text.slice(start, end));
  }
  return places;

  /** A row of backticks ends at the next one of the same length. */
  function addInline(from: number, raw: string): void {
    const rows = Array.from(raw.matchAll(/\\`|`+/g), ({ 0: row, index }) => ({ row, index }));
    for (let index = 0; index < rows.length; index += 1) {
      const opening = rows[index];
      if (!opening || opening.row.startsWith('\\')) continue;
      let closing = index + 1;
      while (closing < rows.length && !isEnd(rows[closing]?.row, opening.row)) closing += 1;
      const last = rows[closing];
      if (!last) continue;
      places.push({ start: from + opening.index, end: from + last.index + last.row.length, kind: 'inline' });
      index = closing;
    }
  }
}

/** Behind a backslash, too, as there is no escaping within code. */
function isEnd(row: string | undefined, opening: string): boolean {
  return row === opening || (opening === '`' && row === '\\`');
}
