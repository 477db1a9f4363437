import type { Archive } from './archive.ts';
import type { Output } from './output.ts';
import { readXml } from './xml.ts';

/** Remarks and what was deleted; what a form or a drawing needs besides. */
const SKIPPED: ReadonlySet<string> = new Set(['annotation', 'tracked-changes', 'forms', 'automatic-styles', 'scripts']);
/** Sheets end in a million empty rows, which are said to be one repeated. */
const MAX_REPEATED = 1_000;

/** Writer, Calc and Impress: https://docs.oasis-open.org/office/OpenDocument/v1.3/ */
export function extractOpenDocument(archive: Archive, output: Output): 'locked' | undefined {
  if (isLocked(archive)) return 'locked';
  let kind = '';
  let slides = 0;
  let paragraphs = 0;
  let cell: Readonly<Record<string, string>> = {};
  let text = '';
  let cells = '';
  let empty = 0;
  let rowRepeated = 1;
  let cellDepth = 0;

  const say = (words: string) => {
    if (cellDepth > 0) text += words;
    else output.write(words);
  };

  readXml(archive.read('content.xml'), {
    skipped: SKIPPED,
    open(name, attributes) {
      if (name === 'text' || name === 'spreadsheet' || name === 'presentation') kind ||= name;
      else if (name === 'p' || name === 'h') {
        paragraphs += 1;
        if (name === 'h' && cellDepth === 0) output.skipLine();
        if (name === 'h') say(`${'#'.repeat(Math.min(6, Number(attributes['text:outline-level']) || 1))} `);
      } else if (name === 's') say(' '.repeat(Math.min(100, Number(attributes['text:c']) || 1)));
      else if (name === 'tab') say('\t');
      else if (name === 'line-break') say(cellDepth > 0 ? ' ' : '\n');
      else if (name === 'list-item') say('- ');
      else if (name === 'page' && kind === 'presentation') output.place(`slide ${(slides += 1)}`);
      else if (name === 'table' && kind === 'spreadsheet') output.place(`sheet ${attributes['table:name'] ?? ''}`);
      else if (name === 'table-row' && cellDepth === 0) {
        cells = '';
        empty = 0;
        rowRepeated = repeated(attributes, 'table:number-rows-repeated');
      } else if (name === 'table-cell' || name === 'covered-table-cell') {
        if (cellDepth === 0) {
          cell = attributes;
          text = '';
        }
        cellDepth += 1;
      }
    },
    close(name) {
      if (name === 'p' || name === 'h') {
        paragraphs -= 1;
        if (cellDepth > 0) text += ' ';
        else output.endLine();
      } else if (name === 'table-cell' || name === 'covered-table-cell') {
        cellDepth -= 1;
        if (cellDepth > 0) return;
        const count = repeated(cell, 'table:number-columns-repeated');
        const shown = text.trim();
        if (shown === '') empty += count;
        else {
          cells += '\t'.repeat(empty) + Array.from({ length: count }, () => shown).join('\t');
          empty = 1;
        }
      } else if (name === 'table-row' && cellDepth === 0 && cells !== '') {
        for (let count = 0; count < rowRepeated && !output.isFull(); count += 1) output.write(`${cells}\n`);
      }
    },
    text(words) {
      if (paragraphs > 0) say(words.replace(/\s+/g, ' '));
    },
    isDone: output.isFull,
  });
  return undefined;
}

function repeated(attributes: Readonly<Record<string, string>>, name: string): number {
  return Math.min(MAX_REPEATED, Number(attributes[name]) || 1);
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
