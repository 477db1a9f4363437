import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { expect, test } from 'vitest';
import { renderForDiscord } from '../../src/markdown/render.ts';
import { splitMessage } from '../../src/markdown/split.ts';
import { answers, documents, soup, tables } from './documents.ts';
import { complaintsAbout, findFaults } from './invariants.ts';
import { wordsOf } from './rendered.ts';

const DEFAULT_RUNS = 1_000;
/** `PROPERTY_RUNS=100000 npx vitest run test/markdown/properties.test.ts` tries more, and each time others. */
const runs = Number(process.env['PROPERTY_RUNS'] ?? DEFAULT_RUNS);
/** On a failure fast-check says the seed and the path, and the smallest text that it found. */
const settings = { numRuns: runs, ...(runs === DEFAULT_RUNS && { seed: 1 }) };
const timeout = 30_000 + runs * 30;

const limits = fc.constantFrom(300, 700, 2_000);

/** The text, or the beginning of it: what there is of an answer that is still being written. */
function orBeginnings(whole: Arbitrary<string>): Arbitrary<string> {
  const beginning = fc.tuple(whole, fc.nat(1_000)).map(([text, share]) => {
    return text.slice(0, Math.ceil((text.length * share) / 1_000)).toWellFormed();
  });
  return fc.oneof(whole, beginning);
}

/** Runs it for many values; the share makes it fewer where few tell enough. */
function forAll<Value>(values: Arbitrary<Value>, check: (value: Value) => void, share = 1): void {
  const property = fc.property(values, (value) => {
    check(value);
  });
  fc.assert(property, { ...settings, numRuns: Math.ceil(runs * share) });
}

test(
  'an answer that is cut looks the same in messages as in one, and nothing is cut that need not be',
  () => {
    forAll(fc.tuple(orBeginnings(documents), limits), ([text, limit]) => {
      expect(complaintsAbout(text, splitMessage(text, limit), limit)).toEqual([]);
    });
  },
  timeout,
);

test(
  'so does one that is rendered before',
  () => {
    forAll(fc.tuple(orBeginnings(answers), limits), ([written, limit]) => {
      const text = renderForDiscord(written);
      expect(complaintsAbout(text, splitMessage(text, limit), limit)).toEqual([]);
    });
  },
  timeout,
);

test(
  'whatever is thrown at them, there are few messages that fit, and nothing is lost',
  () => {
    forAll(fc.tuple(soup, fc.boolean(), limits), ([written, isRendered, limit]) => {
      const text = isRendered ? renderForDiscord(written) : written;

      const messages = splitMessage(text, limit);

      expect(text.trim() === '').toBe(written.trim() === '');
      expect(messages.length).toBeLessThanOrEqual(Math.ceil(text.length / (limit / 3)) + 1);
      const faults = findFaults(text, messages, limit);
      expect(faults.filter(({ kind }) => ['length', 'blank', 'lost'].includes(kind))).toEqual([]);
    });
  },
  timeout,
);

test(
  'an answer that Discord renders as it is stays as it is',
  () => {
    const plain = documents.filter(
      (text) => !/&|<br>|~~~|````|>[ \t]*>|^[ \t]*>$|^[ \t>]*(?:[-*_][ \t]*){3}/m.test(text),
    );
    forAll(plain, (text) => expect(renderForDiscord(text)).toBe(text), 0.5);
  },
  timeout,
);

test(
  'after rendering, each code block ends where Discord ends it',
  () => {
    const check = (written: string) => {
      for (const part of splitMessage(renderForDiscord(written))) {
        const marks = part.match(/`{3,}/g) ?? [];
        expect(marks.length % 2).toBe(0);
        expect(marks.every((mark) => mark === '```')).toBe(true);
        expect(part).not.toContain('~~~');
      }
    };
    forAll(answers, check, 0.5);
  },
  timeout,
);

test(
  'what is rendered can be rendered again and stays',
  () => {
    const check = (written: string) => {
      const once = renderForDiscord(written);
      expect(renderForDiscord(once)).toBe(once);
    };
    forAll(documents, check, 0.5);
  },
  timeout,
);

test(
  'no word is lost by rendering',
  () => {
    forAll(documents, (text) => expect(wordsOf(renderForDiscord(text))).toEqual(wordsOf(text)), 0.5);
    forAll(
      tables,
      (table) => {
        const [, , ...rows] = table.split('\n');
        const cells = wordsOf(rows.join('\n').replaceAll('<br>', ' '));
        expect(wordsOf(renderForDiscord(table)).filter((word) => !/^col\d$/.test(word))).toEqual(cells);
      },
      0.5,
    );
  },
  timeout,
);
