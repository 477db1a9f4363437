/** How fast repetitions of a word stop counting, and how much the length of a piece does: BM25's usual values. */
const [K1, B] = [1.2, 0.75];
/** Languages without spaces are taken character by character. */
const WORDS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{M}\p{N}_])+/gu;

/** A piece with how well it fits, from 0 (not at all) towards 1. */
export interface Ranked<Piece> {
  readonly piece: Piece;
  readonly score: number;
}

/**
 * Ranks pieces of text by the words of a query (Okapi BM25): pieces are added one by one, then asked for in order.
 * It finds words, not meanings. Only pieces that have a word of the query are kept in memory.
 */
export function createRanking<Piece>(query: string) {
  const terms = [...new Set(wordsOf(query))];
  const places = new Map(terms.map((term, index) => [term, index]));
  const found: { piece: Piece; counts: readonly number[]; length: number }[] = [];
  let [pieces, words] = [0, 0];

  return {
    add(piece: Piece, text: string): void {
      const counts = terms.map(() => 0);
      const own = wordsOf(text);
      for (const word of own) {
        const place = places.get(word);
        if (place !== undefined) counts[place] = (counts[place] ?? 0) + 1;
      }
      pieces += 1;
      words += own.length;
      if (counts.some((count) => count > 0)) found.push({ piece, counts, length: own.length });
    },

    /** The best pieces, best first. The score is the part of what a perfect piece would get. */
    best(limit: number): Ranked<Piece>[] {
      const weights = terms.map((_, index) => {
        const having = found.filter(({ counts }) => (counts[index] ?? 0) > 0).length;
        return Math.log(1 + (pieces - having + 0.5) / (having + 0.5));
      });
      const perfect = weights.reduce((sum, weight) => sum + weight * (K1 + 1), 0);
      return found
        .map(({ piece, counts, length }) => {
          const stretch = K1 * (1 - B + B * (length / (words / pieces)));
          const score = counts.reduce(
            (sum, count, index) => sum + ((weights[index] ?? 0) * count * (K1 + 1)) / (count + stretch),
            0,
          );
          return { piece, score: score / perfect };
        })
        .toSorted((one, other) => other.score - one.score)
        .slice(0, limit);
    },
  };
}

function wordsOf(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().match(WORDS) ?? [];
}
