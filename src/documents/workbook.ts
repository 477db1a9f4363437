import type { Archive } from './archive.ts';
import { createDateCells, type DateCells } from './date-cells.ts';
import type { Output } from './output.ts';
import { relationsOf } from './relations.ts';
import { createRow } from './row.ts';
import { readXml } from './xml.ts';

/** How to read Japanese characters is said beside them. */
const SKIPPED: ReadonlySet<string> = new Set(['rPh', 'f']);

/** An Excel workbook: every sheet with its name, its rows with tabs between the cells. */
export function extractWorkbook(archive: Archive, main: string, output: Output): void {
  const relations = relationsOf(archive, main);
  const part = (wanted: string) => relations.find(({ type }) => type === wanted)?.target ?? '';
  const sheets: { name: string; id: string }[] = [];
  let from1904 = false;
  readXml(archive.read(main), {
    open(name, attributes) {
      if (name === 'sheet') sheets.push({ name: attributes['name'] ?? '', id: attributes['r:id'] ?? '' });
      if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '');
    },
  });
  const strings = stringsOf(archive.read(part('sharedStrings')));
  const dates = createDateCells(archive.read(part('styles')), from1904);
  for (const { name, id } of sheets) {
    if (output.isFull()) return;
    output.place(`sheet ${name}`);
    writeSheet(archive.read(relations.find((relation) => relation.id === id)?.target ?? ''), output, strings, dates);
  }
}

/** Texts are kept once for all sheets, and cells have their numbers. */
function stringsOf(pieces: Iterable<Uint8Array>): string[] {
  const strings: string[] = [];
  let parts: string[] = [];
  let isText = false;
  readXml(pieces, {
    skipped: SKIPPED,
    open(name) {
      if (name === 'si') parts = [];
      isText = name === 't';
    },
    close(name) {
      if (name === 'si') strings.push(parts.join(''));
      isText = false;
    },
    text(text) {
      if (isText) parts.push(text);
    },
  });
  return strings;
}

function writeSheet(pieces: Iterable<Uint8Array>, output: Output, strings: readonly string[], dates: DateCells): void {
  const row = createRow();
  let column = 0;
  let cell: Readonly<Record<string, string>> = {};
  let value = '';
  let isValue = false;
  readXml(pieces, {
    skipped: SKIPPED,
    open(name, attributes) {
      if (name === 'row') column = 0;
      else if (name === 'c') {
        column = columnOf(attributes['r']) ?? column + 1;
        cell = attributes;
        value = '';
      }
      isValue = name === 'v' || name === 't';
    },
    close(name) {
      isValue = false;
      if (name === 'c' && value !== '') row.put(column, shown(value, cell, strings, dates));
      if (name !== 'row') return;
      output.write(row.take());
      output.endLine();
    },
    text(text) {
      if (isValue) value += text;
    },
    isDone: output.isFull,
  });
}

/** The column of a cell's name: 28 for AB7. */
function columnOf(name = ''): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(name)?.[0];
  if (letters === undefined) return undefined;
  return Buffer.from(letters).reduce((sum, letter) => sum * 26 + letter - 64, 0);
}

function shown(
  value: string,
  { t: type = 'n', s: style = '' }: Readonly<Record<string, string>>,
  strings: readonly string[],
  dates: DateCells,
): string {
  if (type === 's') return strings[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  const number = Number(value);
  if (type !== 'n' || !Number.isFinite(number)) return value;
  // Excel shows 15 digits; what it keeps of 0.1 + 0.2 has more.
  return dates.show(number, style) ?? `${Number(number.toPrecision(15))}`;
}
