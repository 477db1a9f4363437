import { decodeText } from './decode.ts';
import type { DocumentText, ReadDocument } from './document.ts';
import { kindOf } from './kind.ts';
import { createParser } from './parser.ts';
import { tidy } from './tidy.ts';

export interface DocumentReaderOptions {
  /** Of a document's text, in UTF-16 units. Default 200,000. */
  maxCharacters?: number;
  /** For one document. Default 15 seconds. */
  timeoutMs?: number;
  /** After so long without a document the parsers are put away. Default a minute. */
  idleMs?: number;
  /** For one document. Default 384. */
  maxMemoryMb?: number;
}

/** UTF-16 units take at most 3 bytes of UTF-8. */
const BYTES_PER_CHARACTER = 3;

/** Reads what people attach. What needs a parser is read in another process, one document after another. */
export function createDocumentReader(options: DocumentReaderOptions = {}): {
  read: ReadDocument;
  close(): Promise<void>;
} {
  const { maxCharacters = 200_000, timeoutMs = 15_000, idleMs = 60_000, maxMemoryMb = 384 } = options;
  const parser = createParser({ maxCharacters, timeoutMs, idleMs, maxMemoryMb });

  /** Only as much is decoded as can be kept: that takes a moment, however large the file is. */
  function readText(bytes: Uint8Array): DocumentText {
    const start = bytes.subarray(0, (maxCharacters + 1) * BYTES_PER_CHARACTER);
    const isCut = start.length < bytes.length;
    const text = decodeText(start, isCut);
    return text === undefined ? { kind: 'unreadable', because: 'type' } : tidy(text, { maxCharacters, isCut });
  }

  return {
    async read(document, signal) {
      signal.throwIfAborted();
      const kind = kindOf(document);
      if (kind === 'text') return readText(document.bytes);
      if (kind === 'type' || kind === 'locked') return { kind: 'unreadable', because: kind };
      return await parser.parse(kind, document.bytes, signal);
    },
    close: async () => parser.close(),
  };
}
