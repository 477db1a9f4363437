import { describe, expect, test } from 'vitest';
import { renderForDiscord } from '../../src/markdown/render.ts';
import { splitMessage } from '../../src/markdown/split.ts';

const FIRST_MARK = 0xf_00_00;
const words = 'some words '.repeat(40).trim();
const wide = 'many more words '.repeat(5).trim();

/** Puts a character of the private use for each `§`, in order. */
function withMarks(text: string): string {
  let next = FIRST_MARK;
  return text.replaceAll('§', () => String.fromCodePoint(next++));
}

function marksOf(text: string): number[] {
  const marks = text.match(/[\u{F0000}-\u{FFFFD}]/gu) ?? [];
  return marks.map((mark) => (mark.codePointAt(0) ?? 0) - FIRST_MARK);
}

/** Marks that other steps leave in the text for what comes in their places later: citations, formulas, files. */
describe('each mark is kept once, at its place', () => {
  test.each([
    { place: 'paragraphs', text: `§A§ b§.\n§\n\n${words}§` },
    { place: 'marked up text', text: '**§a§** _§_ ~~§b~~ ||§|| <b>§</b> `§`§ *a*§' },
    { place: 'headings', text: '# §a§\n\n#### §b **§**§ ##\n\n§c§\n====\n\nd§\n-----' },
    { place: 'list items', text: '- §a§\n- [ ] §b\n  - §c\n1. [x] §\n\n   §' },
    { place: 'quotes', text: '> §a§\n> > §b\n>\n> [!NOTE] §\n> §c\\\n> §' },
    { place: 'cells that become code', text: '| a§ | b |\n|---|---|\n| §c§ | **§** |\n| d `§` | § |' },
    { place: 'cells that become a list', text: `| a | b |\n|---|---|\n| §c§ | ${wide}§ |\n| § | ${wide}<br>§ |` },
    { place: 'cells with mentions', text: '| a | b |\n|---|---|\n| <@1>§ | § |' },
    {
      place: 'labels of links',
      text: '[§a§](https://b.example)§ [§c§](d.md) [§e][1]§ [f](#g)§\n\n[1]: https://h.example',
    },
    { place: 'texts of images', text: '![§a§](https://b.example/c.png)§' },
    { place: 'code', text: '~~~\n§a§\n~~~\n\n    §b ```§\n\nc §\n\n```\n§' },
    { place: 'lines of their own', text: '§\n\n---\n\n§\n§\n\n<p>§</p>' },
  ])('in $place', ({ text }) => {
    const marked = withMarks(text);
    const expected = marksOf(marked);

    const rendered = renderForDiscord(marked);

    expect(marksOf(rendered)).toEqual(expected);
    expect(marksOf(splitMessage(rendered, 40).join(''))).toEqual(expect.arrayContaining(expected));
    expect(marksOf(splitMessage(rendered).join('\n'))).toEqual(expected);
  });

  test('in footnotes', () => {
    const rendered = renderForDiscord(withMarks('a[^1]§ b§[^2].\n\n[^2]: §c§\n[^1]: §d *§*\n\nEnd§.'));

    expect(marksOf(rendered)).toEqual([0, 1, 6, 4, 5, 2, 3]);
  });

  test('and never cut in two', () => {
    const text = withMarks('§'.repeat(3_000));

    expect(marksOf(splitMessage(renderForDiscord(text)).join(''))).toEqual(marksOf(text));
  });
});
