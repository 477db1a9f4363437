import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { finishedPart } from '../../src/markdown/finished-part.ts';
import { documents } from './documents.ts';

const MARKS = [
  ['**', '*', '_', '~~', '||', '`', '```', '~~~', '[', '](', ')', ']', '$', '$$', '\\(', '\\)', '\\[', '\\]', '<'],
  ['>', '> ', '- ', '1. ', '# ', '|', '|---|---|', '\n', '\n\n', ' ', 'word', 'so it is ', '世界', '👍🏽', '&lt;'],
  ['<b>', '</b>', '<think>', '</think>', '<!--', '-->', '【', '】', '\\', '!', ': ', '<@1>', '[^1]', '[ ] ', '5'],
].flat();

/** What is shown of a text as it grows, each state once. */
function states(text: string): string[] {
  const all = Array.from({ length: text.length + 1 }, (_, length) => finishedPart(text.slice(0, length)));
  return all.filter((one, index) => one !== all[index - 1]);
}

/** Without the mark that closes a code block for the moment. */
function withoutClosing(shown: string, text: string): string {
  if (text.startsWith(shown)) return shown;
  return shown.slice(0, shown.lastIndexOf('\n'));
}

describe('what is half there is not shown', () => {
  test.each<{ name: string; text: string; shown: string }>([
    { name: 'a word', text: 'Hello wor', shown: 'Hello ' },
    { name: 'a word behind a script without spaces', text: '你好wor', shown: '你好' },
    { name: 'emphasis', text: 'This is **very imp', shown: 'This is ' },
    { name: 'emphasis in emphasis', text: 'This **is *very* imp', shown: 'This ' },
    { name: 'emphasis that may be longer yet', text: 'This is **very**', shown: 'This is ' },
    { name: 'a spoiler', text: 'It is ||the butl', shown: 'It is ' },
    { name: 'inline code', text: 'Type `npm run ', shown: 'Type ' },
    { name: 'a link', text: 'See [the docs](https://exa', shown: 'See ' },
    { name: "a link's text", text: 'See [the docs', shown: 'See ' },
    { name: "a link's brackets", text: 'See [the docs]', shown: 'See ' },
    { name: 'an image', text: 'See ![a chart](sandbox:/mnt', shown: 'See ' },
    { name: 'a citation', text: 'It is so【4:0†sou', shown: 'It is ' },
    { name: 'a formula', text: String.raw`So \( a + b `, shown: 'So ' },
    { name: 'a formula of several lines', text: 'So\n\\[\na\n+ b\n', shown: 'So\n' },
    { name: 'a formula in dollars', text: 'So $a + b ', shown: 'So ' },
    { name: 'a formula in two dollars', text: 'So $$a + b$', shown: 'So ' },
    { name: 'an HTML tag', text: 'So <a href="https://exa', shown: 'So ' },
    { name: 'an HTML element', text: 'So <b>very impor', shown: 'So ' },
    { name: 'a comment', text: 'So <!-- not to be ', shown: 'So ' },
    { name: 'a thought', text: '<think>\nThe user wants\n\n', shown: '' },
    { name: 'a thought in between', text: 'Well.\n\n<think>Hm, hm. ', shown: 'Well.\n\n' },
    { name: 'a footnote', text: 'So [^no', shown: 'So ' },
    { name: 'an entity', text: 'So a &l', shown: 'So a ' },
    { name: 'a mention', text: 'So <@1234', shown: 'So ' },
    { name: 'a command', text: 'So </ask about:12', shown: 'So ' },
    { name: 'a custom emoji', text: 'So <:blob:12', shown: 'So ' },
    { name: 'a list marker', text: 'So:\n- ', shown: 'So:\n' },
    { name: 'a list marker in a quote', text: 'So:\n> 12. ', shown: 'So:\n' },
    { name: 'a task', text: 'So:\n- [ ', shown: 'So:\n' },
    { name: "a task's box", text: 'So:\n- [ ] ', shown: 'So:\n' },
    { name: 'a heading mark', text: 'So.\n\n## ', shown: 'So.\n\n' },
    { name: "a table's first line", text: 'So:\n\n| a | b |', shown: 'So:\n\n' },
    { name: 'a table', text: 'So:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 ', shown: 'So:\n\n' },
    { name: 'a table in a quote', text: 'So:\n\n> | a | b |\n> |---|---|\n> | 1 | 2 |\n', shown: 'So:\n\n' },
    { name: 'the beginning of a code block', text: 'So:\n```', shown: 'So:\n' },
    { name: 'a code block without code', text: 'So:\n```ts\n', shown: 'So:\n' },
  ])('$name', ({ text, shown }) => {
    expect(finishedPart(text)).toBe(shown);
  });
});

