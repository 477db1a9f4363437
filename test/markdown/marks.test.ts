import { expect, test } from 'vitest';
import { createMarks } from '../../src/markdown/marks.ts';
import { renderForDiscord } from '../../src/markdown/render.ts';

test('marks do not occur in the text, differ, and are taken out again', () => {
  const own = '\u{f0000}\u{f0002}';
  const { nextMark, takeMarks } = createMarks(`text ${own}`);
  const [one, two] = [nextMark(), nextMark()];

  expect(new Set([one, two, ...Array.from(own)]).size).toBe(4);
  const { messages, indexOf } = takeMarks([`a${own}`, `b${two}b ${one}`, `${two}c`]);

  expect(messages).toEqual([`a${own}`, 'bb ', 'c']);
  expect([indexOf(one), indexOf(two)]).toEqual([1, 1]);
});

test('a lost mark counts to the last message', () => {
  const { nextMark, takeMarks } = createMarks('');
  const lost = nextMark();

  expect(takeMarks(['a', 'b']).indexOf(lost)).toBe(1);
  expect(takeMarks([]).indexOf(lost)).toBe(0);
});

test.each([
  { name: 'between paragraphs', message: 'a\n\nM\n\nb', expected: 'a\n\nb' },
  { name: 'between lines', message: 'a\nM\nb', expected: 'a\nb' },
  { name: 'at the beginning', message: 'M\n\nb', expected: 'b' },
  { name: 'at the end', message: 'a\n\n M M\n', expected: 'a' },
  { name: 'beside blank lines that are meant', message: 'a\n\n\nb M', expected: 'a\n\n\nb ' },
  { name: 'alone', message: 'M', expected: '' },
])('a line of nothing but marks is taken out as a whole: $name', ({ message, expected }) => {
  const { nextMark, takeMarks } = createMarks('');
  const marked = message.replaceAll('M', nextMark);

  expect(takeMarks([marked]).messages).toEqual([expected]);
});

test('a mark takes no room in a table', () => {
  const table = '| file | rows |\n|---|---|\n| x.csvM | 1 |\n| y.csv | 2 |';
  const { nextMark, takeMarks } = createMarks(table);

  const { messages } = takeMarks([renderForDiscord(table.replace('M', nextMark))]);

  expect(messages).toEqual([renderForDiscord(table.replace('M', ''))]);
});
