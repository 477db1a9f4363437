import type { Output } from './output.ts';
import { readXml } from './xml.ts';

/** Said twice (for old programs), deleted or moved away, code of fields, numbers of slides, and where tabs stop. */
const SKIPPED: ReadonlySet<string> = new Set(['Fallback', 'delText', 'moveFrom', 'instrText', 'fld', 'tabs', 'sectPr']);

/** Writes the text of a part of Word or PowerPoint: their names for paragraphs and tables differ in the prefix only. */
export function writeOfficeText(
  pieces: Iterable<Uint8Array>,
  output: Output,
  headings: ReadonlyMap<string, number> = new Map(),
): void {
  let isText = false;
  let isHidden = false;
  readXml(pieces, {
    skipped: SKIPPED,
    open(name, attributes) {
      if (name === 't') isText = true;
      else if (name === 'r') isHidden = false;
      else if (name === 'vanish') isHidden = !/^(?:0|false|off)$/.test(attributes['w:val'] ?? '');
      else if (name === 'tab') output.write('\t');
      else if (name === 'br' || name === 'cr') output.endLine();
      else if (name === 'tc') output.openCell();
      else if (name === 'numPr') output.write('- ');
      else if (name === 'pStyle') {
        const level = headings.get(attributes['w:val'] ?? '');
        if (level === undefined) return;
        output.skipLine();
        output.write(`${'#'.repeat(level)} `);
      }
    },
    close(name) {
      if (name === 't') isText = false;
      else if (name === 'p') output.endLine();
      else if (name === 'tc') output.closeCell();
      else if (name === 'tr') output.endLine();
      else if (name === 'tbl') output.skipLine();
    },
    text(text) {
      if (isText && !isHidden) output.write(text);
    },
    isDone: output.isFull,
  });
}
