import { orders, type Rule } from './rules.ts';

const TICKS = '```';
const LANGUAGE = /^([\w+\-.#]+)\n/;

/**
 * The block of code that a text begins with: all of it, with the end of its line; its language; what is in it. Written
 * without a search that goes back, as all of these: a text of nothing but marks must not take long.
 */
export function takeCodeBlock(source: string): [string, string, string] | undefined {
  if (!source.startsWith(TICKS)) return undefined;
  const language = LANGUAGE.exec(source.slice(TICKS.length))?.[1];
  const withLanguage = language === undefined ? undefined : takeFrom(TICKS.length + language.length + 1);
  const [content, end] = withLanguage ?? takeFrom(TICKS.length) ?? [];
  if (content === undefined || end === undefined) return undefined;
  return [source.slice(0, end), (withLanguage && language) ?? '', content];

  function takeFrom(begin: number): [string, number] | undefined {
    let from = begin;
    while (source[from] === '\n') from += 1;
    const to = source.indexOf(TICKS, from + 1);
    if (to === -1) return undefined;
    const end = to + TICKS.length;
    return [source.slice(from, to).replace(/\n+$/, ''), source[end] === '\n' ? end + 1 : end];
  }
}

/** `code` in a line, between any number of ticks. */
export const inlineCode: Rule = {
  order: orders.inlineCode.order,
  match: takeInlineCode,
  parse: ([, content = '']) => ({ content }),
};

function takeInlineCode(source: string): [string, string] | undefined {
  if (!source.startsWith('`')) return undefined;
  const ends = new Map<number, number>();
  let open = 0;
  for (const { 0: run, index } of source.matchAll(/`+/g)) {
    if (index === 0) open = run.length;
    else if (!ends.has(run.length)) ends.set(run.length, index);
  }
  for (let size = open; size > 0; size -= 1) {
    const end = ends.get(size);
    if (end !== undefined) return [source.slice(0, end + size), withoutPadding(source.slice(size, end))];
  }
  return undefined;
}

/** Spaces that only keep ticks inside of the code away from those around it. */
function withoutPadding(code: string): string {
  return code.replace(/^ (?= *`)/, '').replace(/(?<=` *) $/, '');
}
