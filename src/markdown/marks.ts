/** The private-use characters of plane 15: https://www.unicode.org/charts/PDF/UF0000.pdf */
const FIRST = 0xf0000;
const PRIVATE = /[\u{f0000}-\u{ffffd}]/gu;

/** Marks for one text. */
export type Marks = ReturnType<typeof createMarks>;

/**
 * Makes characters that do not occur in a text and show nothing: put where something belongs, they are carried through
 * rendering and splitting, and tell then which message that place is in.
 */
export function createMarks(text: string) {
  const foreign = new Set(text.match(PRIVATE));
  const own = new Set<string>();
  let next = FIRST;

  function nextMark(): string {
    let mark = String.fromCodePoint(next++);
    while (foreign.has(mark)) mark = String.fromCodePoint(next++);
    own.add(mark);
    return mark;
  }

  /** The messages without the marks, and the index of the message that a mark was in; a lost one counts to the last. */
  function takeMarks(messages: readonly string[]): { messages: string[]; indexOf: (mark: string) => number } {
    const places = new Map<string, number>();
    for (const [index, message] of messages.entries()) {
      for (const mark of message.match(PRIVATE) ?? []) if (!places.has(mark)) places.set(mark, index);
    }
    return {
      messages: places.size === 0 ? [...messages] : messages.map(withoutMarks),
      indexOf: (mark) => places.get(mark) ?? Math.max(messages.length - 1, 0),
    };
  }

  /** A line of nothing but marks goes with them, and so does one of two blank lines around it. */
  function withoutMarks(message: string): string {
    const kept: string[] = [];
    let isAfterMark = false;
    for (const line of message.split('\n')) {
      const rest = line.replace(PRIVATE, (mark) => (own.has(mark) ? '' : mark));
      const isOnlyMarks = rest !== line && rest.trim() === '';
      const isSpare: boolean = isAfterMark && rest === '' && (kept.length === 0 || kept.at(-1) === '');
      isAfterMark = isOnlyMarks || (isAfterMark && isSpare);
      if (!isOnlyMarks && !isSpare) kept.push(rest);
    }
    if (isAfterMark) while (kept.at(-1) === '') kept.pop();
    return kept.join('\n');
  }

  return { nextMark, takeMarks };
}
