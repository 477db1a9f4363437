/** What hardly ever stands in a sentence. */
const MATHS_SIGN = /\\[a-z]|[\^_=<>+]/i;
/** Words that are the formula's text, and the names of commands. */
const WORDING = /\\(?:text\w*|mathrm|operatorname\*?|mbox|begin|end|ce)\s*\{[^{}]*\}|\\[a-z]+/gi;
const FUNCTION_NAMES = /\b(?:arg|cos|det|exp|gcd|lcm|lim|ln|log|max|min|mod|sin|tan)\b/g;
const LONG_WORD = /\p{Ll}{3}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2}/u;
/** What may stand at a dollar on the outside: neither a Latin letter nor a digit, as in `US$3`, `$n$th` is excepted below. */
const MAY_PRECEDE = /^(?:[\s([{"'/:,;=*_~|>-]|(?!\p{Script=Latin})[^\p{ASCII}])?$/u;
const MAY_FOLLOW = /^(?:$|[\s)\]}"'/:,;.!?*_~|<=+%-]|(?!\p{Script=Latin})[^\p{ASCII}])/u;
const ENDING = /^(?:th|st|nd|rd|s)(?![\p{L}\d])/u;

export interface Setting {
  /** Nothing else is on its lines. */
  readonly isAlone: boolean;
  /** Written to stand on lines of its own. */
  readonly isDisplay: boolean;
  /** Between `$$`, which people write for prices, too. */
  readonly hasDollars: boolean;
}

/** Whether what stands between `\(…\)`, `\[…\]` or `$$…$$` is a formula, and not words in escaped brackets or a price. */
export function isMaths(latex: string, { isAlone, isDisplay, hasDollars }: Setting): boolean {
  if (latex === '' || /(?<!\\)(?:\\\\)*\\[([]|\n[ \t]*#{1,6}[ \t]/.test(latex)) return false;
  if (hasDollars && /(?<!\\)\$|\n[ \t]*\n/.test(latex)) return false;
  if (MATHS_SIGN.test(latex)) return isAlone || !hasDollars || !(/^[,.;:)]/.test(latex) || hasWord(bareOf(latex)));
  if (LONG_WORD.test(latex) || /\p{L}{2,}\s+\p{L}{2,}/u.test(latex)) return false;
  // `\[1\]` is a mark of a source rather than a formula.
  return isAlone || !isDisplay || (hasDollars && /^[\p{L}\d\s()-]+$/u.test(latex) && !/\p{L}{2}|^\)/u.test(latex));
}

/**
 * Whether the two dollars are those of a formula: pandoc's rule (https://pandoc.org/MANUAL.html#math), and besides there is no
 * money, no variable, no quotation and no sentence between them.
 */
export function isDollarMaths(text: string, open: number, close: number): boolean {
  const latex = text.slice(open, close);
  if (!/^\S(?:.*\S)?$/s.test(latex) || /["“”`]|^['’]/.test(latex) || !/[\p{L}\d\\+=<>-]/u.test(latex)) return false;
  if (!MAY_PRECEDE.test(characterBefore(text, open - 1)) || !hasClosedBraces(latex)) return false;
  const after = text.slice(close + 1, close + 10);
  if (!MAY_FOLLOW.test(after) && !(ENDING.test(after) && /^[a-z\\(]/i.test(latex))) return false;
  const bare = bareOf(latex);
  if (hasWord(bare)) return false;
  if (/^[\d.,]/.test(latex) && /\p{L}{2}/u.test(bare) && !latex.includes('\\')) return false;
  return MATHS_SIGN.test(latex) || !LONG_WORD.test(bare);
}

/** Without what may be words in a formula. */
function bareOf(latex: string): string {
  return latex.replace(WORDING, ' ').replace(FUNCTION_NAMES, ' ');
}

function hasWord(bare: string): boolean {
  return /(?<![^\s,;.])\p{L}\p{Ll}{2,}(?![^\s,;.])/u.test(bare);
}

function characterBefore(text: string, at: number): string {
  return Array.from(text.slice(Math.max(0, at - 2), at)).at(-1) ?? '';
}

function hasClosedBraces(latex: string): boolean {
  let depth = 0;
  for (const [brace] of latex.matchAll(/\\.|[{}]/gs)) {
    if (brace === '{') depth += 1;
    else if (brace === '}' && (depth -= 1) < 0) return false;
  }
  return depth === 0;
}
