import { expect, test } from 'vitest';
import { drawBars } from '../../src/markdown/bars.ts';

const rows = (...values: number[]) => values.map((value, index) => ({ label: `day ${index}`, value }));

test('bars, labels and values are aligned', () => {
  const drawn = drawBars([
    { label: 'Mon 23', value: 12 },
    { label: 'Tue 24', value: 0 },
    { label: 'Wed', value: 120 },
  ]);

  expect(drawn).toBe(['Mon 23 ▇▁▁▁▁▁▁▁▁▁  12', 'Tue 24 ▁▁▁▁▁▁▁▁▁▁   0', 'Wed    ▇▇▇▇▇▇▇▇▇▇ 120'].join('\n'));
});

test('a note takes the place of the value', () => {
  expect(drawBars([{ label: 'helper', value: 5, note: '5 answers' }], { full: 10 })).toBe(
    'helper ▇▇▇▇▇▁▁▁▁▁ 5 answers',
  );
});

test('a little shows, and only what is full looks full', () => {
  expect(drawBars(rows(1, 999, 1_000), { width: 4 }).split('\n')).toEqual([
    'day 0 ▇▁▁▁    1',
    'day 1 ▇▇▇▁  999',
    'day 2 ▇▇▇▇ 1000',
  ]);
});

test.each([
  ['nothing used', rows(0), {}, 'day 0 ▁▁▁▁▁▁▁▁▁▁ 0'],
  ['more than full', rows(30), { full: 10 }, 'day 0 ▇▇▇▇▇▇▇▇▇▇ 30'],
  ['a full value of nothing', rows(0), { full: 0 }, 'day 0 ▁▁▁▁▁▁▁▁▁▁ 0'],
  ['no width at all', rows(1), { width: -3 }, 'day 0 ▇ 1'],
  ['no rows', [], {}, ''],
])('%s is drawn, too', (_, bars, options, drawn) => {
  expect(drawBars(bars, options)).toBe(drawn);
});

test('no line is wider than it may be', () => {
  const drawn = drawBars([{ label: 'a'.repeat(200), value: 1, note: 'b'.repeat(200) }], { width: 1_000 });

  expect(drawn).toBe(`${'a'.repeat(19)}… ${'▇'.repeat(30)} ${'b'.repeat(29)}…`);
});

test('wide characters count as two columns, and none is cut in half', () => {
  const drawn = drawBars([
    { label: '助手', value: 1 },
    { label: 'four', value: 1 },
    { label: '👩‍👩‍👧‍👦'.repeat(15), value: 1 },
  ]);

  expect(drawn.split('\n').map((line) => line.split('▇')[0])).toEqual([
    `助手${' '.repeat(16)}`,
    `four${' '.repeat(16)}`,
    `${'👩‍👩‍👧‍👦'.repeat(9)}… `,
  ]);
});

test('towers of accents do not make a line long', () => {
  const drawn = drawBars([{ label: `a${'\u0301'.repeat(500)}`, value: 1 }, ...rows(1)]);

  expect(drawn.length).toBeLessThan(60);
});

test('a name cannot break the line or end the code block', () => {
  expect(drawBars([{ label: '```\n@everyone\u202E', value: 1 }])).toBe("''' @everyone ▇▇▇▇▇▇▇▇▇▇ 1");
});
