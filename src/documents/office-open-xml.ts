import type { Archive } from './archive.ts';
import { writeOfficeText } from './office-text.ts';
import type { Output } from './output.ts';
import { relationsOf } from './relations.ts';
import { extractWorkbook } from './workbook.ts';
import { readXml } from './xml.ts';

/** Beside the text of a Word document. */
const NOTES = ['footnotes', 'endnotes', 'comments'];
/** Beside the text of a slide: its speaker's notes, and diagrams. */
const OF_SLIDES: ReadonlySet<string> = new Set(['notesSlide', 'diagramData']);

/** Word, Excel and PowerPoint since 2007. */
export function extractOfficeOpenXml(archive: Archive, output: Output): 'type' | undefined {
  const main = relationsOf(archive).find(({ type }) => type === 'officeDocument')?.target;
  if (main === undefined) throw new Error('it has no main part');
  if (!main.endsWith('.xml')) return 'type';
  if (main.startsWith('word/')) extractWord(archive, main, output);
  else if (main.startsWith('ppt/')) extractSlides(archive, main, output);
  else if (main.startsWith('xl/')) extractWorkbook(archive, main, output);
  else return 'type';
  return undefined;
}

function extractWord(archive: Archive, main: string, output: Output): void {
  const relations = relationsOf(archive, main);
  const part = (wanted: string) => relations.find(({ type }) => type === wanted)?.target ?? '';
  writeOfficeText(archive.read(main), output, headingsOf(archive, part('styles')));
  for (const kind of NOTES) {
    output.place(kind);
    writeOfficeText(archive.read(part(kind)), output);
  }
}

/** Names of styles are English in every language, their ids are not. */
function headingsOf(archive: Archive, styles: string): ReadonlyMap<string, number> {
  const headings = new Map<string, number>();
  let id = '';
  readXml(archive.read(styles), {
    open(name, attributes) {
      if (name === 'style') id = attributes['w:styleId'] ?? '';
      const level = name === 'name' && /^heading ([1-6])$/i.exec(attributes['w:val'] ?? '')?.[1];
      if (level) headings.set(id, Number(level));
    },
  });
  return headings;
}

function extractSlides(archive: Archive, main: string, output: Output): void {
  const ids: string[] = [];
  readXml(archive.read(main), {
    open(name, attributes) {
      if (name === 'sldId') ids.push(attributes['r:id'] ?? '');
    },
  });
  const slides = new Map(relationsOf(archive, main).map(({ id, target }) => [id, target]));
  for (const [index, id] of ids.entries()) {
    if (output.isFull()) return;
    const slide = slides.get(id) ?? '';
    output.place(`slide ${index + 1}`);
    writeOfficeText(archive.read(slide), output);
    for (const { type, target } of relationsOf(archive, slide)) {
      if (OF_SLIDES.has(type)) writeOfficeText(archive.read(target), output);
    }
  }
}
