import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What the paths of those begin with that take longest, in `test/`. */
const LONGEST = [
  'faults.test.ts',
  'playground/bobbin',
  'playground/page/',
  'playground/host',
  'start',
  'growing.test.ts',
  'engine/survival.test.ts',
  'engine/processes.test.ts',
  'markdown/properties.test.ts',
  'bot.test.ts',
  'models-and-servers.test.ts',
  'outages.test.ts',
  'markdown/corpus.test.ts',
  'away.test.ts',
];

/**
 * The order of the test files: no long one is left for the end, when the others are done and it is waited for alone. Vitest
 * itself knows what takes long only from the last time, and in a fresh clone there was none.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- it is no array's
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const path = relative('test', moduleId).replaceAll('\\', '/');
  const place = LONGEST.findIndex((beginning) => path.startsWith(beginning));
  return place === -1 ? LONGEST.length : place;
}
