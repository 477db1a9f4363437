import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { createFormulas } from '../../src/formulas/formulas.ts';
import { renderForDiscord } from '../../src/markdown/render.ts';
import { splitMessage } from '../../src/markdown/split.ts';
import { documents } from '../markdown/documents.ts';
import { watchChildren } from '../support/children.ts';
import { decodePng } from '../support/png.ts';

const { raw } = String;
const text = (...lines: string[]) => lines.join('\n');
const ROOTS = raw`\frac{-b \pm \sqrt{b^2 - 4ac}}{2a}`;
const SUM = raw`\lim_{x \to 0} \frac{\sin x}{x}`;

const formulas = createFormulas({ timeoutMs: 60_000 });
afterAll(() => formulas.close());

/** Private-use characters, one after the other. */
function marks(): () => string {
  let next = 0xe000;
  return () => String.fromCharCode((next += 1) - 1);
}

async function write(markdown: string) {
  const { text: written, drawn } = await formulas.write(markdown, marks());
  return {
    written: written.replace(/[\uE000-\uF8FF]/g, ''),
    drawn: drawn.map(({ number, latex }) => `${number} ${latex}`),
  };
}

describe('a text with formulas', () => {
  test('has simple ones as Unicode and others as numbers', async () => {
    expect(await write(raw`For \(a \neq 0\) and $x^2$ the roots are \(${ROOTS}\).`)).toEqual({
      written: 'For a ≠ 0 and x² the roots are `(1)`.',
      drawn: [`1 ${ROOTS}`],
    });
  });

  test('has those on lines of their own as numbers, however simple', async () => {
    expect(await write(text('So:', '', '\\[', '3x + 11 = 14', '\\]', '', '$$x = 1$$'))).toEqual({
      written: text('So:', '', '`(1)`', '', '`(2)`'),
      drawn: ['1 3x + 11 = 14', '2 x = 1'],
    });
  });

  test('has one number and one mark for equal ones', async () => {
    const { text: written, drawn } = await formulas.write(raw`\(${ROOTS}\), \(${SUM}\), \(${ROOTS}\)`, marks());

    expect(written).toBe('`(1)\uE000`, `(2)\uE001`, `(1)\uE000`');
    expect(drawn).toEqual([
      { number: 1, latex: ROOTS, mark: '\uE000' },
      { number: 2, latex: SUM, mark: '\uE001' },
    ]);
  });

  test('is the same each time', async () => {
    const markdown = raw`\(${ROOTS}\) \[x\] \(\foo\) $x^2$`;

    expect(await formulas.write(markdown, marks())).toEqual(await formulas.write(markdown, marks()));
  });

  test('has what cannot be drawn as it was written, in code', async () => {
    expect(await write(raw`a \(\foo_1 * b_1\) and $\foo$`)).toEqual({
      written: raw`a ${'`'}\(\foo_1 * b_1\)${'`'} and ${'`'}$\foo$${'`'}`,
      drawn: [],
    });
    expect((await write(text('- so:', '  \\[', '  \\foo \\\\', '  a_1', '  \\]', '- then'))).written).toBe(
      text('- so:', '  ```latex', '  \\foo \\\\', '  a_1', '  ```', '- then'),
    );
    expect((await write(text('> \\[', '> \\foo', '> \\]'))).written).toBe(text('> ```latex', '> \\foo', '> ```'));
  });

  test('has in words what has no glyphs', async () => {
    expect(await write(raw`\[\text{速度} = \frac{\text{路程}}{\text{时间}}\]`)).toEqual({
      written: '速度 = 路程/时间',
      drawn: [],
    });
  });

  test('says nothing of formulas that a model thought of', async () => {
    expect(await write(raw`<think>\[x\]</think>So \[y = 1\]`)).toEqual({ written: 'So `(1)`', drawn: ['1 y = 1'] });
  });

  test('has the first forty drawn, and those that are not too long', async () => {
    const many = Array.from({ length: 50 }, (_, index) => raw`\[x = ${index}\]`);
    const { written, drawn } = await write([`$$${'x+'.repeat(1_000)}x$$`, ...many].join('\n\n'));

    expect(drawn).toHaveLength(40);
    expect(written).toContain('`(40)`\n\nx = 40\n\nx = 41');
    expect(written).toContain('`$$x+');
  });
});

describe('what is written', () => {
  const markdown = text(
    `### Of \\(${ROOTS}\\)`,
    `#### Of \\(${SUM}\\)`,
    '',
    '| Name | Value |',
    '|------|-------|',
    `| roots | \\(${ROOTS}\\) |`,
    raw`| norm | \(|x|\) |`,
    '',
    `- one \\(${ROOTS}\\)`,
    `- **two \\(${SUM}\\)**`,
    '> \\[',
    '> x_1 * x_2 * x_3',
    '> \\]',
    '',
    raw`\(> 0\) and \(a<b\), \(c>d\), \(a_b^* \cdot b_c^*\)`,
  );

  test('is rendered and split without harm', async () => {
    const { text: written, drawn } = await formulas.write(markdown, marks());

    const messages = splitMessage(renderForDiscord(written), 120);

    for (const { mark, number } of drawn) {
      const [first = ''] = messages.filter((message) => message.includes(mark));
      expect(first).toContain(`(${number})${mark}`);
    }
    expect(renderForDiscord(written).replace(/[\uE000-\uF8FF]/g, '')).toBe(
      text(
        '### Of `(1)`',
        '**Of `(2)`**',
        '',
        '```',
        'Name  | Value',
        '------+------',
        'roots | (1)',
        'norm  | ∣x∣',
        '```',
        '',
        '- one `(1)`',
        '- **two `(2)`**',
        '> `(3)`',
        '',
        raw`\> 0 and a < b, c > d, a\_b∗ · b\_c∗`,
      ),
    );
  });
});

test('a text without formulas is as it was, and costs nothing', async () => {
  const never = () => {
    throw new Error('no mark is needed');
  };
  const children = watchChildren();
  const formulas = createFormulas();
  await fc.assert(
    fc.asyncProperty(documents, async (markdown) => {
      expect(await formulas.write(markdown, never)).toEqual({ text: markdown, drawn: [] });
    }),
    { numRuns: 200 },
  );
  for (const markdown of ['It costs $5\r\nand $10.', '`$x$`\r\n', '```\r\n\\[x\\]\r\n```']) {
    expect(await formulas.write(markdown, never)).toEqual({ text: markdown, drawn: [] });
  }
  expect(children).toEqual([]);
});

test('when there is no time, formulas stay as they were written', async () => {
  const hurried = createFormulas({ timeoutMs: 1 });

  const { text: written, drawn } = await hurried.write(raw`\(${ROOTS}\) and \(x^2\)`, marks());

  expect(written).toBe(raw`${'`'}\(${ROOTS}\)${'`'} and x²`);
  expect(drawn).toEqual([]);
  await expect(hurried.draw([{ number: 1, latex: ROOTS, mark: '' }])).rejects.toThrow('aborted');
  await hurried.close();
});

test('the picture has all that is to be drawn', async () => {
  const { drawn } = await formulas.write(raw`\(${ROOTS}\) and \(${SUM}\)`, marks());

  const [both, one] = await Promise.all([formulas.draw(drawn), formulas.draw(drawn.slice(1))]);

  expect(decodePng(both).height).toBeGreaterThan(decodePng(one).height + 100);
});
