import type { Line } from './blocks.ts';
import { raised } from './small-digits.ts';

const DEFINITION = /^\[\^([^\]\s]{1,60})\]:[ \t]*/;

export interface Footnotes {
  /** The indexes of the lines that they are written in. */
  readonly lines: ReadonlySet<number>;
  /** The number of a footnote, raised; they are counted as they are asked for. */
  mark(name: string): string | undefined;
  /** All of them by number, those that nothing refers to at the end. One may ask for marks meanwhile. */
  list(): Iterable<{ mark: string; text: string }>;
}

/** Finds the footnotes' texts (`[^1]: text`), each up to the next one or the end of its paragraph. */
export function readFootnotes(text: string, lines: readonly Line[]): Footnotes {
  const texts = new Map<string, string>();
  const own = new Set<number>();
  if (text.includes('[^')) {
    let name: string | undefined;
    for (const [index, line] of lines.entries()) {
      if (line.block?.kind !== 'text' || line.block !== lines[index - 1]?.block) name = undefined;
      if (line.block?.kind !== 'text') continue;
      const content = text.slice(line.content, line.end);
      const [start = '', found] = DEFINITION.exec(content) ?? [];
      if (found !== undefined) name = texts.has(found) ? undefined : found;
      if (name === undefined) continue;
      texts.set(
        name,
        found === undefined ? `${texts.get(name)} ${content.trim()}` : content.slice(start.length).trim(),
      );
      own.add(index);
    }
  }
  const numbers = new Map<string, number>();
  const mark = (name: string) => {
    if (!texts.has(name)) return undefined;
    const number = numbers.get(name) ?? numbers.size + 1;
    numbers.set(name, number);
    return raised(String(number));
  };
  return {
    lines: own,
    mark,
    *list() {
      const noteOf = (name: string) => ({ mark: mark(name) ?? '', text: texts.get(name) ?? '' });
      const listed = new Set<string>();
      // The keys grow while they are gone through.
      for (const name of numbers.keys()) {
        listed.add(name);
        yield noteOf(name);
      }
      for (const name of texts.keys()) mark(name);
      for (const name of texts.keys()) if (!listed.has(name)) yield noteOf(name);
    },
  };
}
