import { type Annotated, isMark, type Target } from './annotations.ts';
import type { CodePlace } from './code-places.ts';
import type { Edit } from './edits.ts';
import { rangeAt } from './range-at.ts';

/** Something that an answer cites. */
export interface Source {
  /** Of its marks in the text, from 1. */
  readonly number: number;
  readonly target: Exclude<Target, { kind: 'made' }>;
  /** What its mark calls it, as in `【4:0†report.pdf】`. */
  readonly markName?: string;
}

/** Marks of OpenAI's models, which nothing explains when they are not annotated. */
const UNKNOWN = /【[\w:.,-]{1,40}†[^【】\n]{0,300}】|\ue200[^\ue200\ue201\n]{0,1000}\ue201/g;
/** The links that OpenAI's search puts into a text, which are to be read and not to unfold. */
const SEARCH_LINK = /(?<=\]\()https?:\/\/[^\s()<>]*[?&]utm_source=openai[^\s()<>]*(?=\))/g;

/** Collects the sources of an answer, over all its texts: equal sources have one number. */
export function createCitations() {
  const sources = new Map<string, Source>();

  function numberOf(target: Source['target'], mark: string): number {
    const key = target.kind === 'file' ? target.fileId : target.url;
    const name = /†([^【】]+)】/.exec(mark)?.[1]?.trim();
    const markName = name === undefined || /^(?:source|L\d[\dL:-]*)$/.test(name) ? undefined : name;
    const known = sources.get(key);
    const number = known?.number ?? sources.size + 1;
    if (!known || (known.markName === undefined && markName !== undefined)) {
      sources.set(key, { number, target, ...(markName !== undefined && { markName }) });
    }
    return number;
  }

  return {
    /** The sources so far, by number. */
    sources: (): Source[] => [...sources.values()],

    /**
     * What has to be done to a text: the marks of its sources become `[1]`, those that nothing explains go. In code no mark
     * is left.
     */
    edit(text: string, annotated: readonly Annotated[], code: readonly CodePlace[]): Edit[] {
      const edits: Edit[] = [];
      let last = { end: -1, numbers: new Set<number>() };
      for (const { start, end, targets } of annotated) {
        const own = text.slice(start, end);
        const cited = targets.filter((target) => target.kind !== 'made');
        // What links to its source itself needs no mark.
        const isLinked = cited.some((target) => target.kind === 'page' && own.includes(target.url));
        if (cited.length === 0 || isLinked) continue;
        const place = rangeAt(code, start);
        const isReplaced = isMark(own);
        if ((isReplaced ? start : end) > last.end) last = { end, numbers: new Set() };
        const numbers = [...new Set(cited.map((target) => numberOf(target, own)))];
        const marks = numbers.filter((number) => !last.numbers.has(number)).map((number) => `[${number}]`);
        last = { end, numbers: new Set([...last.numbers, ...numbers]) };
        const written = start === text.length ? '' : marks.join('');
        if (isReplaced) edits.push({ start, end, text: place ? '' : spaced(written, text.charAt(end)) });
        else if (!place) edits.push({ start: end, end, text: spaced(written, text.charAt(end)) });
        if (place?.kind === 'inline') edits.push({ start: place.end, end: place.end, text: written });
      }
      const starts = new Set(edits.map((edit) => edit.start));
      for (const { 0: mark, index } of text.matchAll(UNKNOWN)) {
        if (starts.has(index) || rangeAt(code, index)) continue;
        let start = index;
        while (/[ \t]/.test(text.charAt(start - 1))) start -= 1;
        edits.push({ start, end: index + mark.length, text: '' });
      }
      for (const { 0: url, index } of text.matchAll(SEARCH_LINK)) {
        if (!rangeAt(code, index)) edits.push({ start: index, end: index + url.length, text: `<${url}>` });
      }
      return edits.toSorted((one, other) => one.start - other.start || one.end - other.end);
    },
  };
}

/** `[1](` would begin a link. */
function spaced(marks: string, next: string): string {
  return marks !== '' && next === '(' ? `${marks} ` : marks;
}