describe('what is over is shown', () => {
  test.each<{ name: string; text: string; shown?: string }>([
    { name: 'emphasis', text: 'This is **very** ' },
    { name: 'a link', text: 'See [the docs](https://example.com/(a)) ' },
    { name: 'brackets that are no link', text: 'See [1] ' },
    { name: 'a formula', text: String.raw`So \( a + b \) ` },
    { name: 'a formula of several lines', text: 'So\n\\[\na\n+ b\n\\] ' },
    { name: 'money', text: 'It costs $5 and not more\n' },
    { name: 'a thought, as it will be left out', text: '<think>Hm.</think>\nWell, ' },
    { name: 'a star that stands alone', text: 'So 2 * 3 ' },
    { name: 'a name with underscores', text: 'So run_timeout_seconds ' },
    { name: 'emphasis that its paragraph has not ended', text: 'So *args\n\nand ' },
    { name: 'emphasis that its list item has not ended', text: '- So *args\n- and ' },
    { name: 'a comparison', text: 'So a < b ' },
    { name: 'a table', text: '| a | b |\n|---|---|\n| 1 | 2 |\n\n' },
    { name: 'a table before a line that is no row', text: '| a | b |\n|---|---|\n| 1 | 2 |\nSo\n' },
    { name: 'a line with a bar', text: 'So a | b\nand ' },
    { name: 'a code block', text: 'So:\n```ts\nlet a;\n```\n' },
    { name: 'a script without spaces', text: '这是一个没有空格的句子' },
  ])('$name', ({ text, shown = text }) => {
    expect(finishedPart(text)).toBe(shown);
  });
});

describe('an open code block', () => {
  test.each<{ name: string; text: string; shown: string }>([
    { name: 'is shown up to its last whole line', text: '```ts\nlet a;\nlet b', shown: '```ts\nlet a;\n```' },
    { name: 'in a list', text: '- So:\n  ~~~\n  a\n  b', shown: '- So:\n  ~~~\n  a\n  ~~~' },
    { name: 'in a quote', text: '> ```\n> a\n> b', shown: '> ```\n> a\n> ```' },
    { name: 'in a list item itself', text: '1. ```\n   a\n   b', shown: '1. ```\n   a\n   ```' },
    { name: 'of more backticks', text: '````\na\n```\nb', shown: '````\na\n```\n````' },
  ])('$name', ({ text, shown }) => {
    expect(finishedPart(text)).toBe(shown);
  });
});

describe('as a text grows', () => {
  function expectGrowth(text: string): void {
    const all = states(text).map((shown) => withoutClosing(shown, text));
    for (const [index, shown] of all.entries()) {
      if (!text.startsWith(shown)) throw new Error(`Not of the text: ${JSON.stringify({ text, shown })}`);
      const before = all[index - 1] ?? '';
      if (!shown.startsWith(before)) throw new Error(`Shrank: ${JSON.stringify({ text, before, shown })}`);
    }
    expect(all.length).toBeGreaterThan(0);
  }

  test('nothing that was shown goes again, whatever it is', () => {
    assert(
      property(documents, (text) => expectGrowth(text.slice(0, 1_500))),
      { numRuns: 60 },
    );
  });

  test('also in texts of nothing but marks', () => {
    const mark = constantFrom(...MARKS);
    assert(
      property(array(mark, { maxLength: 30 }), (marks) => expectGrowth(marks.join(''))),
      { numRuns: 3_000 },
    );
  });

  test('a text that ends with a blank line, with nothing open, is all shown', () => {
    const text =
      '# So\n\n- a **b** `c`\n- [d](https://example.com)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n\n';

    expect(finishedPart(text)).toBe(text);
  });
});

test.each<{ name: string; piece: string }>([
  { name: 'words', piece: 'word ' },
  { name: 'a word without an end', piece: 'word' },
  { name: 'openings', piece: '*a ' },
  { name: 'openings and other ends', piece: '*a </b> ||b' },
  { name: 'brackets', piece: '[a](' },
  { name: 'tags without an end', piece: '<a ' },
  { name: 'code', piece: '`a ``b ' },
  { name: 'dollars', piece: '$a ' },
  { name: 'bars', piece: '| a ' },
  { name: 'rows', piece: '| a | b |\n|---|---|\n' },
  { name: 'thoughts', piece: '<think>a</think>\n' },
  { name: 'dashes', piece: '-' },
  { name: 'list markers', piece: '- ' },
  { name: 'quotes', piece: '> ' },
  { name: 'blank space', piece: ' ' },
  { name: 'code blocks', piece: '```\na\n```\n' },
])('100 kB of $name take no time', ({ piece }) => {
  const text = piece.repeat(Math.ceil(100_000 / piece.length));
  finishedPart(text);
  const start = performance.now();

  finishedPart(text);

  // Some 10 ms; what grows with the square takes seconds.
  expect(performance.now() - start).toBeLessThan(1_000);
});
