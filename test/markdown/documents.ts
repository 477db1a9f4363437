import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';

const WORDS = (
  'the|answer|of|a|model|Straße|naïve|e\u0301tude|well-known|e.g.|42|(perhaps)|مرحبا|بالعالم|שלום|' +
  '世界|这是一个没有空格的句子|日本語の文章です。|안녕하세요|ภาษาไทย|👨‍👩‍👧‍👦|🇩🇪|👍🏽|# 5|- x|1. y|\\*|\\_|2 < 3|' +
  '<@123456789012345678>|<#123456789012345678>|<:blob:123456789012345678>|<t:1700000000:R>|' +
  '</ask:123456789012345678>|https://example.com/a_b/c?d=e|<https://example.com/x>'
).split('|');
const MARKS = ['**', '*', '_', '__', '~~', '||', '***'];
const CODE = [
  '',
  '  if (x) {',
  '\treturn 1; // # no heading',
  '> no quote',
  '- no list',
  '**',
  '世界 👨‍👩‍👧‍👦',
  '| no | table |',
  '<br>',
  `const s = "${'long '.repeat(11)}";`,
];

const joined = (items: Arbitrary<string>, separator: string, maxLength: number) =>
  fc.array(items, { minLength: 1, maxLength, size: 'max' }).map((all) => all.join(separator));
const repeated = (text: string, maxCount: number) => fc.integer({ min: 1, max: maxCount }).map((n) => text.repeat(n));
const indented = (text: string, indentation: string) => text.replace(/\n(?!\n|$)/g, `\n${indentation}`);

const plain = joined(fc.constantFrom(...WORDS), ' ', 12);
const code = fc.constantFrom('`x`', '`a b`', '`npm run check`', '`f(**x)`');
const link = fc
  .tuple(repeated('long ', 30), fc.nat(999))
  .map(([label, page]) => `[a ${label}link](https://example.com/${page}_x)`);
const long = fc
  .tuple(fc.constantFrom(...MARKS), repeated('very ', 90))
  .map(([mark, text]) => `${mark}${text}long${mark}`);
/** Markup within markup, of another kind. */
const marked = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom(...MARKS), { minLength: 1, maxLength: 3, selector: (mark) => mark.charAt(0) }),
    fc.oneof(plain, code, link),
  )
  .map(([marks, inner]) => marks.reduce((text, mark) => `${mark}so ${text} it${mark}`, inner));
const phrase = fc.oneof({ weight: 8, arbitrary: plain }, code, link, marked, long);
/** Models end lines with two spaces, too. */
const sentence = (maxPhrases: number) =>
  fc
    .tuple(joined(phrase, ' ', maxPhrases), fc.constantFrom('', '', '', '  '))
    .map(([text, end]) => `So ${text}.${end}`);

const fence = fc
  .record({
    marker: fc.constantFrom('```', '~~~', '````'),
    language: fc.constantFrom('', 'ts', 'python', 'c++'),
    lines: fc.array(fc.constantFrom(...CODE), { maxLength: 20, size: 'max' }),
  })
  .map(({ marker, language, lines }) => [marker + language, 'first();', ...lines, 'last();', marker].join('\n'));
const word = fc
  .tuple(fc.constantFrom('x', '世', '👨‍👩‍👧‍👦', 'ab/'), fc.integer({ min: 1, max: 900 }))
  .map(([unit, count]) => unit.repeat(count));
const text = fc.oneof(
  sentence(20),
  sentence(20).map((small) => `-# ${small}`),
  joined(sentence(15), '\n', 5),
  fence,
);

/** Blocks that may be in quotes and lists, and those within them. */
const { block } = fc.letrec<{ block: string; item: string }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { weight: 3, arbitrary: text },
    fc
      .tuple(fc.boolean(), fc.array(tie('item'), { minLength: 1, maxLength: 5, size: 'max' }))
      .map(([isNumbered, items]) =>
        items
          .map((item, index) => (isNumbered ? `${index + 1}. ` : '- ') + indented(item, isNumbered ? '   ' : '  '))
          .join('\n'),
      ),
    tie('block').map((quoted) => quoted.replace(/^/gm, '> ').replace(/^> $/gm, '>')),
  ),
  item: fc.oneof(
    { weight: 3, arbitrary: sentence(12).map((words) => `Item ${words}`) },
    fc.tuple(sentence(8), tie('block')).map(([words, inner]) => `Item ${words}\n\n${inner}`),
  ),
}));

