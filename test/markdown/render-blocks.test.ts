import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderForDiscord } from '../../src/markdown/render.ts';

const text = (...lines: string[]) => lines.join('\n');
/** A space without width, which parts backticks. */
const GAP = '\u200B';

test.each([
  { name: 'tildes become backticks', from: text('~~~ts', 'a ~~~ b', '~~~'), to: text('```ts', 'a ~~~ b', '```') },
  {
    name: 'more backticks become three, and three within are parted',
    from: text('````md', 'So:', '```js', 'x', '```', '``', '````'),
    to: text('```md', 'So:', `\`\`${GAP}\`js`, 'x', `\`\`${GAP}\``, '``', '```'),
  },
  {
    name: 'six backticks within are parted, too',
    from: text('```', 'a = "``````"', '```'),
    to: text('```', `a = "\`\`${GAP}\`\`${GAP}\`\`"`, '```'),
  },
  { name: 'a name behind a space is one', from: text('``` python ', 'x', '```'), to: text('```python', 'x', '```') },
  {
    name: 'backticks in a name go',
    from: text('~~~ a`b', 'x', '~~~~'),
    to: text('```a`b'.replace('`b', 'b'), 'x', '```'),
  },
  {
    name: 'in a list',
    from: text('1. So:', '', '   ~~~sh', '   run', '', '   run', '   ~~~', '2. Then'),
    to: text('1. So:', '', '   ```sh', '   run', '', '   run', '   ```', '2. Then'),
  },
  {
    name: 'at the beginning of an item',
    from: text('- ~~~', '  run', '  ~~~'),
    to: text('- ```', '  run', '  ```'),
  },
  {
    name: 'in a quote',
    from: text('> ~~~', '> run', '>', '> > run', '> ~~~', '> So.'),
    to: text('> ```', '> run', '> ', '> > run', '> ```', '> So.'),
  },
  {
    name: 'without an end, one is added',
    from: text('Look:', '~~~js', 'run();', ''),
    to: text('Look:', '```js', 'run();', '```', ''),
  },
  {
    name: 'without an end in a quote, it ends with the quote',
    from: text('> ```', '> run', '', 'Text.'),
    to: text('> ```', '> run', '> ```', '', 'Text.'),
  },
  {
    name: 'without an end in a list, it ends with the item',
    from: text('- a', '  ```', '  run', '- b'),
    to: text('- a', '  ```', '  run', '  ```', '- b'),
  },
  {
    name: 'without an end in the quote of all that follows',
    from: text('>>> ~~~', 'run'),
    to: text('>>> ```', 'run', '```'),
  },
])('fenced code: $name', ({ from, to }) => {
  expect(renderForDiscord(from)).toBe(to);
});

test.each([
  {
    name: 'becomes a code block',
    from: text('So:', '', '    let a;', '', '      let b;', '\tlet `` ``` c;', '', 'Done.'),
    to: text('So:', '', '```', 'let a;', '', '  let b;', `let \`\` \`\`${GAP}\` c;`, '```', '', 'Done.'),
  },
  {
    name: 'becomes one in a list and in a quote, too',
    from: text('- so:', '', '      run', '      <br>', '- b', '', '>     run', '>     run'),
    to: text('- so:', '', '  ```', '  run', '  <br>', '  ```', '- b', '', '> ```', '> run', '> run', '> ```'),
  },
  {
    name: 'within a paragraph is text',
    from: text('So it is', '    <b>indented</b>.'),
    to: text('So it is', '    **indented**.'),
  },
  {
    name: 'that is a list is a list',
    from: text('**So**', '', '    - a <b>b</b>', '    - c'),
    to: text('**So**', '', '    - a **b**', '    - c'),
  },
  {
    name: 'with a fence in it is that',
    from: text('So:', '', '    ```', '    <br>', '    ```'),
    to: text('So:', '', '    ```', '    <br>', '    ```'),
  },
])('indented code $name', ({ from, to }) => {
  expect(renderForDiscord(from)).toBe(to);
});

