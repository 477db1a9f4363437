import { posix } from 'node:path';
import type { Archive } from './archive.ts';
import type { Output } from './output.ts';
import { readXml } from './xml.ts';

const SKIPPED: ReadonlySet<string> = new Set(['head', 'script', 'style']);
const LINES = /^(?:p|div|li|tr|br|h[1-6]|blockquote|section|dt|dd|pre|figcaption)$/;

/** An EPUB book, chapter after chapter: https://www.w3.org/TR/epub-33/ */
export function extractEpub(archive: Archive, output: Output): undefined {
  let book = '';
  readXml(archive.read('META-INF/container.xml'), {
    open(name, attributes) {
      if (name === 'rootfile') book ||= attributes['full-path'] ?? '';
    },
  });
  const files = new Map<string, string>();
  const chapters: string[] = [];
  readXml(archive.read(book), {
    open(name, { id = '', href = '', idref = '' }) {
      if (name === 'item') files.set(id, posix.join(posix.dirname(book), decodeURI(href)));
      if (name === 'itemref') chapters.push(idref);
    },
  });
  for (const [index, chapter] of chapters.entries()) {
    if (output.isFull()) return;
    output.place(`chapter ${index + 1}`);
    writeChapter(archive.read(files.get(chapter) ?? ''), output);
  }
}

function writeChapter(pieces: Iterable<Uint8Array>, output: Output): void {
  readXml(pieces, {
    skipped: SKIPPED,
    open(name) {
      const level = /^h([1-6])$/.exec(name)?.[1];
      if (level === undefined) return;
      output.skipLine();
      output.write(`${'#'.repeat(Number(level))} `);
    },
    close(name) {
      if (LINES.test(name)) output.endLine();
      else if (name === 'td' || name === 'th') output.write('\t');
    },
    text: (text) => output.write(text.replace(/\s+/g, ' ')),
    isDone: output.isFull,
  });
}
