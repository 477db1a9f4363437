import type OpenAI from 'openai';
import type { Logger } from 'pino';
import { placeAnnotations } from '../markdown/annotations.ts';
import { createCitations } from '../markdown/citations.ts';
import { findCode } from '../markdown/code-places.ts';
import { applyEdits } from '../markdown/edits.ts';
import { findFileMentions, madeFiles } from '../markdown/file-mentions.ts';
import type { Marks } from '../markdown/marks.ts';
import { createSlots } from '../slots.ts';
import type { Say } from '../texts/texts.ts';
import type { AnswerContent } from './answer-content.ts';
import { createAnswerFiles, MAX_FILES, type PlacedFile } from './answer-files.ts';
import { createFileFacts, type FileFacts } from './file-facts.ts';
import { MAX_SOURCES, sourcesLine } from './sources-line.ts';

/** What an assistant has written, ready to be rendered. */
export interface Written {
  /** With the marks of its files. */
  readonly text: string;
  /** As the assistant wrote it, with numbers for its marks. */
  readonly whole: string;
  readonly files: readonly PlacedFile[];
  readonly sources: string;
  /** What has to be said of files that are not there. */
  readonly lines: readonly string[];
}

interface WriteOptions {
  marks: Marks;
  /** How large a file may be. */
  maxBytes: number;
  say: Say;
  signal: AbortSignal;
}

const ASKED_AT_ONCE = 4;
/** In a text with one of these there may be something to change. */
const SIGNS = /[【\ue200]|sandbox:\/|utm_source=openai/;

/** Makes one text of what an assistant has said, with marks for its files and numbers for what it cites. */
export function createWriteAnswer({ client, log }: { client: OpenAI; log: Logger }) {
  const factsOf = createFileFacts({ client, log });
  const slots = createSlots(ASKED_AT_ONCE);

  /** Rejects with the signal's reason only. */
  return async function writeAnswer(
    content: AnswerContent,
    { marks, maxBytes, say, signal }: WriteOptions,
  ): Promise<Written> {
    const read = content.pieces.map((piece) => {
      if (piece.kind === 'picture') return piece;
      const { text, annotations } = piece;
      const isPlain = annotations.length === 0 && !SIGNS.test(text);
      const annotated = isPlain ? [] : placeAnnotations(text, annotations);
      return { ...piece, isPlain, annotated, code: isPlain ? [] : findCode(text) };
    });
    const made = new Map(read.flatMap((piece) => ('text' in piece ? madeFiles(piece.text, piece.annotated) : [])));
    const citations = createCitations();
    const texts = read.map((piece) => {
      if (piece.kind === 'picture' || piece.isPlain) return { ...piece, edits: [], mentions: [] };
      const { text, annotated, code } = piece;
      const mentions = findFileMentions(text, annotated, made, code);
      return { ...piece, edits: citations.edit(text, annotated, code), mentions };
    });
    const sources = citations.sources();
    const cited = sources.slice(0, MAX_SOURCES).flatMap(({ target }) => (target.kind === 'file' ? target.fileId : []));
    const pictures = read.flatMap((piece) => (piece.kind === 'picture' ? piece.fileId : []));
    const others = content.otherFiles.map(({ fileId }) => fileId);
    const facts = await findFacts(
      [...[...made.values(), ...pictures, ...others].slice(0, MAX_FILES), ...cited],
      signal,
    );

    const files = createAnswerFiles({ facts, maxBytes, nextMark: marks.nextMark, say });
    const written = texts.map((piece) => {
      if (piece.kind === 'picture') return files.markOf(piece.fileId, true);
      const { text, edits, mentions } = piece;
      const named = mentions.map((mention) => {
        const { start, end } = mention;
        return { start, end, text: files.textOf(mention, text.slice(start, end)) };
      });
      return applyEdits(
        text,
        [...edits, ...named].toSorted((one, other) => one.start - other.start),
      );
    });
    const rest = content.otherFiles.map(({ fileId, isPicture }) => files.markOf(fileId, isPicture)).join('');
    const text = [...written, rest].filter((piece) => piece !== '').join('\n\n');
    const names = new Map(Array.from(facts, ([id, { name }]) => [id, name]));
    return {
      text,
      whole: marks.takeMarks([text]).messages.join(''),
      files: files.placed(),
      sources: sourcesLine(sources, names, say),
      lines: files.lines(),
    };
  };

  async function findFacts(fileIds: readonly string[], signal: AbortSignal): Promise<Map<string, FileFacts>> {
    const facts = new Map<string, FileFacts>();
    await Promise.all(
      [...new Set(fileIds)].map(async (id) => {
        const found = await slots.run(() => factsOf(id, signal));
        if (found) facts.set(id, found);
      }),
    );
    return facts;
  }
}
