/** Where the text of a message stands in the whole, in UTF-16 units, and what it has around that. */
export interface Placed {
  readonly start: number;
  readonly end: number;
  /** What is opened again before it. */
  readonly open: string;
  /** What is closed behind it. */
  readonly close: string;
}

/** More is not opened again. */
const MAX_OPEN = 600;
/** White space, and lines of empty quotes. */
const BETWEEN = [/\s*/y, /(?:[ \t>]*\n)*\s*/y, /[\s>]*/y] as const;

/**
 * Finds each message in the text, in order: what is between two of them is white space. Stops at the first one of which
 * there is nothing where it should be.
 */
export function placeMessages(text: string, messages: readonly string[]): Placed[] {
  const placed: Placed[] = [];
  let at = 0;
  for (const message of messages) {
    const best = BETWEEN.map((between) => findAt(text, skip(between, text, at), message)).reduce((one, other) =>
      lengthOf(other) > lengthOf(one) ? other : one,
    );
    if (lengthOf(best) <= 0) break;
    placed.push(best);
    at = best.end;
  }
  return placed;
}

/** What is behind the last message, but for white space. */
export function restBehind(text: string, placed: readonly Placed[]): string {
  return text.slice(skip(BETWEEN[2], text, placed.at(-1)?.end ?? 0));
}

/** The longest piece of the message that stands there in the text. */
function findAt(text: string, start: number, message: string): Placed {
  let best = { open: 0, length: 0 };
  for (let open = 0; open < Math.min(MAX_OPEN, message.length); open += 1) {
    if (message.length - open <= best.length) break;
    let length = 0;
    while (open + length < message.length && message[open + length] === text[start + length]) length += 1;
    if (length > best.length) best = { open, length };
  }
  return {
    start,
    end: start + best.length,
    open: message.slice(0, best.open),
    close: message.slice(best.open + best.length),
  };
}

function lengthOf({ start, end }: Placed): number {
  return end - start;
}

function skip(between: RegExp, text: string, at: number): number {
  between.lastIndex = at;
  return at + (between.exec(text)?.[0].length ?? 0);
}
