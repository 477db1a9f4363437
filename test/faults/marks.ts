/** One numbered line of an answer, as it was found in a message. */
export interface Mark {
  readonly answerId: string;
  /** From 1. */
  readonly line: number;
  /** How many lines the whole answer has. */
  readonly total: number;
}

const MARK = /\b(a\d+)-(\d+)of(\d+)\b/g;
const FIRST_LINE = /\b(a\d+)-1of\d+ answers((?: [qf]\d+)*)/g;

/** What posts (`q17`) and their files (`f17`) are recognised by, wherever they turn up. */
export function tokensIn(text: string): string[] {
  return text.match(/\b[qf]\d+\b/g) ?? [];
}

/**
 * An answer of at least two lines that says which posts it is for. Every line is numbered, so that one that is missing,
 * doubled or out of place is seen however the text is cut into messages.
 */
export function writeAnswer(answerId: string, tokens: readonly string[], lines: number): string {
  const mark = (line: number) => `${answerId}-${line}of${lines}`;
  const middle = Array.from({ length: lines - 2 }, (_, index) => `${mark(index + 2)} and there is more to say of it`);
  return [[`${mark(1)} answers`, ...tokens].join(' '), ...middle, `${mark(lines)} that is all`].join('\n');
}

/** Whether this is an answer up to its very end. */
export function isWhole(text: string): boolean {
  const last = marksIn(text).at(-1);
  return last !== undefined && last.line === last.total;
}

/** The numbered lines in a message, in their order. */
export function marksIn(text: string): Mark[] {
  return [...text.matchAll(MARK)].map(([, answerId = '', line, total]) => ({
    answerId,
    line: Number(line),
    total: Number(total),
  }));
}

/** For the answers that begin in a message: what they are for. */
export function beginningsIn(text: string): { answerId: string; tokens: string[]; files: string[] }[] {
  return [...text.matchAll(FIRST_LINE)].map(([, answerId = '', found = '']) => ({
    answerId,
    tokens: tokensIn(found).filter((token) => token.startsWith('q')),
    files: tokensIn(found).filter((token) => token.startsWith('f')),
  }));
}
