import { describe, expect, test } from 'vitest';
import { renderForDiscord } from '../../src/markdown/render.ts';
import { splitMessage } from '../../src/markdown/split.ts';
import { readCorpus } from './corpus.ts';
import { avoidableFaults, complaintsAbout } from './invariants.ts';

const CUT_POINTS = 40;
const corpus = readCorpus();
/** A mark that is longer than a message cannot look in parts as in one piece. */
const WITH_GIANT_MARKS = new Set(['a language of 3,000 characters', 'one giant link', 'only brackets']);

test('there are answers enough, and no two of the same name', () => {
  expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length);
  expect(corpus.length).toBeGreaterThanOrEqual(60);
});

describe.each(corpus)('$name', ({ name, text }) => {
  const complaints = WITH_GIANT_MARKS.has(name) ? avoidableFaults : complaintsAbout;

  test('is whole in its messages, and so is what is rendered of it', () => {
    for (const limit of [2_000, 500]) {
      expect(complaints(text, splitMessage(text, limit), limit)).toEqual([]);
      const rendered = renderForDiscord(text);
      expect(complaints(rendered, splitMessage(rendered, limit), limit)).toEqual([]);
    }
  });

  test('is whole wherever it ends', () => {
    for (const end of endsIn(text)) {
      const beginning = text.slice(0, end);
      const answer = end % 2 === 0 ? beginning : renderForDiscord(beginning);

      const found = complaints(answer, splitMessage(answer));

      expect({ end, found }).toEqual({ end, found: [] });
    }
  });
});

/** Places in the text, the same for the same length. */
function endsIn({ length }: string): number[] {
  let seed = length % 65_537;
  return Array.from({ length: CUT_POINTS }, () => {
    seed = (seed * 75 + 74) % 65_537;
    return Math.ceil((seed / 65_537) * length);
  });
}