const section = fc.oneof(
  { weight: 5, arbitrary: block },
  fc.tuple(fc.integer({ min: 1, max: 3 }), sentence(5)).map(([depth, title]) => `${'#'.repeat(depth)} ${title}`),
  fence.map((lines) => `Here is the code:\n\n${lines}`),
  sentence(60),
  word,
);

/** Tables of any shape, wide ones too. The words of the header are `col0` and so on. */
export const tables = fc.integer({ min: 1, max: 5 }).chain((columns) => {
  const words = ['tea', 'Straße', '世界', 'مرحبا', '42', '**bold**', '`code`', '*so*', '👨‍👩‍👧‍👦', 'x<br>y', 'a\\|b'];
  const row = fc
    .array(joined(fc.constantFrom(...words), ' ', 4), { minLength: columns, maxLength: columns })
    .map((cells) => `| ${cells.join(' | ')} |`);
  return fc.array(row, { minLength: 1, maxLength: 60, size: 'max' }).map((rows) => {
    const header = Array.from({ length: columns }, (_, index) => `col${index}`);
    return [`| ${header.join(' | ')} |`, `|${':-:|'.repeat(columns)}`, ...rows].join('\n');
  });
});

/** What Discord does not render as a model writes it. */
const foreign = fc.oneof(
  tables,
  sentence(5).map((title) => `#### ${title}`),
  sentence(5).map((words) => `> > ${words}`),
  sentence(5).map((words) => `- [ ] ${words}\n- [x] done`),
  sentence(5).map((words) => `<details><summary>More</summary>\n\n${words}<br>**x**\n\n</details>`),
  sentence(5).map((words) => `See ![a picture](https://example.com/a_b.png), and[^1].\n\n[^1]: ${words}`),
  sentence(5).map((title) => `${title}\n=====`),
  sentence(5).map((words) => `> [!NOTE]\n> ${words}`),
  sentence(5).map((words) => `See [a file](docs/a_b.md), [a part](#part), [a page][1] and [that].\n\n${words}`),
  fc.constantFrom(
    '[1]: https://example.com/a_b',
    '[that]: <https://example.com/c> "title"',
    '    let code;\n    code = 1;',
  ),
  fc.constantFrom('---', '<think>\nHm.\n\n</think>', '<p align="center">so</p>', 'a &lt; b', '<!-- no -->'),
);

const sectionsOf = (arbitrary: Arbitrary<string>) =>
  fc
    .tuple(fc.array(arbitrary, { minLength: 1, maxLength: 4, size: 'max' }), fc.constantFrom('\n\n', '\n\n', '\n\n\n'))
    .map(([blocks, separator]) => blocks.join(separator));

/** Markdown that Discord renders as it is, such as models write it, seldom too long for one message. */
export const documents = fc.oneof(
  { weight: 11, arbitrary: sectionsOf(section) },
  fc
    .tuple(sectionsOf(section), block, sentence(20))
    .map(([before, quoted, more]) => `${before}\n\n>>> ${quoted}\n\n${more}`),
);

/** Markdown with all that models write. */
export const answers = sectionsOf(fc.oneof({ weight: 2, arbitrary: section }, foreign));

const PIECES = (
  '`,```,```js\n,~~~,\n,\n\n,> ,  ,word ,. ,😀,世界,**,_,||,~~,[,](,<@1>,\\,# ,-# ,- ,1. ,>>> ,\t,' +
  '\r\n,\0,| a |\n,---\n,|-|\n,<b>,</b>,<br>,&lt;,<!--,<think>\n,</think>\n,[^1],[^1]: ,- [ ] ,' +
  'https://example.com/,![a](https://example.com),\u200d,\u0301,\ud83d,\udc00'
)
  .split(',')
  .concat('x'.repeat(290));

/** What no model would write: any marks in any order. */
export const soup = joined(
  fc.tuple(fc.constantFrom(...PIECES), fc.integer({ min: 1, max: 12 })).map(([piece, count]) => piece.repeat(count)),
  '',
  60,
);
