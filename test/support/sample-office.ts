import { strToU8, zipSync } from 'fflate';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A ZIP file of texts. */
export function zipped(files: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}

/** Relations by id: the last word of their type, and their target. */
function relations(list: Readonly<Record<string, readonly [type: string, target: string]>>): string {
  const entries = Object.entries(list).map(
    ([id, [type, target]]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${XML}<Relationships>${entries.join('')}</Relationships>`;
}

/** A Word document of the XML of its body. */
export function sampleDocx(body: string, footnotes = ''): Uint8Array {
  return zipped({
    '[Content_Types].xml': `${XML}<Types/>`,
    '_rels/.rels': relations({ rId1: ['officeDocument', 'word/document.xml'] }),
    'word/document.xml': `${XML}<w:document ${WORD}><w:body>${body}</w:body></w:document>`,
    'word/_rels/document.xml.rels': relations({
      rId1: ['styles', 'styles.xml'],
      rId2: ['footnotes', 'footnotes.xml'],
    }),
    'word/styles.xml': `${XML}<w:styles ${WORD}><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>`,
    'word/footnotes.xml': `${XML}<w:footnotes ${WORD}>${footnotes}</w:footnotes>`,
  });
}

/** A paragraph of Word. */
export const paragraph = (text: string, properties = '') =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

/** An Excel workbook: the XML of the rows of its sheets by their names. Style 1 is a date, style 2 one of its own making. */
export function sampleXlsx(sheets: Readonly<Record<string, string>>, strings: readonly string[] = []): Uint8Array {
  const names = Object.keys(sheets);
  return zipped({
    '[Content_Types].xml': `${XML}<Types/>`,
    '_rels/.rels': relations({ rId1: ['officeDocument', '/xl/workbook.xml'] }),
    'xl/workbook.xml': `${XML}<workbook xmlns:r="${OFFICE}"><sheets>${names
      .map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations({
      ...Object.fromEntries(
        names.map((_, index) => [`rId${index + 1}`, ['worksheet', `worksheets/sheet${index + 1}.xml`]] as const),
      ),
      rId98: ['sharedStrings', 'sharedStrings.xml'],
      rId99: ['styles', 'styles.xml'],
    }),
    'xl/sharedStrings.xml': `${XML}<sst>${strings.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    'xl/styles.xml': `${XML}<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy\\ hh:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(
      names.map((name, index) => [
        `xl/worksheets/sheet${index + 1}.xml`,
        `${XML}<worksheet><sheetData>${sheets[name]}</sheetData></worksheet>`,
      ]),
    ),
  });
}

/** PowerPoint slides, each with its text and the notes of its speaker; in the file they are in the opposite order. */
export function samplePptx(slides: readonly { text: string; notes?: string }[]): Uint8Array {
  const file = (index: number) => slides.length - index;
  const body = (text: string) =>
    `<p:txBody ${DRAWING} xmlns:p="p">${text
      .split('\n')
      .map((line) => `<a:p><a:r><a:t>${line}</a:t></a:r></a:p>`)
      .join('')}</p:txBody>`;
  return zipped({
    '[Content_Types].xml': `${XML}<Types/>`,
    '_rels/.rels': relations({ rId1: ['officeDocument', 'ppt/presentation.xml'] }),
    'ppt/presentation.xml': `${XML}<p:presentation xmlns:p="p" xmlns:r="${OFFICE}"><p:sldIdLst>${slides
      .map((_, index) => `<p:sldId id="${256 + index}" r:id="rId${index + 1}"/>`)
      .join('')}</p:sldIdLst></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relations(
      Object.fromEntries(slides.map((_, index) => [`rId${index + 1}`, ['slide', `slides/slide${file(index)}.xml`]])),
    ),
    ...Object.fromEntries(
      slides.flatMap(({ text, notes = '' }, index) => [
        [`ppt/slides/slide${file(index)}.xml`, XML + body(text)],
        [
          `ppt/slides/_rels/slide${file(index)}.xml.rels`,
          relations({ rId1: ['notesSlide', `../notesSlides/notesSlide${file(index)}.xml`] }),
        ],
        [`ppt/notesSlides/notesSlide${file(index)}.xml`, XML + body(notes)],
      ]),
    ),
  });
}

/** An OpenDocument file: the XML of its body. */
export function sampleOpenDocument(kind: 'text' | 'spreadsheet' | 'presentation', body: string): Uint8Array {
  const names = ['office', 'text', 'table', 'draw'].map((name) => `xmlns:${name}="${name}"`).join(' ');
  return zipped({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'content.xml': `${XML}<office:document-content ${names}><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
    'META-INF/manifest.xml': `${XML}<manifest:manifest xmlns:manifest="manifest"/>`,
  });
}
