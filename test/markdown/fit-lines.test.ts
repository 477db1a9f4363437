import { expect, test } from 'vitest';
import { fitLines } from '../../src/markdown/fit-lines.ts';

const more = (count: number) => `and ${count} more`;

test('lines that fit are all there', () => {
  expect(fitLines(['one', 'two'], more)).toBe('one\ntwo');
});

test('of too many lines the first are there, and how many more there are', () => {
  const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`);

  const text = fitLines(lines, more, 200);

  expect(text.length).toBeLessThanOrEqual(200);
  expect(text).toMatch(/^line 0\nline 1\n[^]*\nand \d+ more$/);
});

test('the last line needs no room for what comes after it', () => {
  expect(fitLines(['x'.repeat(100), 'y'.repeat(98)], more, 200)).toBe(`${'x'.repeat(100)}\n${'y'.repeat(98)}`);
});
