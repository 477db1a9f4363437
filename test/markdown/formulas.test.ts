import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findFormulas } from '../../src/markdown/formulas.ts';
import { documents } from './documents.ts';

const { raw } = String;
const found = (text: string) =>
  findFormulas(text).map(({ latex, isDisplay }) => (isDisplay ? `display ${latex}` : latex));

test.each([
  // Brackets
  [raw`So \(x\) is`, ['x']],
  [raw`\(a_1 * b_1 * c\)`, ['a_1 * b_1 * c']],
  [raw`\( \frac{a}{b} \)`, [raw`\frac{a}{b}`]],
  [raw`**bold \(x_1\) and \(x_2\)**`, ['x_1', 'x_2']],
  [raw`\[x\]`, ['display x']],
  [raw`so \[x = 1\] then`, ['display x = 1']],
  [
    raw`\[ \begin{aligned} a &= b \\[1em] c &= d \end{aligned} \]`,
    [raw`display \begin{aligned} a &= b \\[1em] c &= d \end{aligned}`],
  ],
  [raw`\( a \( b \)`, ['b']],
  [raw`\(见 \text{数学}\)`, [raw`见 \text{数学}`]],
  [raw`若\(x\)则\(y\)。`, ['x', 'y']],
  [raw`إذا كان \(x=2\) فإن`, ['x=2']],
  // Dollars
  ['Let $x$ be', ['x']],
  ['$x$-axis, the $n$th, the $i$-th and two $k$s', ['x', 'n', 'i', 'k']],
  ['$x = 5$.', ['x = 5']],
  ['($x$), "$y$", $z$: $T$; **$a$** *$b$* ||$c$||', ['x', 'y', 'z', 'T', 'a', 'b', 'c']],
  ['is it $5$ or $3 + 4$?', ['5', '3 + 4']],
  ['设$x$为正数，则$y$也是', ['x', 'y']],
  ['Пусть $x$ и $y$', ['x', 'y']],
  ['$E=mc^2$ and $a_1, a_2$', ['E=mc^2', 'a_1, a_2']],
  [raw`$\alpha$, $\text{speed of light}$`, [raw`\alpha`, raw`\text{speed of light}`]],
  ['$n!$, $-1$, $(1, 2)$, $[0, 1)$, $O(n)$', ['n!', '-1', '(1, 2)', '[0, 1)', 'O(n)']],
  [raw`$\$5$`, [raw`\$5`]],
  ['$x$ costs $5', ['x']],
  ['The price is $5, the value $x$, and $10', ['x']],
  ['| $x$ | $5 | $6 |', ['x']],
  ['$$x$$', ['display x']],
  ['so $$x = 1$$ there', ['display x = 1']],
  ['$$\nx = 1\n$$', ['display x = 1']],
  // Environments
  [raw`\begin{align} a &= b \end{align}`, [raw`display \begin{align} a &= b \end{align}`]],
  [
    raw`\begin{matrix} \begin{matrix} a \end{matrix} \end{matrix}`,
    [raw`display \begin{matrix} \begin{matrix} a \end{matrix} \end{matrix}`],
  ],
  [raw`text \begin{align} a \end{align}`, []],
  [raw`\begin{itemize} \item a \end{itemize}`, []],
  // Money and prices
  ['It costs $5 and $10.', []],
  ['costs $5', []],
  ['$5 for me and 10$ for you', []],
  ['$5 or 10$', []],
  ['US$3 and US$4, A$5, HK$6', []],
  ['5$ and 6$', []],
  ['$100 (was $150)', []],
  ['$5–$10, $5-$10, $5/$10, $5,$6', []],
  ['from $5k to $10k, or $1.5M-$2M', []],
  ['Foo ($$), Bar ($$), Baz ($$$)', []],
  ['- Foo: $$\n- Bar: $$', []],
  ['$$ to $$$', []],
  ['Tom $$ + Jerry $$', []],
  ['€5 or $6 or £7', []],
  // Variables and quotations
  ['$HOME/bin:$PATH', []],
  ['$x in prose and $y', []],
  ['the $x in front of $ there', []],
  ['$name$ and $foo-bar$', []],
  ["$_GET['a'] . $_POST['b']", []],
  ['echo $a.$b ${c}${d}', []],
  ['"$" and "$", \'$\' or \'$\'', []],
  ['^abc$ or ^def$', []],
  ['$speed = distance / time$', []],
  // Escapes
  [raw`\$5 and \$6, \$x\$`, []],
  [raw`a \\(b\\)`, []],
  [raw`\(see above\)`, []],
  [raw`as they say\[1\] and\[2\]`, []],
  [raw`\[citation needed\]`, []],
  // Unclosed
  ['$x', []],
  ['x$', []],
  [raw`\(x`, []],
  [raw`\[x`, []],
  [raw`$$x`, []],
  [raw`\begin{align} a`, []],
  [raw`\)x\(`, []],
  [
    raw`\(a

b\)`,
    [],
  ],
  // Code and addresses
  [raw`\`\(x\)\` and \`$x$\``.replaceAll(raw`\``, '`'), []],
  ['``a ` $x$`` and $y$', ['y']],
  ['`a $x$', ['x']],
  ['```\n$x$\n```\n$y$', ['y']],
  ['- a\n  ```latex\n  \\[x\\]\n  ```\n- $y$', ['y']],
  ['~~~\n$$x$$\n~~~', []],
  ['\\[\n```\nx\n```\n\\]', []],
  ['https://a.example/?x=$a$&b=$c$', []],
  ['[x](http://a.example/$a$) <https://a.example/$a$>', []],
])('%j', (text, formulas) => {
  expect(found(text)).toEqual(formulas);
});

