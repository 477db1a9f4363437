import type { Annotated } from './annotations.ts';
import type { CodePlace } from './code-places.ts';
import { rangeAt } from './range-at.ts';

/** A place in a text where the assistant speaks of a file in its sandbox, with the link that it is in. */
export interface FileMention {
  readonly start: number;
  readonly end: number;
  /** The last part of its path; empty when there is none. */
  readonly name: string;
  /** Absent when there is no such file. */
  readonly fileId?: string;
  /** What the link says; empty without one. */
  readonly label: string;
  /** It is to be shown there: `![label](…)`. */
  readonly isImage: boolean;
  readonly code: CodePlace['kind'] | undefined;
}

const PATH = /sandbox:\/[^\s()<>[\]"'`|]+/g;
const MAX_LABEL = 1_000;

/** The files that annotations tell of, by their paths: a text may name one more often than is annotated. */
export function madeFiles(text: string, annotated: readonly Annotated[]): [path: string, fileId: string][] {
  return annotated.flatMap(({ start, end, targets }) => {
    const path = text.slice(start, end);
    return targets.flatMap((target): [string, string][] => (target.kind === 'made' ? [[path, target.fileId]] : []));
  });
}

/** Finds where a text speaks of files, in order. In code only those that there are. */
export function findFileMentions(
  text: string,
  annotated: readonly Annotated[],
  made: ReadonlyMap<string, string>,
  code: readonly CodePlace[],
): FileMention[] {
  const mentions: FileMention[] = [];
  for (const { start, end, targets } of annotated) {
    const target = targets.find(({ kind }) => kind === 'made');
    if (target?.kind === 'made') add(start, end, target.fileId);
  }
  const annotatedMentions = mentions.toSorted(byStart);
  for (const { 0: found, index } of text.matchAll(PATH)) {
    const path = found.replace(/[.,;:!?*_]+$/, '');
    const end = index + path.length;
    if (rangeAt(annotatedMentions, index)) continue;
    const fileId = made.get(path);
    if (fileId !== undefined || !rangeAt(code, index)) add(index, end, fileId);
  }
  return mentions.toSorted(byStart);

  function add(start: number, end: number, fileId: string | undefined): void {
    const place = rangeAt(code, start)?.kind;
    const around = place ? undefined : linkAround(text, start, end);
    const name = nameOf(text.slice(start, end));
    mentions.push({
      ...(around ?? { start, end, label: '', isImage: false }),
      name,
      code: place,
      ...(fileId !== undefined && { fileId }),
    });
  }
}

function byStart(one: FileMention, other: FileMention): number {
  return one.start - other.start;
}

/** The link or image whose address stands there. */
function linkAround(
  text: string,
  start: number,
  end: number,
): Pick<FileMention, 'start' | 'end' | 'label' | 'isImage'> | undefined {
  if (text.charAt(start - 1) === '<' && text.charAt(end) === '>' && text.charAt(start - 2) !== '(') {
    return { start: start - 1, end: end + 1, label: '', isImage: false };
  }
  const opening = /\]\([ \t]*<?$/.exec(text.slice(Math.max(start - 20, 0), start))?.[0];
  const closing = /^>?(?:[ \t]+"[^"\n]{0,300}")?[ \t]*\)/.exec(text.slice(end, end + 400))?.[0];
  if (opening === undefined || closing === undefined) return undefined;
  const labelEnd = start - opening.length;
  let depth = 1;
  for (let at = labelEnd - 1; at >= Math.max(labelEnd - MAX_LABEL, 0); at -= 1) {
    if (text.charAt(at) === ']') depth += 1;
    if (text.charAt(at) === '[') depth -= 1;
    if (depth > 0) continue;
    const isImage = text.charAt(at - 1) === '!';
    const label = text.slice(at + 1, labelEnd).trim();
    return { start: isImage ? at - 1 : at, end: end + closing.length, label, isImage };
  }
  return undefined;
}

function nameOf(path: string): string {
  if (!path.startsWith('sandbox:') && !path.startsWith('/')) return '';
  const name = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
