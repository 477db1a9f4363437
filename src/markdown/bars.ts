/** One line of a drawing. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  /** What stands behind the bar, such as `12 answers`; by default the value. */
  readonly note?: string;
}

export interface BarsOptions {
  /** How long a full bar is, in characters. */
  width?: number;
  /** The value of a full bar; by default the greatest of all. */
  full?: number;
}

const FULL = '▇';
const EMPTY = '▁';
const MAX_BAR = 30;
/** So that a line still fits where phones break it. */
const MAX_LABEL = 20;
const MAX_NOTE = 30;
/** UTF-16 units for each column: enough for emoji, not for letters under towers of accents. */
const MAX_UNITS = 8;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Bars in text, a line each, aligned for a code block: `Mon 23 ▇▇▇▇▇▁▁▁▁▁ 12`. What is more than nothing shows at least one
 * full character, and only a full bar has no empty one. Labels and notes are cut, and cannot end the block.
 */
export function drawBars(bars: readonly Bar[], { width = 10, full }: BarsOptions = {}): string {
  const length = Math.min(Math.max(1, Math.round(width)), MAX_BAR);
  const whole = full ?? Math.max(0, ...bars.map(({ value }) => value));
  const labels = bars.map(({ label }) => fit(label, MAX_LABEL));
  const notes = bars.map(({ value, note }) => fit(note ?? String(value), MAX_NOTE));
  const labelWidth = Math.max(0, ...labels.map(widthOf));
  const noteWidth = Math.max(0, ...notes.map(widthOf));
  return bars
    .map(({ value }, index) => {
      const [label = '', note = ''] = [labels[index], notes[index]];
      const filled = filledOf(value, whole, length);
      const bar = FULL.repeat(filled) + EMPTY.repeat(length - filled);
      return `${label}${' '.repeat(labelWidth - widthOf(label))} ${bar} ${' '.repeat(noteWidth - widthOf(note))}${note}`;
    })
    .join('\n');
}

function filledOf(value: number, whole: number, length: number): number {
  if (!(value > 0)) return 0;
  if (value >= whole) return length;
  return Math.min(Math.max(1, Math.round((value / whole) * length)), length - 1);
}

/** On one line, without what would end a code block, and cut to so many columns. */
function fit(text: string, maxWidth: number): string {
  const line = text
    .replaceAll('`', "'")
    .replace(/(?:(?!\u200D)[\p{Cc}\p{Cf}\s])+/gu, ' ') // the joiner makes one emoji of several
    .trim();
  const isShort = (cut: string, width: number) => widthOf(cut) <= width && cut.length <= width * MAX_UNITS;
  if (isShort(line, maxWidth)) return line;
  let cut = '';
  for (const { segment } of graphemes.segment(line)) {
    if (!isShort(cut + segment, maxWidth - 1)) break;
    cut += segment;
  }
  return `${cut.trimEnd()}…`;
}

/** In columns of a fixed-width font: East Asian characters and emoji take two. */
function widthOf(text: string): number {
  const isWide =
    /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}|[\uFF01-\uFF60]/u;
  const all = Array.from(graphemes.segment(text));
  return all.reduce((width, { segment }) => width + (isWide.test(segment) ? 2 : 1), 0);
}
