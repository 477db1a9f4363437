import { describe, expect, test } from 'vitest';
import { type Annotation, placeAnnotations } from '../../src/markdown/annotations.ts';
import { createCitations } from '../../src/markdown/citations.ts';
import { findCode } from '../../src/markdown/code-places.ts';
import { applyEdits } from '../../src/markdown/edits.ts';

const file = (fileId: string) => ({ kind: 'file' as const, fileId });
const page = (url: string, title = 'Title') => ({ kind: 'page' as const, url, title });

/** An annotation where the text has it. */
function about(text: string, part: string, target: Annotation['target'], from = 0): Annotation {
  const start = text.indexOf(part, from);
  return { start, end: start + part.length, text: part, target };
}

function cited(text: string, ...annotations: Annotation[]) {
  const citations = createCitations();
  const edits = citations.edit(text, placeAnnotations(text, annotations), findCode(text));
  const sources = citations.sources().map(({ number, target, markName }) => {
    return [number, target.kind === 'file' ? target.fileId : target.url, markName];
  });
  return { text: applyEdits(text, edits), sources };
}

describe('marks of files', () => {
  test('are numbered by their first place, one number for each file, several at one place', () => {
    const text = 'One【4:0†a.pdf】. Two【4:1†b.pdf】【4:0†a.pdf】. Three【4:2†source】.';

    expect(
      cited(
        text,
        about(text, '【4:1†b.pdf】', file('b')),
        about(text, '【4:2†source】', file('a')),
        about(text, '【4:0†a.pdf】', file('a')),
        about(text, '【4:0†a.pdf】', file('a'), 20),
      ),
    ).toEqual({
      text: 'One[1]. Two[2][1]. Three[1].',
      sources: [
        [1, 'a', 'a.pdf'],
        [2, 'b', 'b.pdf'],
      ],
    });
  });

  test('side by side for one file are one', () => {
    const text = 'Sales【4:0†source】【4:3†source】 rose.';

    const given = [about(text, '【4:0†source】', file('a')), about(text, '【4:3†source】', file('a'))];

    expect(cited(text, ...given).text).toBe('Sales[1] rose.');
  });

  test('that cite two files are two', () => {
    const text = 'Sales【4:0†source】 rose.';

    const given = [about(text, '【4:0†source】', file('a')), about(text, '【4:0†source】', file('b'))];

    expect(cited(text, ...given).text).toBe('Sales[1][2] rose.');
  });

  test.each([
    { name: 'count code points', start: 7, end: 19 },
    { name: 'are nonsense', start: 900, end: 2 },
    { name: 'are missing', start: 0, end: 0 },
  ])('are found when their offsets $name', ({ start, end }) => {
    const text = '📈📈👩‍👧 up【4:0†source】.';

    expect(cited(text, { start, end, text: '【4:0†source】', target: file('a') }).text).toBe('📈📈👩‍👧 up[1].');
  });

  test('are found at the beginning when no offset is given', () => {
    const text = '【4:0†source】 it is.';

    expect(cited(text, { start: -1, end: -1, text: '【4:0†source】', target: file('a') }).text).toBe('[1] it is.');
  });

  test('with equal texts and wrong offsets are told apart by their order', () => {
    const text = 'A【source】 B【source】';
    const wrong = (fileId: string) => ({ start: 99, end: 99, text: '【source】', target: file(fileId) });

    expect(cited(text, wrong('a'), wrong('b')).text).toBe('A[1] B[2]');
  });

  test('behind characters beyond the basic plane, told apart by code points', () => {
    const text = '📈 A【source】 B【source】';
    const counted = (start: number, fileId: string) => ({ start, end: 0, text: '【source】', target: file(fileId) });

    expect(cited(text, counted(13, 'b'), counted(3, 'a')).sources).toEqual([
      [1, 'a', undefined],
      [2, 'b', undefined],
    ]);
  });

  test('that stand in the text more often than they are annotated mean the same', () => {
    const text = 'A【4:0†source】 B【4:0†source】';

    expect(cited(text, about(text, '【4:0†source】', file('a'))).text).toBe('A[1] B[1]');
  });

  test('before a bracket do not become a link', () => {
    const text = 'A【4:0†source】(https://example.com)';

    expect(cited(text, about(text, '【4:0†source】', file('a'))).text).toBe('A[1] (https://example.com)');
  });

  test('within inline code stand behind it, and within a block of code nowhere', () => {
    const inline = 'Call `f()【4:0†source】` now.';
    const block = 'Look:\n```js\nf();【4:0†source】\n```\nThere.';

    expect(cited(inline, about(inline, '【4:0†source】', file('a'))).text).toBe('Call `f()`[1] now.');
    expect(cited(block, about(block, '【4:0†source】', file('a')))).toEqual({
      text: 'Look:\n```js\nf();\n```\nThere.',
      sources: [[1, 'a', undefined]],
    });
  });

  test('which are not in the text are sources all the same', () => {
    expect(cited('Text.', { start: 3, end: 9, text: '【1†x】', target: file('a') })).toEqual({
      text: 'Text.',
      sources: [[1, 'a', undefined]],
    });
  });
});

describe('citations of pages', () => {
  test('stand behind the words that they are about', () => {
    const text = 'It will rain. Take care.';

    expect(cited(text, { start: 0, end: 13, text: '', target: page('https://a.example') }).text).toBe(
      'It will rain.[1] Take care.',
    );
  });

  test('are counted in code points', () => {
    const text = '📈📈 It will rain. Take care.';

    expect(cited(text, { start: 3, end: 16, text: '', target: page('https://a.example') }).text).toBe(
      '📈📈 It will rain.[1] Take care.',
    );
  });

  test('take the place of a mark', () => {
    const text = 'It will rain【3:0†source】.';

    expect(cited(text, about(text, '【3:0†source】', page('https://a.example'))).text).toBe('It will rain[1].');
  });

  test('are nothing where the text links to them itself, and that link does not unfold', () => {
    const url = 'https://a.example/x?utm_source=openai';
    const text = `Rain ([a.example](${url})) and \`[x](${url})\``;

    expect(cited(text, { start: 5, end: 64, text: '', target: page(url) })).toEqual({
      text: `Rain ([a.example](<${url}>)) and \`[x](${url})\``,
      sources: [],
    });
  });
});

describe('marks that nothing explains', () => {
  test.each([
    ['Sales were up 【4:0†source】.', 'Sales were up.'],
    ['Up【12†L3-L8】 and up 【6†report.pdf】【7†b】!', 'Up and up!'],
    ['Rain \ue200cite\ue202turn0search1\ue202turn0search2\ue201.', 'Rain.'],
    ['日本語の【重要】な点', '日本語の【重要】な点'],
    ['`a 【4:0†source】`', '`a 【4:0†source】`'],
    ['```\n【4:0†source】\n```\nx 【4:0†source】', '```\n【4:0†source】\n```\nx'],
    ['A [1] and a[2].', 'A [1] and a[2].'],
  ])('%j', (text, expected) => {
    expect(cited(text).text).toBe(expected);
  });

  test('are looked for in long runs of spaces and brackets without delay', () => {
    const text = `${' '.repeat(100_000)}x${'【'.repeat(100_000)}`;

    expect(cited(`a【1†b】${text}`).text).toBe(`a${text}`);
  });
});
