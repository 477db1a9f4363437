import type { DocumentText } from './document.ts';
import type { ParsedKind } from './kind.ts';
import { createOutput, type Output } from './output.ts';
import { tidy } from './tidy.ts';

/** Writes a document's text; says so when it is not one that it can read. @throws when it is broken */
export type Extract = (bytes: Uint8Array, output: Output) => Promise<'locked' | 'type' | undefined>;

/** A format's parser is loaded with the first document that needs it. */
const EXTRACTS: Readonly<Record<ParsedKind, () => Promise<Extract>>> = {
  pdf: async () => (await import('./pdf.ts')).extractPdf,
  zip: async () => (await import('./zipped.ts')).extractZipped,
  rtf: async () => (await import('./rtf.ts')).extractRtf,
  notebook: async () => (await import('./notebook.ts')).extractNotebook,
};

export interface ExtractOptions {
  readonly kind: ParsedKind;
  readonly bytes: Uint8Array;
  readonly maxCharacters: number;
  /** After so long, the beginning has to do. */
  readonly maxMs: number;
}

/** The text of a document that has to be taken apart. Of a broken one, what comes before it breaks. */
export async function extract(options: ExtractOptions): Promise<DocumentText> {
  const { kind, bytes, maxCharacters, maxMs } = options;
  const output = createOutput({ maxCharacters, deadlineMs: performance.now() + maxMs });
  const extractKind = await EXTRACTS[kind]();
  let isCut = false;
  try {
    const refused = await extractKind(bytes, output);
    if (refused) return { kind: 'unreadable', because: refused };
  } catch {
    isCut = true;
  }
  isCut ||= output.isFull();
  const text = tidy(output.end(), { maxCharacters, isCut });
  // Only of a document that was read to its end it can be said that there is nothing in it.
  return isCut && text.kind === 'unreadable' ? { kind: 'unreadable', because: 'broken' } : text;
}
