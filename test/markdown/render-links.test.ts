import { expect, test } from 'vitest';
import { renderForDiscord } from '../../src/markdown/render.ts';

const text = (...lines: string[]) => lines.join('\n');

test.each([
  {
    name: 'of all three kinds become links',
    from: text(
      'See [the *docs*][1], [Guide][] or [guide].',
      '',
      '[1]: https://a.example/x "A title"',
      '[Guide]: <https://b.example>',
    ),
    to: 'See [the *docs*](<https://a.example/x>), [Guide](<https://b.example>) or [guide](<https://b.example>).',
  },
  {
    name: 'stand before their text, too',
    from: text('[1]: https://a.example', '', 'So [x][1].', '', 'End.'),
    to: text('So [x](<https://a.example>).', '', 'End.'),
  },
  {
    name: 'to images become links',
    from: text('![A cat][cat]', '', '[cat]: https://a.example/cat.png'),
    to: '[A cat](<https://a.example/cat.png>)',
  },
  {
    name: 'in tables, footnotes and headings',
    from: text(
      '#### On [x]',
      '',
      'a[^1]',
      '',
      '| a |',
      '|---|',
      '| [x] |',
      '',
      '[^1]: See [x]',
      '',
      '[x]: https://a.example',
    ),
    to: text(
      '**On [x](<https://a.example>)**',
      '',
      'a¹',
      '',
      '```',
      'a',
      '-',
      'x',
      '```',
      '[x](<https://a.example>)',
      '',
      '-# ¹ See [x](<https://a.example>)',
    ),
  },
  {
    name: 'in quotes and lists',
    from: text('> So [x].', '>', '> [x]: https://a.example', '', '- a [x]', '', 'End.'),
    to: text('> So [x](<https://a.example>).', '> ', '- a [x](<https://a.example>)', '', 'End.'),
  },
  {
    name: 'to the assistant’s own files are left to others',
    from: text('See [the plot][1].', '', '[1]: sandbox:/mnt/data/plot.png'),
    to: 'See [the plot](sandbox:/mnt/data/plot.png).',
  },
])('references $name', ({ from, to }) => {
  expect(renderForDiscord(from)).toBe(to);
});

test.each([
  { name: 'references to nothing', same: 'See [x], [y][] and [z][2], `[1]`.\n\n[1]: https://a.example' },
  { name: 'definitions that nothing refers to', same: 'Text.\n\n[1]: https://a.example "Title"' },
  { name: 'remarks behind a name', same: 'A [Note] here.\n\n[Note]: important' },
  { name: 'references in code', same: '`[x]`\n\n```\n[x]\n[x]: https://b.example\n```\n\n[x]: https://a.example' },
  { name: 'definitions within a paragraph', same: 'Sources [1]:\n[1]: https://a.example' },
  { name: 'links with titles', same: '[a](https://b.example "So it is") <https://c.example> https://d.example_x_' },
  {
    name: 'links to mails, files of the assistant and Discord',
    same: '[a](mailto:b@c.example) [d](sandbox:/e) [f](discord://-/g)',
  },
  { name: 'an index with an argument', same: 'f[i](a.b), [1](2) and [x](y)' },
  { name: 'escapes', same: '\\# a\n\n\\- b\n1\\. c \\* d \\[e](https://f.example)' },
  { name: 'what other Markdown has', same: '==mark== ~sub~ ^sup^ :smile:' },
  { name: 'spaces at the end of a line', same: 'a  \nb' },
])('$name stay as they are', ({ same }) => {
  expect(renderForDiscord(same)).toBe(same);
});

test.each([
  {
    name: 'to a file names it',
    from: 'See [the **guide**](docs/guide.md#top).',
    to: 'See the **guide** (`docs/guide.md#top`).',
  },
  { name: 'called like its file is only that', from: '[`foo.md`](foo.md) [foo.md](foo.md)', to: '`foo.md` foo.md' },
  { name: 'within the page is its text', from: '- [Start](#start)', to: '- Start' },
  { name: 'to a script is its text', from: '[here](javascript:alert(1))', to: 'here' },
  {
    name: 'to a file of the machine names it',
    from: '[log](file:///logs/x`y.log)',
    to: 'log (`file:///logs/x%60y.log`)',
  },
  { name: 'by reference names its file', from: '[log][1]\n\n[1]: ./x.log', to: 'log (`./x.log`)' },
])('a link $name', ({ from, to }) => {
  expect(renderForDiscord(from)).toBe(to);
});

test('a backslash that breaks a line goes, and the line ends there', () => {
  expect(renderForDiscord('> **a\\\n> b**\\\n> c\\')).toBe('> **a\n> b**\n> c\\');
});