describe('a formula over several lines', () => {
  test('is one where its lines look like those of lists, quotes and headings', () => {
    const latex = raw`\begin{aligned}
3x + 11 &= 14 \\
- 11 &\quad - 11 \\
> 0 \\
+ 1

\end{aligned}`;

    expect(findFormulas(`Look:\n\\[\n${latex}\n\\]\nSo.`)).toEqual([
      { start: 6, end: 12 + latex.length, latex, isDisplay: true, prefix: '' },
    ]);
  });

  test('is one within lists and quotes, without their marks', () => {
    expect(findFormulas('> so:\n> \\[\n> x\n> > 0\n> \\]\n> then')).toEqual([
      { start: 8, end: 25, latex: 'x\n> 0', isDisplay: true, prefix: '> ' },
    ]);
    expect(findFormulas('1. so:\n   $$\n   x\n   $$\n2. then')[0]).toMatchObject({ latex: 'x', prefix: '   ' });
    expect(findFormulas('- \\[\n  x\n  \\]')[0]).toMatchObject({ latex: 'x', prefix: '  ' });
    expect(findFormulas('>>> \\[\nx\n> 0\n\\]')[0]).toMatchObject({ latex: 'x\n> 0', prefix: '' });
  });

  test('does not go on to another one’s end', () => {
    expect(found('\\[ x\n\nand \\[y\\]')).toEqual([]);
    expect(found('\\[ x\n\n## Then\n\n\\[y = 1\\]')).toEqual(['display y = 1']);
  });
});

test('the beginning of a formula is text, wherever it is cut', () => {
  for (const formula of [
    raw`\(\frac{a}{b}\)`,
    raw`\[ x = \text{if } 1 \]`,
    '$$\nx = 1\n$$',
    '$x_1^2$',
    raw`\begin{align}a\end{align}`,
  ]) {
    for (let length = 1; length < formula.length; length += 1) {
      expect(found(formula.slice(0, length)), formula.slice(0, length)).toEqual([]);
    }
  }
});

test('what is found is where it says, in order, and never in code', () => {
  const piece = fc.oneof(
    documents,
    fc.constantFrom(
      '$',
      '$$',
      raw`\(`,
      raw`\)`,
      raw`\[`,
      raw`\]`,
      '`',
      '```\n',
      '\n',
      '\n\n',
      ' ',
      '> ',
      '- ',
      'x',
      '5',
      raw`\begin{align}`,
      raw`\end{align}`,
      '\\',
    ),
  );

  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const text = pieces.join('');
      let end = 0;
      for (const formula of findFormulas(text)) {
        expect(formula.start).toBeGreaterThanOrEqual(end);
        expect(text.slice(formula.start, formula.end)).toMatch(/^(?:\\[([]|\$|\\begin)/);
        end = formula.end;
      }
      expect(findFormulas(`\`\`\`\`\`\n${text.replaceAll('`', '')}\n\`\`\`\`\``)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('many signs without an end take little time', () => {
  for (const sign of [raw`\(`, raw`\[`, '$$ ', '$a ', '`a ', raw`\begin{align}`, '\\begin{align}\n']) {
    const startMs = performance.now();
    found(`$x$ ${sign.repeat(20_000)}`);
    expect(performance.now() - startMs, sign).toBeLessThan(5_000);
  }
});
