import { displayWidth } from './display-width.ts';

/** What a phone shows of code without breaking a line, in cells. */
const MAX_WIDTH = 56;
/** Of one code block with its fences: it fits into a message, with some words. */
const MAX_LENGTH = 1_900;
const SEPARATOR = ' | ';

export type Alignment = 'left' | 'center' | 'right' | null;

/** A table as it was written: the cells with their markup. The first row is the header. */
export interface Table {
  readonly rows: readonly (readonly string[])[];
  readonly alignments: readonly Alignment[];
}

/** Reads the rows. Where one has too many cells (a `|` in code), they are the last column's. */
export function readRows(raw: string, columns: number): string[][] {
  const lines = raw.trimEnd().split('\n');
  lines.splice(1, 1);
  return lines.map((line) => {
    const inner = line
      .trim()
      .replace(/^\|/, '')
      .replace(/(?<!\\)\|$/, '');
    const cells = inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
    const rest = cells.splice(columns - 1).filter((cell) => cell !== '');
    return Array.from(
      { length: columns },
      (_, index) => cells[index] ?? (index === columns - 1 ? rest.join(' | ') : ''),
    );
  });
}

/** Aligned text in code blocks, each with the header; undefined if a phone would break its lines. The cells are plain text. */
export function alignTable({ rows, alignments }: Table, prefixLength: number): string[] | undefined {
  const widths = alignments.map((_, column) => Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))));
  const width = widths.reduce((sum, each) => sum + each, 0) + SEPARATOR.length * (widths.length - 1);
  if (width > MAX_WIDTH) return undefined;
  const [header = '', ...lines] = rows.map((row) =>
    alignments
      .map((alignment, column) => pad(row[column] ?? '', widths[column] ?? 0, alignment))
      .join(SEPARATOR)
      .trimEnd(),
  );
  const head = ['```', header, widths.map((each) => '-'.repeat(each)).join('-+-')];
  const lengthOf = (some: readonly string[]) => some.reduce((sum, { length }) => sum + length + 1 + prefixLength, 0);
  const room = MAX_LENGTH - lengthOf(head) - lengthOf(['```']);
  const blocks: string[][] = [[]];
  let length = 0;
  for (const line of lines) {
    length += lengthOf([line]);
    if (length > room && blocks.at(-1)?.length !== 0) {
      blocks.push([]);
      length = lengthOf([line]);
    }
    blocks.at(-1)?.push(line);
  }
  return blocks.flatMap((block) => [...head, ...block, '```']);
}

/** A block of `**column**: value` lines for each row. The cells are Markdown. */
export function listTable({ rows: [header = [], ...rows] }: Table): string[] {
  if (rows.length === 0) return [header.filter((cell) => cell !== '').join(SEPARATOR)];
  return rows.flatMap((row, index) => {
    const lines = row.flatMap((value, column) => {
      const name = header[column] ?? '';
      if (value === '') return [];
      return (name === '' ? value : `**${name}**: ${value}`).split('\n');
    });
    return index === 0 ? lines : ['', ...lines];
  });
}

function pad(text: string, width: number, alignment: Alignment): string {
  const space = width - displayWidth(text);
  const before = alignment === 'right' ? space : alignment === 'center' ? Math.floor(space / 2) : 0;
  return ' '.repeat(before) + text + ' '.repeat(space - before);
}
