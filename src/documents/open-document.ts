import type { Archive } from './archive.ts';
import type { Output } from './output.ts';
import { createRow } from './row.ts';
import { readXml } from './xml.ts';

/** Remarks and what was deleted; what a form or a drawing needs besides. */
const SKIPPED: ReadonlySet<string> = new Set(['annotation', 'tracked-changes', 'forms', 'automatic-styles', 'scripts']);
/** Empty rows and columns are said to be one repeated up to the end of the sheet. */
const MAX_REPEATED = 1_000;

/** Writer, Calc and Impress: https://docs.oasis-open.org/office/OpenDocument/v1.3/ */
export function extractOpenDocument(archive: Archive, output: Output): 'locked' | undefined {
  if (isLocked(archive)) return 'locked';
  const row = createRow();
  let kind = '';
  let slides = 0;
  /** Text is what stands in paragraphs. */
  let paragraphs = 0;
  /** A table within a cell is text of the cell. */
  let cells = 0;
  let cell = '';
  let column = 1;
  let columns = 1;
  let rows = 1;

  const write = (words: string) => {
    if (cells > 0) cell += words;
    else output.write(words);
  };

  readXml(archive.read('content.xml'), {
    skipped: SKIPPED,
    open(name, attributes) {
      const count = (attribute: string) => Number(attributes[attribute]) || 1;
      switch (name) {
        case 'text':
        case 'spreadsheet':
        case 'presentation':
          kind ||= name;
          break;
        case 'page':
          if (kind === 'presentation') output.place(`slide ${(slides += 1)}`);
          break;
        case 'table':
          if (kind === 'spreadsheet') output.place(`sheet ${attributes['table:name'] ?? ''}`);
          break;
        case 'table-row':
          if (cells > 0) break;
          column = 1;
          rows = count('table:number-rows-repeated');
          break;
        case 'table-cell':
        case 'covered-table-cell':
          cells += 1;
          if (cells === 1) columns = count('table:number-columns-repeated');
          break;
        case 'h':
          if (cells === 0) output.skipLine();
          write(`${'#'.repeat(Math.min(6, count('text:outline-level')))} `);
          paragraphs += 1;
          break;
        case 'p':
          paragraphs += 1;
          break;
        case 'list-item':
          write('- ');
          break;
        case 's':
          write(' '.repeat(Math.min(MAX_REPEATED, count('text:c'))));
          break;
        case 'tab':
          write('\t');
          break;
        case 'line-break':
          write('\n');
          break;
      }
    },
    close(name) {
      if (name === 'p' || name === 'h') {
        paragraphs -= 1;
        if (cells > 0) cell += '\n';
        else output.endLine();
      } else if (name === 'table-cell' || name === 'covered-table-cell') {
        cells -= 1;
        if (cells > 0) return;
        for (let at = 0; at < Math.min(columns, MAX_REPEATED); at += 1) row.put(column + at, cell);
        column += columns;
        cell = '';
      } else if (name === 'table-row' && cells === 0) {
        const line = row.take();
        if (line === '') return;
        output.write(`${line}\n`.repeat(Math.min(rows, MAX_REPEATED)).trimEnd());
        output.endLine();
      }
    },
    text(words) {
      if (paragraphs > 0) write(words.replace(/\s+/g, ' '));
    },
    isDone: output.isFull,
  });
  return undefined;
}

/** With a password, the files are scrambled and the list of them says how. */
function isLocked(archive: Archive): boolean {
  let isFound = false;
  readXml(archive.read('META-INF/manifest.xml'), {
    open(name) {
      if (name === 'encryption-data') isFound = true;
    },
  });
  return isFound;
}
