import { parseTag } from './html.ts';

/** Something that has begun, and is not shown before its end. */
interface Opened {
  readonly start: number;
  /** A run of emphasis, `[`, or the name of an HTML element. */
  readonly kind: string;
  count: number;
}

/** More than a tag or a mention has. */
const LONGEST_TAG = 500;
/** More than a formula between single dollars has; money has no end. */
const LONGEST_FORMULA = 200;
/** More is no markup. */
const MAX_OPENED = 100;
/** By what they begin with; each ends with its block, too, and then it is none. */
const ENDS: readonly (readonly [begin: string, end: string])[] = [
  ['\\(', '\\)'],
  ['\\[', '\\]'],
  ['$$', '$$'],
  ['【', '】'],
  ['<!--', '-->'],
];

/** Where the first thing begins that is half there, in the text of a block that is not over; the text's end if none is. */
export function firstUnfinished(text: string, from: number): number {
  let opened: Opened[] = [];
  const first = (at: number) => Math.min(opened[0]?.start ?? text.length, at);

  for (let at = from; at < text.length;) {
    const [begin, end] = ENDS.find(([mark]) => text.startsWith(mark, at)) ?? [];
    if (begin !== undefined && end !== undefined) {
      const close = text.indexOf(end, at + begin.length);
      if (close === -1) return first(at);
      at = close + end.length;
      continue;
    }
    const sign = text.charAt(at);
    let next: number | undefined = at + 1;
    if (sign === '\\') next = at + 2;
    else if (sign === '`') next = behindCode(text, at);
    else if (sign === '$') next = behindFormula(text, at);
    else if (sign === '<') next = behindTag(at);
    else if (sign === '[') open({ start: text.charAt(at - 1) === '!' ? at - 1 : at, kind: '[', count: 1 });
    else if (sign === ']') next = behindBracket(at);
    else if ('*_~|'.includes(sign)) next = behindRun(at);
    if (next === undefined) return first(at);
    at = next;
  }
  return first(text.length);

  function behindBracket(at: number): number | undefined {
    const index = opened.findLastIndex(({ kind }) => kind === '[');
    if (index === -1) return at + 1;
    if (at + 1 === text.length) return undefined;
    if (text.charAt(at + 1) !== '(') {
      opened.splice(index, 1);
      return at + 1;
    }
    const end = behindAddress(text, at + 2);
    if (end !== undefined) opened = opened.slice(0, index);
    return end;
  }

  /** A tag, a mention, an address; an element that shows as Markdown is not over before its end. */
  function behindTag(at: number): number | undefined {
    if (at + 1 < text.length && !/[a-z/@#:!]/i.test(text.charAt(at + 1))) return at + 1;
    const rest = text.slice(at + 1, at + LONGEST_TAG);
    const end = rest.search(/[<>\n]/);
    if (end === -1) return rest.length < LONGEST_TAG - 1 ? undefined : at + 1;
    if (rest.charAt(end) !== '>') return at + 1;
    const { name, isClosing, mark } = parseTag(text.slice(at, at + end + 2));
    if (mark !== '' || /^(?:a|sub|sup)$/.test(name)) {
      if (isClosing) close(name);
      else open({ start: at, kind: name, count: 1 });
    }
    return at + end + 2;
  }

  function open(one: Opened): void {
    if (opened.length < MAX_OPENED) opened.push(one);
  }

  function close(kind: string): boolean {
    const index = opened.findLastIndex((one) => one.kind === kind || one.kind === '[');
    if (opened[index]?.kind !== kind) return false;
    opened = opened.slice(0, index);
    return true;
  }

  /** A run may close several. Answers how much of it is left. */
  function closeRuns(sign: string, count: number): number {
    for (let left = count; left > 0;) {
      const index = opened.findLastIndex(({ kind }) => kind === sign || kind === '[');
      const opening = opened[index];
      if (opening?.kind !== sign) return left;
      const used = Math.min(left, opening.count);
      left -= used;
      opening.count -= used;
      opened = opened.slice(0, opening.count === 0 ? index : index + 1);
    }
    return 0;
  }

  /** Marks of emphasis, spoilers and what is crossed out: https://spec.commonmark.org/0.31.2/#delimiter-run */
  function behindRun(at: number): number | undefined {
    const sign = text.charAt(at);
    let end = at + 1;
    while (text.charAt(end) === sign) end += 1;
    if (end === text.length) return undefined;
    const count = end - at;
    if (sign === '|') {
      if (count > 1 && !close('|')) open({ start: at, kind: '|', count: 1 });
      return end;
    }
    const [before, after] = [text.charAt(at - 1), text.charAt(end)];
    const isLeft = isText(after) || (isPunctuation(after) && !isText(before));
    const isRight = isText(before) || (isPunctuation(before) && !isText(after));
    const mayOpen = isLeft && (sign !== '_' || !isRight || isPunctuation(before));
    const mayClose = isRight && (sign !== '_' || !isLeft || isPunctuation(after));
    const left = mayClose ? closeRuns(sign, count) : count;
    if (mayOpen && left > 0) open({ start: at, kind: sign, count: left });
    return end;
  }
}

/** Code ends with as many backticks as it begins with. */
function behindCode(text: string, at: number): number | undefined {
  const [run = ''] = /^`+/.exec(text.slice(at)) ?? [];
  for (let from = at + run.length; ;) {
    const start = text.indexOf(run, from);
    if (start === -1) return undefined;
    let end = start + run.length;
    while (text.charAt(end) === '`') end += 1;
    if (end - start === run.length) return end === text.length ? undefined : end;
    from = end;
  }
}

/** Nothing that has a space within its dollars is a formula, and money has no second one. */
function behindFormula(text: string, at: number): number | undefined {
  if (at + 1 === text.length) return undefined;
  if (/\s/.test(text.charAt(at + 1))) return at + 1;
  const rest = text.slice(at + 1, at + LONGEST_FORMULA);
  const end = rest.search(/(?<=[^\s\\])\$|\n/);
  if (end === -1) return rest.length < LONGEST_FORMULA - 1 ? undefined : at + 1;
  return rest.charAt(end) === '$' ? at + end + 2 : at + 1;
}

/** Behind the bracket that ends a link's address. */
function behindAddress(text: string, from: number): number | undefined {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '\\') at += 1;
    else if (sign === '(') depth += 1;
    else if (sign === ')' && (depth -= 1) === 0) return at + 1;
  }
  return undefined;
}

function isPunctuation(sign: string): boolean {
  return /^[\p{P}\p{S}]$/u.test(sign);
}

/** Neither white space, which is what the ends of a text count as, nor punctuation. */
function isText(sign: string): boolean {
  return sign !== '' && !/^\s$/.test(sign) && !isPunctuation(sign);
}
