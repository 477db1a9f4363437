import { describe, expect, test } from 'vitest';
import { createCitedText } from '../../src/engine/models/cited-text.ts';

describe('the markers of citations', () => {
  const cited = (pieces: readonly string[], citations: readonly { after: number; index: number }[]) => {
    const text = createCitedText(4);
    for (const [place, piece] of pieces.entries()) {
      Array.from(text.add(piece));
      for (const { after, index } of citations)
        if (after === place) Array.from(text.cite({ index, fileId: 'file-1', filename: 'a】b\n.txt' }));
    }
    Array.from(text.end());
    return text.text();
  };

  test.each([
    { name: 'at their place', citation: { after: 1, index: 7 }, expected: 'one two【4:0†a b .txt】 three' },
    { name: 'ahead of the text', citation: { after: 0, index: 8 }, expected: 'one two 【4:0†a b .txt】three' },
    { name: 'behind all of it', citation: { after: 2, index: 99 }, expected: 'one two three【4:0†a b .txt】' },
    { name: 'too late: at once', citation: { after: 2, index: 3 }, expected: 'one two three【4:0†a b .txt】' },
  ])('are said $name', ({ citation, expected }) => {
    expect(cited(['one', ' two', ' three'], [citation])).toBe(expected);
  });

  test('at a place that counts characters as people do, not halves of them', () => {
    expect(cited(['📈📈', ' two', ' three'], [{ after: 0, index: 6 }])).toBe('📈📈 two【4:0†a b .txt】 three');
  });
});
