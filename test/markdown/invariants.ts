import { type Placed, placeMessages, restBehind } from './placed.ts';
import { hasClosedFences, rendered } from './rendered.ts';
import { type Span, spansOf } from './spans.ts';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const words = new Intl.Segmenter(undefined, { granularity: 'word' });
const WITHOUT_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
/** What stands for the items around the first one of a message. */
const OUTER_ITEMS = /^(>>> )?(?:[ >]*(?:[-*+]|\d{1,9}[.)])[ \t]+…\n)+/;
/** What may be closed behind the text of a message: code, emphasis, a link. */
const MARKS_ONLY = /^[\s>`~*_|]*(?:\]\([^]*\)[*_~|]*)?$/;
/** Markup and characters up to this share of a message are never cut. */
const SMALL = 1 / 8;
/** Up to this one, only where there is no space between words before. */
const ROOM = 0.9;

/** What is wrong with a message, or with the cut behind it. */
export interface Fault {
  readonly kind: Span['kind'] | 'length' | 'blank' | 'lost' | 'added' | 'character' | 'word';
  /** Index of the message. */
  readonly message: number;
  /** Whether it is the cut behind the message. */
  readonly isCut: boolean;
  /** Whether it could have been otherwise. */
  readonly isAvoidable: boolean;
  readonly detail: string;
}

/** What is wrong with the messages that stand for a text: what is lost, looks otherwise, or is cut in two. */
export function findFaults(whole: string, messages: readonly string[], limit = 2_000): Fault[] {
  const text = whole.replace(/\r\n?/g, '\n');
  const faults: Fault[] = [];
  const placed = placeMessages(text, messages);
  const spans = spansOf(text);
  const canBeClosed = spans.every(({ isClosed = true }) => isClosed);
  const add = (kind: Fault['kind'], message: number, detail: string, isAvoidable = true) =>
    faults.push({ kind, message, isCut: false, isAvoidable, detail });

  for (const [index, message] of messages.entries()) {
    if (message.length > limit) add('length', index, `${message.length} > ${limit}`);
    if (message.trim() === '') add('blank', index, JSON.stringify(message));
    if (text.isWellFormed() && !message.isWellFormed()) add('character', index, 'half of a surrogate pair');
    if (!hasClosedFences(message)) add('fence', index, `is not closed: …${message.slice(-60)}`, canBeClosed);
  }
  const rest = restBehind(text, placed);
  if (placed.length < messages.length) add('lost', placed.length, `is not there: ${messages[placed.length]}`);
  else if (rest !== '') add('lost', placed.length, `is missing: ${rest.slice(0, 100)}…`);
  else {
    for (const [index, one] of placed.entries()) {
      if (!MARKS_ONLY.test(one.close)) add('added', index, `is not in the text: ${one.close}`);
      const next = placed[index + 1];
      if (next) faults.push(...faultsOfCut({ text, spans, limit }, one, next, index));
    }
  }
  return faults;
}

/** All that is wrong and could have been otherwise, in words, with how the messages look; nothing where all is well. */
export function complaintsAbout(text: string, messages: readonly string[], limit?: number): string[] {
  const look = findOtherLook(text, messages);
  return [...avoidableFaults(text, messages, limit), ...(look === undefined ? [] : [look])];
}

/** All that is wrong and could have been otherwise, in words. */
export function avoidableFaults(text: string, messages: readonly string[], limit?: number): string[] {
  return findFaults(text, messages, limit)
    .filter(({ isAvoidable }) => isAvoidable)
    .map(({ kind, message, detail }) => `message ${message + 1}: ${kind}: ${detail}`);
}

/** How the messages look other than the whole, if they do. */
function findOtherLook(whole: string, messages: readonly string[]): string | undefined {
  const before = rendered(whole.replace(/\r\n?/g, '\n').trim());
  const after = messages.flatMap((message) => rendered(message.replace(OUTER_ITEMS, '$1')));
  const at = before.findIndex((seen, index) => seen !== after[index]);
  if (at === -1 && before.length === after.length) return undefined;
  const from = at === -1 ? before.length : at;
  const near = (seen: readonly string[]) =>
    seen
      .slice(Math.max(0, from - 20), from + 20)
      .map((each) => each[0])
      .join('');
  return `${near(before)} (${before[from]}) looks like ${near(after)} (${after[from]})`;
}

interface Cutting {
  readonly text: string;
  readonly spans: readonly Span[];
  readonly limit: number;
}

function faultsOfCut({ text, spans, limit }: Cutting, before: Placed, after: Placed, message: number): Fault[] {
  const [end, start] = [before.end, after.start];
  const detail = `${text.slice(Math.max(0, end - 60), end)}⟂${text.slice(start, start + 60)}`;
  const faults: Fault[] = [];
  const add = (kind: Fault['kind'], isAvoidable: boolean) =>
    faults.push({ kind, message, isCut: true, isAvoidable, detail });
  const isReopened = before.close !== '' && after.open !== '';
  for (const span of spans) {
    if (span.start >= end || start >= span.end) continue;
    if (span.kind === 'heading') continue;
    const length = span.end - span.start;
    const isAvoidable = length <= limit * SMALL || (length <= limit * ROOM && hasOtherPlace(before.start, span.start));
    if (span.kind === 'fence' ? !isReopened : isAvoidable || !isReopened) {
      add(span.kind, isAvoidable);
    }
  }
  const heading = spans.find(({ kind, end: last }) => kind === 'heading' && last === end);
  if (heading && /[.。!?]\n+[ >]*$/.test(text.slice(before.start, heading.start))) {
    add('heading', true);
  }
  if (start === end) {
    const line = lineAround(text, end);
    const isWithin = (segmenter: Intl.Segmenter) => {
      const segment = segmenter.segment(line.text).containing(end - line.start);
      return segment !== undefined && segment.index !== end - line.start ? segment : undefined;
    };
    const character = isWithin(graphemes);
    if (character) {
      add('character', character.segment.length <= limit * SMALL);
    }
    const word = isWithin(words);
    if (word?.isWordLike === true) {
      const run =
        (/\S*$/.exec(line.text.slice(0, end - line.start))?.[0] ?? '') + (/^\S*/.exec(text.slice(end))?.[0] ?? '');
      const isShort = run.length <= limit * ROOM && !WITHOUT_SPACES.test(word.segment);
      add('word', isShort && hasOtherPlace(before.start, end));
    }
  }
  return faults;

  /** Whether there is a space between words, within no markup, where it could have been cut. */
  function hasOtherPlace(from: number, to: number): boolean {
    return [...text.slice(from, to).matchAll(/(?<=[\p{L}\p{N},.])\s+(?=\p{L})/gu)].some(({ index, 0: { length } }) => {
      const place = from + index;
      return !spans.some((span) => span.start < place && place + length < span.end);
    });
  }
}

function lineAround(text: string, place: number): { text: string; start: number } {
  const start = text.lastIndexOf('\n', place - 1) + 1;
  const end = text.indexOf('\n', place);
  return { text: text.slice(start, end === -1 ? text.length : end), start };
}
