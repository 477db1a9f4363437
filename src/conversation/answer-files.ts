import type { FileMention } from '../markdown/file-mentions.ts';
import { fileName, isPictureName, uniqueName } from '../markdown/file-name.ts';
import { plainName } from '../markdown/plain-name.ts';
import { sizeInWords } from '../markdown/size-in-words.ts';
import type { Say } from '../texts/texts.ts';
import type { FileFacts } from './file-facts.ts';
import type { PartFile } from './turn.ts';

/** A file that goes out with an answer, and where. */
export interface PlacedFile {
  readonly file: PartFile;
  /** What stands at its place in the text. */
  readonly mark: string;
  /** As far as the server knows. */
  readonly bytes?: number;
}

export interface AnswerFilesOptions {
  facts: ReadonlyMap<string, FileFacts>;
  /** How large one may be. */
  maxBytes: number;
  nextMark: () => string;
  say: Say;
}

/** Files of an answer that the assistant has not made. */
export const WHOLE_ANSWER = 'answer.md';
export const FORMULAS = 'formulas.png';
/** So many files of an answer are sent. */
export const MAX_FILES = 40;

/** A shorter name is in a label by chance. */
const MIN_STEM = 4;

/** Collects the files of one answer, and writes what stands in its text in their places. */
export function createAnswerFiles({ facts, maxBytes, nextMark, say }: AnswerFilesOptions) {
  const placed = new Map<string, PlacedFile>();
  const names = new Set([WHOLE_ANSWER, FORMULAS]);
  const leftOut = new Set<string>();
  const tooLarge = new Set<string>();

  function nameOf(fileId: string, said: string, isPicture: boolean): string {
    const found = fileName(said) || fileName(facts.get(fileId)?.name ?? '');
    const numbered = isPicture ? `picture-${placed.size + 1}` : `file-${placed.size + 1}`;
    const name = found || numbered;
    return uniqueName(isPicture && !isPictureName(name) ? `${name}.png` : name, names);
  }

  /** In words, when it is. */
  function tooLargeText(fileId: string, name: string): string | undefined {
    const { bytes = 0 } = facts.get(fileId) ?? {};
    return bytes > maxBytes ? say('answers.fileTooLarge', { name, size: sizeInWords(bytes) }) : undefined;
  }

  function place(fileId: string, name: string, description: string): string {
    if (placed.size >= MAX_FILES) {
      leftOut.add(fileId);
      return '';
    }
    const { bytes } = facts.get(fileId) ?? {};
    const mark = nextMark();
    names.add(name);
    const file = { fileId, name, ...(description !== '' && { description }) };
    placed.set(fileId, { mark, file, ...(bytes !== undefined && { bytes }) });
    return mark;
  }

  return {
    /** What stands there instead of the link, or the path. */
    textOf({ fileId, name: said, label, isImage, code }: FileMention, text: string): string {
      if (fileId === undefined) return label || plainName(said, 100);
      const before = placed.get(fileId);
      const name = before?.file.name ?? nameOf(fileId, said, isImage);
      const large = tooLargeText(fileId, `\`${name}\``);
      const mark = before || large !== undefined ? '' : place(fileId, name, label);
      if (code && large !== undefined) tooLarge.add(`-# ${large}`);
      if (code === 'block') return text + mark;
      if (code === 'inline') return name + mark;
      if (large !== undefined) return label === '' || hasName(label, name) ? large : `${label}: ${large}`;
      if (isImage && !before) return mark;
      return (label === '' ? `\`${name}\`` : hasName(label, name) ? label : `${label} (\`${name}\`)`) + mark;
    },

    /** The mark for a file that no words speak of; empty when there is none, or once more. */
    markOf(fileId: string, isPicture: boolean): string {
      if (placed.has(fileId)) return '';
      const name = nameOf(fileId, '', isPicture);
      const large = tooLargeText(fileId, `\`${name}\``);
      if (large === undefined) return place(fileId, name, '');
      tooLarge.add(`-# ${large}`);
      return '';
    },

    placed: (): PlacedFile[] => [...placed.values()],

    /** What has to be said of files that are not there. */
    lines: () => [...tooLarge, ...(leftOut.size > 0 ? [say('answers.filesLeftOut', { count: leftOut.size })] : [])],
  };
}

function hasName(label: string, name: string): boolean {
  const stem = name.replace(/\.\w+$/, '');
  const said = stem.length < MIN_STEM ? name : stem;
  return label.toLowerCase().includes(said.toLowerCase());
}
