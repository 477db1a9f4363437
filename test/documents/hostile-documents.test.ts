import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { openArchive } from '../../src/documents/archive.ts';
import { createDocumentReader } from '../../src/documents/document-reader.ts';
import { paragraph, sampleDocx, sampleOpenDocument, samplePptx, sampleXlsx, zipped } from '../support/sample-office.ts';
import { pdfOf, samplePdf } from '../support/sample-pdf.ts';

const MAX_CHARACTERS = 40;
const reader = createDocumentReader({ maxCharacters: MAX_CHARACTERS });
afterAll(() => reader.close());

const read = (name: string, bytes: Uint8Array) => reader.read({ name, bytes }, new AbortController().signal);

const samples = [
  { name: 'a.pdf', bytes: samplePdf([['Grüße'], ['The second page.']]) },
  { name: 'a.docx', bytes: sampleDocx(paragraph('Grüße 世界 👍').repeat(9)) },
  { name: 'a.xlsx', bytes: sampleXlsx({ A: '<row><c t="s"><v>0</v></c></row>' }, ['👍'.repeat(50)]) },
  { name: 'a.pptx', bytes: samplePptx([{ text: 'One' }, { text: 'Two' }]) },
  { name: 'a.odt', bytes: sampleOpenDocument('text', '<text:p>Words</text:p>') },
  { name: 'a.rtf', bytes: Buffer.from(String.raw`{\rtf1{\fonttbl{\f0 Arial;}}Gr\'fc\'dfe, \u19990?\par{\*\x y}end}`) },
  { name: 'a.ipynb', bytes: Buffer.from('{"cells":[{"source":["a\\n","b"],"outputs":[{"text":"c"}]}]}') },
  { name: 'a.txt', bytes: Buffer.from('Grüße 世界 👍'.repeat(9)) },
];

/** What holds of every answer. */
function expectAnswer(answer: Awaited<ReturnType<typeof read>>): void {
  if (answer.kind === 'unreadable') {
    expect(['type', 'empty', 'locked', 'broken']).toContain(answer.because);
    return;
  }
  expect(answer.text.length).toBeGreaterThan(0);
  expect(answer.text.length).toBeLessThanOrEqual(MAX_CHARACTERS);
  expect(answer.text.isWellFormed()).toBe(true);
}

describe('there is always an answer', () => {
  test.each(samples)('to a $name that ends too early', async ({ name, bytes }) => {
    for (let end = 0; end < bytes.length; end += 10) expectAnswer(await read(name, bytes.subarray(0, end)));
  });

  test('to random bytes, whatever they begin with', async () => {
    const starts = ['', '%PDF-1.7\n', 'PK\x03\x04', '{\\rtf1 ', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', '\xff\xfe', '{'];
    const file = fc.record({
      name: fc.constantFrom('a.pdf', 'a.docx', 'a.ipynb', 'a.txt', ''),
      start: fc.constantFrom(...starts),
      rest: fc.uint8Array({ maxLength: 300 }),
    });

    await fc.assert(
      fc.asyncProperty(file, async ({ name, start, rest }) => {
        expectAnswer(await read(name, Buffer.concat([Buffer.from(start, 'latin1'), rest])));
      }),
      { numRuns: 300 },
    );
  });

  test('to documents with bytes changed', async () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 });

    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...samples), damage, async ({ name, bytes }, changes) => {
        const changed = new Uint8Array(bytes);
        for (const [at, value] of changes) changed[at % changed.length] = value;
        expectAnswer(await read(name, changed));
      }),
      { numRuns: 300 },
    );
  });
});

test('of a document that is broken further on, the beginning is read', async () => {
  const bytes = sampleDocx(`${paragraph('The beginning')}</w:p></w:nonsense>`);

  expect(await read('a.docx', bytes)).toEqual({ kind: 'text', text: 'The beginning', isCut: true });
});

test('entities that are defined in a document are neither expanded nor fetched', async () => {
  const laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>';
  const bytes = zipped({
    'META-INF/manifest.xml': '<a/>',
    'content.xml': `<?xml version="1.0"?>${laughs}<body><text/><p>&b; &c; &#9731;</p></body>`,
  });

  expect(await read('a.odt', bytes)).toEqual({ kind: 'text', text: '&b; &c; ☃', isCut: false });
});

test('nesting may be as deep as it likes', async () => {
  const depth = 100_000;

  expect(
    await read('a.docx', sampleDocx(`${'<w:p>'.repeat(depth)}${paragraph('Deep')}${'</w:p>'.repeat(depth)}`)),
  ).toEqual({
    kind: 'text',
    text: 'Deep',
    isCut: false,
  });
});

test('an archive is inflated only as far as it is asked for, and only so far', () => {
  const archive = openArchive(zipped({ bomb: ' '.repeat(8 * 1024 * 1024) }));
  let inflated = 0;
  const inflate = () => {
    for (;;) for (const piece of archive.read('bomb')) inflated += piece.length;
  };

  for (const piece of archive.read('bomb')) {
    expect(piece.length).toBeLessThanOrEqual(8 * 1024 * 1024);
    break;
  }
  expect(inflate).toThrow('too large');
  expect(inflated).toBeLessThanOrEqual(256 * 1024 * 1024);
});

test('an archive of too many files is refused', async () => {
  const files = Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`${index}`, '']));

  expect(await read('a.docx', zipped(files))).toEqual({ kind: 'unreadable', because: 'broken' });
});

test.runIf(process.platform === 'linux')('a PDF that inflates to more than there is room for is broken', async () => {
  const small = createDocumentReader({ maxMemoryMb: 128, timeoutMs: 60_000 });
  const documents = [samplePdf([['Words']]), pdfOf([Buffer.alloc(150_000_000, ' ')])];

  const answers = await Promise.all(
    documents.map((bytes) => small.read({ name: 'a.pdf', bytes }, new AbortController().signal)),
  );
  await small.close();

  expect(answers).toEqual([
    { kind: 'text', text: '[page 1]\nWords', isCut: false },
    { kind: 'unreadable', because: 'broken' },
  ]);
});
