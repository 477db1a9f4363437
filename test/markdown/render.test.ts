import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/markdown/display-width.ts';
import { renderForDiscord } from '../../src/markdown/render.ts';
import { splitMessage } from '../../src/markdown/split.ts';
import { hasClosedFences, wordsOf } from './rendered.ts';

const text = (...lines: string[]) => lines.join('\n');

const table = text(
  '| Name | Price | 数量 |',
  '|:-----|------:|:--:|',
  '| **Tea** `x` | 1 | 世界 |',
  '| 👍🏽 | 22 | e\u0301 |',
);

describe('a table', () => {
  test('is aligned text in a code block', () => {
    expect(renderForDiscord(`Look:\n\n${table}\n\nDone.`)).toBe(
      text(
        'Look:',
        '',
        '```',
        'Name  | Price | 数量',
        '------+-------+-----',
        'Tea x |     1 | 世界',
        '👍🏽    |    22 |  e\u0301',
        '```',
        '',
        'Done.',
      ),
    );
  });

  test('may follow a line of text at once', () => {
    expect(renderForDiscord(text('Look:', '| a | b |', '|---|---|', '| 1 | 2 |'))).toBe(
      text('Look:', '```', 'a | b', '--+--', '1 | 2', '```'),
    );
  });

  test('is one within a quote and within a list, too', () => {
    expect(renderForDiscord(text('> | a | b |', '> |---|---|', '> | 1 | 2 |'))).toBe(
      text('> ```', '> a | b', '> --+--', '> 1 | 2', '> ```'),
    );
    expect(renderForDiscord(text('- so:', '', '  | a | b |', '  |---|---|', '  | 1 | 2 |', '- next'))).toBe(
      text('- so:', '', '  ```', '  a | b', '  --+--', '  1 | 2', '  ```', '- next'),
    );
  });

  test('keeps its links, under the code block', () => {
    const rendered = renderForDiscord(
      text('| a |', '|---|', '| [docs](https://a.example/x) |', '| https://b.example |'),
    );

    expect(rendered).toBe(
      text(
        '```',
        'a',
        '-----------------',
        'docs',
        'https://b.example',
        '```',
        '[docs](<https://a.example/x>)',
        '<https://b.example>',
      ),
    );
  });

  test('that is long becomes several code blocks, each with the header', () => {
    const rows = Array.from({ length: 300 }, (_, index) => `| row ${index} | ${'x'.repeat(index % 40)} |`);

    const rendered = renderForDiscord(text('| First | Second |', '|---|---|', ...rows));

    const blocks = rendered.match(/```\n[^`]+\n```/g) ?? [];
    expect(blocks.length).toBeGreaterThan(3);
    expect(blocks.join('\n')).toBe(rendered);
    for (const block of blocks) {
      expect(block.length).toBeLessThanOrEqual(1_900);
      expect(block.split('\n')[1]).toMatch(/^First +\| Second$/);
    }
    for (const [index] of rows.entries()) expect(rendered).toContain(`\nrow ${index} `);
    expect(splitMessage(rendered).every(hasClosedFences)).toBe(true);
  });

  test('that is too wide for a phone becomes a block for each row', () => {
    const long = 'many words '.repeat(6).trim();
    const rendered = renderForDiscord(
      text('| **Name** | Text | |', '|---|---|---|', `| A | ${long}<br>and *more* | x |`, '| B | | y |'),
    );

    expect(rendered).toBe(text('**Name**: A', `**Text**: ${long}`, 'and *more*', 'x', '', '**Name**: B', 'y'));
  });

  test('that is too wide in a quote leaves no line out of the quote', () => {
    const rendered = renderForDiscord(text('> | A | B |', '> |---|---|', `> | 1 | ${'x'.repeat(60)} |`, '> | 2 | y |'));

    expect(rendered).toBe(text('> **A**: 1', `> **B**: ${'x'.repeat(60)}`, '> ', '> **A**: 2', '> **B**: y'));
  });

  test('with mentions becomes a block for each row, as code has none', () => {
    expect(renderForDiscord(text('| Who | When |', '|---|---|', '| <@123> | <t:1700000000:R> |'))).toBe(
      text('**Who**: <@123>', '**When**: <t:1700000000:R>'),
    );
  });

  test('loses no cell where a row has too many, and no row where it has too few', () => {
    const rendered = renderForDiscord(text('| a | b |', '|---|---|', '| 1 | `x | y` | z |', '| only |'));

    expect(wordsOf(rendered)).toEqual(['a', 'b', '1', 'x', 'y', 'z', 'only']);
  });

  test('ends where the text behind it begins', () => {
    expect(renderForDiscord(text('> | a | b |', '> |---|---|', '> | 1 | 2 |', '> So <b>there</b>,', '> friend.'))).toBe(
      text('> ```', '> a | b', '> --+--', '> 1 | 2', '> ```', '> So **there**,', '> friend.'),
    );
  });

  test('cannot end its code block early', () => {
    const rendered = renderForDiscord(text('| a |', '|---|', '| \\`\\`\\` x |'));

    expect(rendered.match(/```/g)).toHaveLength(2);
  });
});

test.each([
  { name: 'a deep heading becomes a bold line', from: '#### Deep **and** `x` ##\ntext', to: '**Deep and `x`**\ntext' },
  { name: 'a bold deep heading is not bold twice', from: '###### **All**', to: '**All**' },
  { name: 'a lone star does not end what is bold', from: '#### 2 * 3 *so', to: '**2 \\* 3 \\*so**' },
  {
    name: 'a horizontal rule becomes a line',
    from: 'a\n\n---\n\nb\n\n* * *',
    to: `a\n\n${'─'.repeat(15)}\n\nb\n\n${'─'.repeat(15)}`,
  },
  {
    name: 'an image becomes a link',
    from: 'See ![A cat](https://a.example/cat.png "Tom").',
    to: 'See [A cat](<https://a.example/cat.png>).',
  },
  {
    name: 'an image without a text is called like its file',
    from: '![](https://a.example/x/dog.png?w=1)',
    to: '[dog.png](<https://a.example/x/dog.png?w=1>)',
  },
  {
    name: 'an image that is a link stays that link',
    from: '[![badge](https://a.example/b.svg)](https://b.example)',
    to: '[badge](https://b.example)',
  },
  {
    name: 'an image that is data leaves its text',
    from: '![A dot](data:image/png;base64,iVBORw0KGgo=) x',
    to: 'A dot x',
  },
  {
    name: 'an image of the assistant’s own files is left to others',
    from: '![plot](sandbox:/mnt/data/plot.png)',
    to: '![plot](sandbox:/mnt/data/plot.png)',
  },
  {
    name: 'HTML becomes Markdown where there is some',
    from: '<b>B</b> <i>i</i> <u>u</u> <s>s</s> <kbd>Ctrl</kbd>',
    to: '**B** *i* __u__ ~~s~~ `Ctrl`',
  },
  {
    name: 'other tags go and their text stays',
    from: '<p align="center"><span style="color: red">Red</span> and <mark>marked</mark></p>',
    to: 'Red and marked',
  },
  { name: 'a tag without an end leaves no mark', from: 'so <b>bold, and </i> it', to: 'so bold, and it' },
  {
    name: 'bold HTML in bold text is not bold twice',
    from: '**<b>x</b>** <b>**y**</b><summary><b>z</b></summary>',
    to: '**x** **y**\n**z**',
  },
  { name: 'code in HTML is what it says', from: '<code>&lt;br&gt;</code> <code>a`b</code>', to: '`<br>` a`b' },
  { name: 'indices and exponents become small digits', from: 'H<sub>2</sub>O, x<sup>10</sup>', to: 'H₂O, x¹⁰' },
  { name: '<br> becomes a new line', from: '- a<br>b<br/>c\n- d', to: '- a\n  b\n  c\n- d' },
  {
    name: 'the last item of a list is read whole, whatever white space is behind it',
    from: '- a\n- <b>x</b>  \n\nEnd',
    to: '- a\n- **x**  \n\nEnd',
  },
  {
    name: 'what follows a quote at once is none of it',
    from: '> ```\n> x\n> ```\n<b>y</b>\n> z\n<b>y</b>',
    to: '> ```\n> x\n> ```\n**y**\n> z\n**y**',
  },
  { name: '<br> in a quote stays in the quote', from: '> a<br>b', to: '> a\n> b' },
  {
    name: 'details lose their lid and keep their title',
    from: '<details>\n<summary>More</summary>\n\nHidden text.\n\n</details>\n\nEnd.',
    to: '**More**\n\nHidden text.\n\nEnd.',
  },
  { name: 'a list in HTML becomes a list', from: '<ul><li>one</li><li>two</li></ul>', to: '- one\n- two' },
  {
    name: 'a link in HTML becomes a link',
    from: '<a href="https://a.example/_x_" target="_blank">here</a>',
    to: '[here](<https://a.example/_x_>)',
  },
  {
    name: 'an image in HTML becomes a link',
    from: '<img src="https://a.example/i.png" width=3 alt="Logo">',
    to: '[Logo](<https://a.example/i.png>)',
  },
  { name: 'a link to a script leaves its text', from: '<a href="javascript:alert(1)">here</a>', to: 'here' },
  { name: 'comments go', from: 'a<!-- not seen --> b\n\n<!-- not\n\nseen -->\n\nc', to: 'a b\n\nc' },
  { name: 'entities become characters', from: 'a &lt; b &amp;&amp; c &gt; d&nbsp;e', to: 'a < b && c > d\u00A0e' },
  { name: 'an entity does not become a mention', from: '&lt;@123&gt;', to: '&lt;@123>' },
  {
    name: 'footnotes become numbers and a list at the end',
    from: 'One[^b], two[^a], one[^b].\n\n[^a]: The *second*\n[^b]: The first\n  of all\n\nEnd.',
    to: 'One¹, two², one¹.\n\nEnd.\n\n-# ¹ The first of all\n-# ² The *second*',
  },
  { name: 'a footnote that nothing refers to is kept', from: 'Text.\n\n[^1]: Note', to: 'Text.\n\n-# ¹ Note' },
  {
    name: 'a footnote that only footnotes refer to is kept',
    from: 'Text.\n\n[^1]: Note[^2]\n\n[^2]: Other',
    to: 'Text.\n\n-# ¹ Note²\n-# ² Other',
  },
  { name: 'a mark without its footnote stays', from: 'a[^1]', to: 'a[^1]' },
  { name: 'tasks get boxes', from: '- [ ] todo\n- [x] done\n  1. [X] inner', to: '- ☐ todo\n- ☑ done\n  1. ☑ inner' },
  { name: 'quotes in quotes are marked, on one level', from: '> a\n> > b\n> >> c', to: '> a\n> » b\n> »» c' },
  {
    name: 'code in quotes in quotes stays code',
    from: '> > ```\n> > > x\n> > ```\n> back',
    to: '> ```\n> > x\n> ```\n> back',
  },
  {
    name: 'text behind code in an inner quote is in the outer one',
    from: '> > ```\n> > x\n> > ```\n> so <b>there</b>',
    to: '> ```\n> x\n> ```\n> so **there**',
  },
  {
    name: 'a code block that nothing ends is closed before the footnotes',
    from: 'a[^1]\n\n[^1]: b\n\n```\nc',
    to: 'a¹\n\n```\nc\n```\n\n-# ¹ b',
  },
  { name: 'a thought goes, whatever is in it', from: '<think>\nHm, ```\n\nso.\n</think>\n\nAnswer.', to: 'Answer.' },
  {
    name: 'a thought goes from the middle, too',
    from: 'First.\n\n<thinking>\nHm.\n\n```\nx\n```\n</thinking>\n\nThen.',
    to: 'First.\n\nThen.',
  },
  { name: 'a thought goes that had begun before the answer', from: 'Hm.\n\nSo.\n</think>\n\nAnswer.', to: 'Answer.' },
  { name: 'a thought without an end is all that there is to see', from: '<think>\nHm.', to: 'Hm.' },
])('$name', ({ from, to }) => {
  expect(renderForDiscord(from)).toBe(to);
});

test.each([
  {
    name: 'code blocks',
    same: text('```html', table, '#### x', '---', '<b>x</b> <!-- c -->', '- [ ] x', '[^1]: x', '<think>', '```'),
  },
  { name: 'code blocks in lists', same: text('- so:', '  ```', '  <br>', '  #### x', '  ```') },
  {
    name: 'inline code',
    same: 'Write `<b>x</b>`, ``<!-- ` -->``, `![a](https://b.example)` or `<think>`, **not `[^1]` or `&lt;`**.',
  },
  {
    name: 'mentions, emoji, times and commands',
    same: '<@1> <@!2> <@&3> <#4> <:a:5> <a:b:6> <t:7:R> <t:8> </ask:9> <id:browse>',
  },
  { name: 'links in angle brackets', same: '<https://a.example/?a=1&amp;b=2> and [b](<https://b.example>)' },
  { name: 'addresses', same: 'https://a.example/?a=1&lt;=2' },
  { name: 'what is no HTML', same: 'List<String>, Map<K, V>, <your name>, 1 < 2 > 0, a <- b, <- x ->' },
  {
    name: 'headings of three levels, lists, quotes, spoilers, small text',
    same: '# a\n## b\n### c\n- d\n  - e\n1. f\n\n> g\n\n||h||\n-# i',
  },
  { name: 'the quote of all that follows', same: '>>> a\n\nb < c' },
  { name: 'pipes that are no table', same: 'a | b\nc | d || e' },
])('$name stay as they are', ({ same }) => {
  expect(renderForDiscord(same)).toBe(same);
});

test('what is not blank does not become blank', () => {
  for (const written of [
    '<!-- x -->',
    '<br>',
    '<think></think>',
    '<p></p>\n\n<div>',
    '[^1]:',
    '![](data:x)',
    '| |\n|-|',
    '####',
    '> >',
    '- [ ] ',
  ]) {
    expect(renderForDiscord(written).trim()).not.toBe('');
  }
});

test('long texts take no time that grows faster than they do', () => {
  for (const unit of [
    'The *quick* fox <b>jumps</b>.\n\n',
    '<',
    '<!-- ',
    '<b>',
    '**a <b>',
    '[^1]: x\n\n',
    '![',
    '> > a\n',
    '| a |\n|-|\n\n',
    '> ```\na\n\n',
    '[a]: https://a.example\n',
    '[b] ',
    '[b][c]\n\n[b]: /c\n\n',
    '~~~\n',
    '    a\n\n',
    'a\n====\n\n',
    'a\n----\n',
    '> [!NOTE]\n',
    '[a](b/c) ',
    'a\\\n',
  ]) {
    const long = unit.repeat(100_000 / unit.length);
    const before = process.threadCpuUsage();

    renderForDiscord(long);

    // Some ms to 1 s where nobody else is at work; what grows with the square takes many seconds.
    expect(process.threadCpuUsage(before).user / 1_000).toBeLessThan(5_000);
  }
});

test.each([
  { line: 'abc', width: 3 },
  { line: '世界', width: 4 },
  { line: 'e\u0301', width: 1 },
  { line: '👨‍👩‍👧‍👦', width: 2 },
  { line: '🇩🇪', width: 2 },
  { line: '✔️', width: 2 },
  { line: '한글', width: 4 },
  { line: 'ｱＡ', width: 3 },
  { line: 'שלום', width: 4 },
])('$line is $width cells wide', ({ line, width }) => {
  expect(displayWidth(line)).toBe(width);
});
