import type { Typeset } from './typeset.ts';

/** One formula of a picture, with what stands beside it. */
export interface Row {
  readonly formula: Typeset;
  readonly label: Typeset;
}

/**
 * Discord shows a picture at most 550 pixels wide, a phone about 350. With this width, the text is there one and a half times
 * as large as Discord's own, and here as large, and sharp on screens of two pixels to a point.
 */
const WIDTH = 1_200;
/** Of the text, in pixels. */
const SIZE = 52;
const PADDING = 44;
const GAP = 44;
const LABEL_WIDTH = 100;
const LABEL_SCALE = 0.8;
/** What is wider is made smaller, then broken, then made smaller still: one can open a picture to see it whole. */
const MIN_SCALE_UNBROKEN = 0.75;
const MIN_SCALE = 0.3;
/** In pixels: four bytes each. */
const MAX_AREA = 4_000_000;
/** Readable on Discord's dark as on its light background. */
const BACKGROUND = '#2b2d31';
const FOREGROUND = '#f2f3f5';
const LABEL_COLOR = '#a5a8b0';

/** How much room there is for one formula, in thousandths of the text's size. */
const ROOM = ((WIDTH - 2 * PADDING - LABEL_WIDTH) / SIZE) * 1_000;
/** The longest line that is neither broken nor made too small. */
export const MAX_LINE = Math.floor(ROOM / MIN_SCALE_UNBROKEN);

/** How tall the formula will be in a picture, in pixels; undefined when it is too wide to be read in one. */
export function heightOf({ width, height }: Typeset): number | undefined {
  const scale = scaleOf(width);
  return scale < MIN_SCALE ? undefined : toPixels(height, scale);
}

/** The picture of the formulas, one under the other, as SVG. */
export function drawPicture(rows: readonly Row[]): { svg: string; zoom: number } {
  let y = PADDING;
  const drawn: string[] = [];
  for (const { formula, label } of rows) {
    const scale = scaleOf(formula.width);
    const above = toPixels(formula.axis, scale);
    const labelAbove = toPixels(label.axis, LABEL_SCALE);
    const axis = y + Math.max(above, labelAbove);
    drawn.push(
      place(label, PADDING, axis - labelAbove, LABEL_SCALE, LABEL_COLOR),
      place(formula, PADDING + LABEL_WIDTH, axis - above, scale, FOREGROUND),
    );
    const below = toPixels(formula.height, scale) - above;
    y = axis + Math.max(below, toPixels(label.height, LABEL_SCALE) - labelAbove) + GAP;
  }
  const height = Math.ceil(y - GAP + PADDING);
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">` +
    `<rect width="100%" height="100%" fill="${BACKGROUND}"/>${drawn.join('')}</svg>`;
  return { svg, zoom: Math.min(1, Math.sqrt(MAX_AREA / (WIDTH * height))) };
}

function scaleOf(width: number): number {
  return Math.min(1, ROOM / width);
}

function toPixels(length: number, scale: number): number {
  return (length / 1_000) * SIZE * scale;
}

function place({ svg }: Typeset, x: number, y: number, scale: number, color: string): string {
  const factor = (SIZE * scale) / 1_000;
  return `<g transform="translate(${x.toFixed(2)},${y.toFixed(2)}) scale(${factor.toFixed(5)})" color="${color}">${svg}</g>`;
}
