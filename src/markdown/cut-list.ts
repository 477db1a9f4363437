import { COSTS } from './costs.ts';

/** A place where one message may end and another begin; what is between is white space, or marks of an empty quote. */
export interface Cut {
  /** Where the message before it ends. */
  readonly end: number;
  /** Where what the text has for the message after it begins. */
  readonly start: number;
  readonly cost: number;
  /** What the message before it ends with, to close what is open. */
  readonly close: string;
  /** What the message after it begins with, to open that again. */
  readonly open: string;
}

/** What is open at a place in the text. */
export interface Markup {
  readonly open: string;
  readonly close: string;
  /** Added to the cost of each cut within. */
  readonly cost: number;
}

export const NO_MARKUP: Markup = { open: '', close: '', cost: 0 };

/** What lengths mean, for a limit. */
export interface Sizes {
  /** The longest message. */
  readonly limit: number;
  /** What fits into a message whatever is reopened and closed in it. */
  readonly room: number;
  /** What is never cut: it costs little to have it in the next message. */
  readonly small: number;
  /** The longest prefix, and the longest opening line of a fence, that is repeated. */
  readonly prefix: number;
}

export function sizesOf(limit: number): Sizes {
  return {
    limit,
    room: Math.floor(limit * 0.9),
    small: Math.floor(limit / 8),
    prefix: Math.floor(limit / 10),
  };
}

/** The cuts that are found, in the order of the text. */
export function createCutList(text: string, { small, limit }: Sizes) {
  const cuts: Cut[] = [];
  const maxMarkup = Math.floor(limit / 4);
  let last: Cut | undefined;

  /** One that does not come after the last is left out. */
  function add(end: number, start: number, cost: number, { open, close }: Pick<Cut, 'open' | 'close'>): void {
    if (last && (start <= last.start || end <= last.start)) return;
    const isTooMuch = open.length > maxMarkup || close.length > maxMarkup;
    last = { end, start, cost, open: isTooMuch ? '' : open, close: isTooMuch ? '' : close };
    cuts.push(last);
  }

  /** How far the text goes on since the last cut. */
  function gapTo(end: number): number {
    return end - (last?.start ?? 0);
  }

  /** All of them with the end of the text, and with cuts where otherwise there would be none for long. */
  function finish(from: number, end: number, close: string): Cut[] {
    const all: Cut[] = [];
    let start = from;
    cuts.push({ end, start: text.length, cost: 0, open: '', close: close.length > maxMarkup ? '' : close });
    for (const cut of cuts) {
      while (cut.end - start > 2 * small + 2) {
        start = wholeCharacter(text, start + Math.max(1, 2 * small));
        all.push({ end: start, start, cost: COSTS.insideCharacter, open: '', close: '' });
      }
      all.push(cut);
      ({ start } = cut);
    }
    return all;
  }

  return { add, gapTo, finish };
}

export type CutList = ReturnType<typeof createCutList>;

/** The offset, or the one after it when that is within a surrogate pair. */
function wholeCharacter(text: string, offset: number): number {
  const isWithin = (text.charCodeAt(offset) & 0xfc00) === 0xdc00 && (text.charCodeAt(offset - 1) & 0xfc00) === 0xd800;
  return isWithin ? offset + 1 : offset;
}
