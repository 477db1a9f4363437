import { COSTS } from './costs.ts';
import type { CutList, Markup, Sizes } from './cut-list.ts';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const words = new Intl.Segmenter(undefined, { granularity: 'word' });
/** Written without spaces, in words that only a dictionary tells apart. */
const SOUTH_EAST_ASIAN = /[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF]/;
const WITHOUT_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFFEF]/u;
/** Latin, Chinese and Japanese of which each UTF-16 unit is a character: to ask the segmenter takes longer than all else. */
const PLAIN = /^[!-~\u3001-\u3029\u3041-\u3096\u30A1-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uFF01-\uFF9D]*$/;
/** Does not begin a line, in Chinese and Japanese. */
const NOT_FIRST = /^[、。，．：；？！）」』】〉》〕｝’”…ー〜ぁぃぅぇぉっゃゅょァィゥェォッャュョ々]/;
const BLOCK_START = /(?:#{1,6}|-#|>|>>>|[-*+]|\d{1,9}[.)])(?=\s)|>|`{3}|~{3}/y;

/** Cuts within one line of text or code, between words, and within those that are long. */
export function findWordCuts(
  list: CutList,
  text: string,
  from: number,
  to: number,
  markup: Markup,
  sizes: Sizes,
): void {
  let at = from;
  while (at < to) {
    let wordEnd = at;
    while (wordEnd < to && !isSpace(text.charCodeAt(wordEnd))) wordEnd += 1;
    if (wordEnd > at && list.gapTo(wordEnd) > sizes.small) cutWord(list, text, at, wordEnd, markup, sizes);
    let spaceEnd = wordEnd;
    while (spaceEnd < to && isSpace(text.charCodeAt(spaceEnd))) spaceEnd += 1;
    if (spaceEnd > wordEnd && spaceEnd < to && wordEnd > from) {
      list.add(wordEnd, spaceEnd, costOfSpace(text, from, wordEnd, spaceEnd) + markup.cost, markup);
    }
    at = spaceEnd;
  }
}

/** What a cut at a space costs; `from` is where the text before it begins. */
export function costOfSpace(text: string, from: number, end: number, start: number): number {
  // Number signs at the end of a heading may be read as part of its mark.
  if (looksLikeBlock(text, start) || text.charAt(end - 1) === '#') return COSTS.looksLikeBlock;
  return endsSentence(text, from, end) ? COSTS.sentence : COSTS.word;
}

/** Whether the text would not be text at the beginning of a message. */
export function looksLikeBlock(text: string, start: number): boolean {
  BLOCK_START.lastIndex = start;
  return BLOCK_START.test(text);
}

/** White space at which a line may be broken. */
export function isSpace(code: number): boolean {
  return (
    code === 32 || (code >= 9 && code <= 13) || code === 0x3000 || (code >= 0x2000 && code <= 0x200a && code !== 0x2007)
  );
}

function endsSentence(text: string, from: number, end: number): boolean {
  let last = end - 1;
  for (let closers = 0; closers < 3 && last > from && `)]"'”’»*_`.includes(text.charAt(last)); closers += 1) last -= 1;
  const mark = text.charAt(last);
  if (mark !== '.') return mark !== '' && '!?…。！？؟۔।'.includes(mark);
  const isInitial = last - 2 < from || isSpace(text.charCodeAt(last - 2)) || text.charAt(last - 2) === '.';
  return !isInitial;
}

function cutWord(list: CutList, text: string, from: number, to: number, markup: Markup, sizes: Sizes): void {
  const word = text.slice(from, to);
  const isThai = SOUTH_EAST_ASIAN.test(word);
  const isLong = to - from > sizes.room;
  if (PLAIN.test(word)) {
    for (let at = from + 1; at < to; at += 1) addAt(at, costWithin(text.charAt(at - 1), text.charAt(at)));
    return;
  }
  let before = '';
  for (const { segment, index } of (isThai ? words : graphemes).segment(word)) {
    if (before !== '') addAt(from + index, costWithin(before, segment));
    before = segment;
  }

  function addAt(at: number, cost: number): void {
    if (list.gapTo(at) > 0) list.add(at, at, cost + markup.cost, markup);
  }

  function costInLatin(right: string): number {
    if (looksLikeStart(right)) return COSTS.looksLikeBlock;
    return isLong ? COSTS.longWord : COSTS.insideWord;
  }

  function costWithin(left: string, right: string): number {
    const isBetween = isThai || (left > '~' && WITHOUT_SPACES.test(left) && !NOT_FIRST.test(right));
    if (!isBetween) return costInLatin(right);
    if ('。！？'.includes(left)) return COSTS.sentence;
    return '，、；：'.includes(left) ? COSTS.clause : COSTS.character;
  }
}

function looksLikeStart(character: string): boolean {
  return character === '>' || character === '`' || character === '~' || character === '#';
}
