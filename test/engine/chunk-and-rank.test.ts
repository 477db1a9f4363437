import { describe, expect, test } from 'vitest';
import { textOf } from '../../src/engine/files/text.ts';
import { chunksOf } from '../../src/engine/vector-stores/chunk.ts';
import { createRanking } from '../../src/engine/vector-stores/rank.ts';

/** So many characters, each another one. */
function numbered(count: number, first: number): string {
  return Array.from({ length: count }, (_, index) => String.fromCodePoint(first + index)).join('');
}

describe('pieces of a text', () => {
  test('a short text is one piece, an empty one is none', () => {
    const chunking = { max_chunk_size_tokens: 100, chunk_overlap_tokens: 50 };

    expect([...chunksOf(' a few words ', chunking)]).toEqual(['a few words']);
    expect([...chunksOf(' \n ', chunking)]).toEqual([]);
  });

  test.each([
    { name: 'words', text: Array.from({ length: 3_000 }, (_, index) => `word${index}`).join(' ') },
    { name: 'no spaces at all', text: numbered(5_000, 0x4e00) },
    { name: 'characters of two halves', text: numbered(3_000, 0x20000) },
  ])('a long text of $name is covered wholly, in pieces of the size that was asked for', ({ text }) => {
    const pieces = [...chunksOf(text, { max_chunk_size_tokens: 100, chunk_overlap_tokens: 50 })];

    expect(pieces.length).toBeGreaterThan(10);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(400);
    expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
    let covered = 0;
    for (const piece of pieces) {
      const start = text.indexOf(piece, Math.max(0, covered - 400));
      expect(start).toBeLessThanOrEqual(covered + 1);
      covered = Math.max(covered, start + piece.length);
    }
    expect(covered).toBe(text.length);
  });
});

describe('the text of a file', () => {
  test.each([
    { name: 'UTF-8', bytes: Buffer.from('Grüße'), expected: 'Grüße' },
    { name: 'UTF-16', bytes: Buffer.from('\ufeffGrüße', 'utf16le'), expected: 'Grüße' },
    { name: 'an image', bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1]), expected: undefined },
    { name: 'a PDF', bytes: Buffer.from('%PDF-1.7'), expected: undefined },
  ])('of $name', ({ bytes, expected }) => {
    expect(textOf(bytes, 'file.txt')).toBe(expected);
  });

  test('of HTML is what one would read', () => {
    const html = '<html><head><title>T</title></head><body><script>let a</script><h1>Hi&nbsp;&#33;</h1><p>A<br>B</p>';

    expect(textOf(Buffer.from(html), 'page.html')).toBe('Hi !\nA\nB');
  });
});

describe('ranking', () => {
  test('rare words count more than common ones, short pieces more than long ones', () => {
    const ranking = createRanking<string>('the penguin');
    const filler = 'the sea and the ice '.repeat(20);
    for (const [name, text] of Object.entries({
      common: 'the the the',
      long: `${filler} penguin`,
      short: 'the penguin',
    }))
      ranking.add(name, text);
    ranking.add('other', 'the cat');

    expect(ranking.best(10).map(({ piece }) => piece)).toEqual(['short', 'long', 'common', 'other']);
    expect(ranking.best(1).length).toBe(1);
  });

  test('finds words in languages without spaces', () => {
    const ranking = createRanking<string>('東京');
    ranking.add('tokyo', '私は東京に住んでいます');
    ranking.add('osaka', '私は大阪に住んでいます');

    expect(ranking.best(10)[0]?.piece).toBe('tokyo');
    expect(ranking.best(10).length).toBe(1);
  });
});