test.each([
  { name: 'with a double line', from: text('The *title*', '=====', 'Text.'), to: text('# The *title*', 'Text.') },
  { name: 'with a line', from: text('A title', '-------', '', 'Text.'), to: text('## A title', '', 'Text.') },
  {
    name: 'in quotes and lists',
    from: text('> A', '> ====', '> b', '', '- C', '  ----', '  d'),
    to: text('> # A', '> b', '', '- ## C', '  d'),
  },
  { name: 'that is an image', from: text('![a](https://b.example)', '==='), to: '# [a](<https://b.example>)' },
])('a title underlined $name becomes a heading', ({ from, to }) => {
  expect(renderForDiscord(from)).toBe(to);
});

const rule = '─'.repeat(15);

test.each([
  { name: 'three dashes under text', from: text('So long!', '---', 'More.'), to: text('So long!', rule, 'More.') },
  { name: 'under a paragraph of two lines', from: text('One', 'two', '-----'), to: text('One', 'two', rule) },
  { name: 'under a list', from: text('- one', '- two', '-----'), to: text('- one', '- two', rule) },
  { name: 'under a quote', from: text('> one', '------'), to: text('> one', rule) },
  {
    name: 'under a table',
    from: text('| a |', '|---|', '| 1 |', '-----'),
    to: text('```', 'a', '-', '1', '```', rule),
  },
])('dashes $name are a rule', ({ from, to }) => {
  expect(renderForDiscord(from)).toBe(to);
});

test.each([
  { name: 'a box has a title', from: '> [!NOTE]\n> Text.', to: '> **Note**\n> Text.' },
  { name: 'a box has a title on the same line', from: '> [!warning] Hot <b>x</b>', to: '> **Warning** Hot **x**' },
  { name: 'what is no box stays', from: '[!NOTE]\n\n> [!X]\n> [!TIP]', to: '[!NOTE]\n\n> [!X]\n> [!TIP]' },
  { name: 'an empty line of a quote stays in the quote', from: '> a\n>\n> b\n> >\n>c', to: '> a\n> \n> b\n> \n> c' },
  {
    name: 'that stand in the quote of all that follows, the first line is as the others',
    from: '>>> > > ```\n> > <br>\n> > ```\n> > a',
    to: '>>> > ```\n> <br>\n> ```\n> » a',
  },
  {
    name: 'that stand in a list, the indentation stays',
    from: '- a\n\n  > ```\n  >\n  > ```\n  > > b',
    to: '- a\n\n  > ```\n  > \n  > ```\n  > » b',
  },
])('in quotes $name', ({ from, to }) => {
  expect(renderForDiscord(from)).toBe(to);
});

test('whatever stands beside what, no word is lost and nothing is blank', () => {
  const pieces = [
    '~~~\n',
    '```js\n',
    '````md\n',
    '    code\n',
    '\tcode\n',
    '\n',
    '\n\n',
    '====\n',
    '-----\n',
    '---\n',
  ].concat(
    ['> ', '>', '> [!NOTE]\n', '- ', '1. ', '  ', 'word ', 'word\n', '\\\n', '  \n', '**', '_', '`', '||', '- [ ] '],
    ['[a][b]', '[b]', '[b]: https://x.example\n', '[c]: <./d.md> "t"\n', '[c][]', '![i][b]', '[l](f.md)', '[l](#x)'],
    ['| a | b |\n|---|---|\n| 1 | 2 |\n', '<b>', '</b>', '<br>', '#### h\n', '# h\n', '>>> ', '[^1]', '[^1]: note\n'],
  );
  const countWords = (some: string) => some.match(/word|code/g)?.length ?? 0;
  const written = fc
    .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 25, size: 'max' })
    .map((some) => some.join(''));
  const check = fc.property(written, (text) => {
    const rendered = renderForDiscord(text);

    expect(countWords(rendered)).toBeGreaterThanOrEqual(countWords(text));
    expect(rendered.trim() === '').toBe(text.trim() === '');
  });
  fc.assert(check, { seed: 42, numRuns: 3_000 });
});
