import type { Logger } from 'pino';
import { createSideProcess } from '../side-process.ts';
import { decodeText } from './decode.ts';
import type { DocumentText, ReadDocument } from './document.ts';
import type { ExtractOptions } from './extract.ts';
import { kindOf, type ParsedKind } from './kind.ts';
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
  log?: Logger;
}

const PROGRAM = new URL('parser-process.ts', import.meta.url);
/** UTF-16 units take at most 3 bytes of UTF-8. */
const BYTES_PER_CHARACTER = 3;

/** Reads what people attach. What needs a parser is read in another process, one document after another. */
export function createDocumentReader(options: DocumentReaderOptions = {}): {
  read: ReadDocument;
  close(): Promise<void>;
} {
  const { maxCharacters = 200_000, timeoutMs = 15_000, idleMs = 60_000, maxMemoryMb = 384, log } = options;
  const parser = createSideProcess<ExtractOptions, DocumentText>({ program: PROGRAM, maxMemoryMb, idleMs, log });

  /** Only as much is decoded as can be kept: that takes a moment, however large the file is. */
  function readText(bytes: Uint8Array): DocumentText {
    const start = bytes.subarray(0, (maxCharacters + 1) * BYTES_PER_CHARACTER);
    const isCut = start.length < bytes.length;
    const text = decodeText(start, isCut);
    return text === undefined ? { kind: 'unreadable', because: 'type' } : tidy(text, { maxCharacters, isCut });
  }

  /** A document that ends the process is broken. */
  async function parse(kind: ParsedKind, bytes: Uint8Array, signal: AbortSignal): Promise<DocumentText> {
    try {
      return await parser.ask({ kind, bytes, maxCharacters, maxMs: timeoutMs / 2 }, { timeoutMs, signal });
    } catch {
      signal.throwIfAborted();
      return { kind: 'unreadable', because: 'broken' };
    }
  }

  return {
    async read(document, signal) {
      signal.throwIfAborted();
      const kind = kindOf(document);
      if (kind === 'text') return readText(document.bytes);
      if (kind === 'type' || kind === 'locked') return { kind: 'unreadable', because: kind };
      return await parse(kind, document.bytes, signal);
    },
    /** Documents that are being read are broken then. */
    close: async () => parser.close(),
  };
}
