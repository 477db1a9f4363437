import { afterAll, describe, expect, test } from 'vitest';
import { createDrawing } from '../../src/formulas/drawing.ts';
import { drawPicture } from '../../src/formulas/picture.ts';
import { watchChildren } from '../support/children.ts';
import { decodePng, type Pixels } from '../support/png.ts';

const { raw } = String;
const ROOTS = raw`x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}`;
const LONG_MS = 60_000;
const { signal } = new AbortController();

const drawing = createDrawing({ idleMs: LONG_MS });
afterAll(() => drawing.close());

const measure = (latex: string) => drawing.measure(latex, LONG_MS, signal);

/** How much brighter than its background the brightest pixel of an area is. */
function contrast(
  { at }: Pixels,
  [left, right]: readonly [number, number],
  [top, bottom]: readonly [number, number],
): number {
  const [background] = at(0, 0);
  let most = 0;
  for (let x = left; x < right; x += 1)
    for (let y = top; y < bottom; y += 1) most = Math.max(most, at(x, y)[0] - background);
  return most;
}

describe('a formula', () => {
  test.each([
    ['of the roots', ROOTS],
    ['with an integral', raw`\int_0^\infty e^{-x^2}\,dx`],
    ['with a matrix', raw`\begin{pmatrix} a & b \\ c & d \end{pmatrix}`],
    ['of aligned lines', raw`\begin{aligned} 3x + 11 &= 14 \\ 3x &= 3 \end{aligned}`],
    ['in two environments', raw`\begin{equation} \begin{aligned} a &= b \end{aligned} \end{equation}`],
    ['with a tag and a label', raw`\begin{align} a &= b \tag{7} \label{seven} \end{align}`],
    ['of chemistry', raw`\ce{2H2 + O2 -> 2H2O}`],
    ['of chemistry with arrows both ways', raw`\ce{N2 + 3H2 <=>[Fe][450 °C] 2NH3}`],
    ['with words', raw`\text{für }x, \text{если }y, \text{όπου }z`],
    ['with what models write out of habit', raw`\boxed{\color{red}{x}} \cancel{y} \R \degree \abs{x}`],
  ])('%s has a height', async (_name, latex) => {
    expect(await measure(latex)).toBeGreaterThan(20);
  });

  test.each([
    ['with an unknown command', raw`\unknown{x}`],
    ['without its end', raw`\frac{a`],
    ['with two powers', 'a^b^c'],
    ['that defines something', raw`\def\x{\x\x}\x`],
    ['with a link', raw`\href{https://a.example}{x}`],
    ['that loads something', raw`\require{html}`],
    ['with a character by its number', raw`\unicode{x41}`],
    ['with words without glyphs', raw`\text{数学}`],
    ['of an emoji', '😀'],
    ['of nothing', ''],
    ['with a line that is too wide', raw`\rule{500em}{1em}`],
    ['with a matrix that is too wide', raw`\begin{matrix}${'x &'.repeat(200)}\end{matrix}`],
  ])('%s cannot be drawn', async (_name, latex) => {
    expect(await measure(latex)).toBeUndefined();
  });

  test('may define a label again', async () => {
    const latex = raw`\begin{equation} x \label{a} \end{equation}`;

    expect(await measure(latex)).toBe(await measure(latex));
  });

  test('that is very wide is broken', async () => {
    const sum = Array.from({ length: 12 }, (_, index) => `a_{${index}}x^{${index}}`).join(' + ');

    expect(await measure(sum)).toBeGreaterThan(2 * ((await measure('a_{0}x^{0}')) ?? 0));
  });
});

describe('a picture', () => {
  test('has the formula and its number on an opaque background', async () => {
    const pixels = decodePng(await drawing.draw([{ number: 1, latex: ROOTS }], LONG_MS));

    const { width, height, at } = pixels;
    expect(width).toBe(1_200);
    expect(height).toBeGreaterThan(150);
    expect(height).toBeLessThan(350);
    for (const x of [0, 600, width - 1]) for (const y of [0, 100, height - 1]) expect(at(x, y)[3]).toBe(255);
    expect(contrast(pixels, [40, 130], [0, height])).toBeGreaterThan(80);
    expect(contrast(pixels, [140, 650], [0, height])).toBeGreaterThan(180);
    expect(contrast(pixels, [700, width], [0, height])).toBe(0);
    expect(contrast(pixels, [0, width], [0, 30])).toBe(0);
  });

  test('of several formulas has them one under the other', async () => {
    const one = decodePng(await drawing.draw([{ number: 1, latex: 'x' }], LONG_MS));
    const three = decodePng(
      await drawing.draw(
        [1, 2, 3].map((number) => ({ number, latex: 'x' })),
        LONG_MS,
      ),
    );

    expect(three.width).toBe(one.width);
    expect(three.height).toBeGreaterThan(one.height + 120);
  });

  test('of many formulas has not too many pixels', () => {
    const formula = { svg: '', width: 20_000, height: 2_000, axis: 1_000 };

    const { svg, zoom } = drawPicture(Array.from({ length: 60 }, () => ({ formula, label: formula })));

    const height = Number(/height="(\d+)"/.exec(svg)?.[1]);
    expect(height).toBeGreaterThan(6_000);
    expect(1_200 * height * zoom * zoom).toBeCloseTo(4_000_000, -2);
  });
});

describe('the process', () => {
  test('is made anew after a formula that takes too long', async () => {
    const hostile = raw`\left(`.repeat(200) + 'x' + raw`\right)`.repeat(200);
    await measure('x');
    const children = watchChildren();

    await expect(drawing.measure(hostile, 1, signal)).rejects.toThrow('aborted');

    expect(await measure('x')).toBeGreaterThan(0);
    expect(children).toHaveLength(1);
  });

  test.each([
    ['many groups in each other', '{'.repeat(1_000) + 'x' + '}'.repeat(1_000)],
    ['many fractions in each other', raw`\frac{1}{`.repeat(200) + 'x' + '}'.repeat(200)],
    ['many powers in each other', 'x^{'.repeat(400) + 'x' + '}'.repeat(400)],
    ['many roots in each other', raw`\sqrt{`.repeat(5_000) + 'x' + '}'.repeat(5_000)],
  ])('outlives or is made anew after %s', async (_name, latex) => {
    await measure(latex).catch(() => undefined);

    expect(await measure('x')).toBeGreaterThan(0);
  });

  test('does not begin what nobody waits for any more', async () => {
    const aborting = new AbortController();
    const first = measure(ROOTS);
    const second = drawing.measure('x', LONG_MS, aborting.signal);
    aborting.abort();

    await expect(second).rejects.toThrow('aborted');
    expect(await first).toBeGreaterThan(0);
  });
});
