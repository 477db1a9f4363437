import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What the paths of those begin with that take longest, in `test/`. */
const LONGEST = [
  'faults.test.ts',
  'playground/host',
  'playground/bobbin/commands/config-panel.test.ts',
  'playground/bobbin/commands/talk.test.ts',
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
/** Those that drive a browser: they are long, too, and take more of the processor than others. */
const IN_A_BROWSER = /^playground\/(?:bobbin|page)\//;

/**
 * The order of the test files: no long one is left for the end, when the others are done and it is waited for alone, and
 * those with a browser take turns with others, which mostly wait. Vitest itself knows what takes long only from the last
 * time, and in a fresh clone there was none.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- it is no array's
    const sorted = (await super.sort(files)).toSorted((one, other) => placeOf(one) - placeOf(other));
    const { browser = [], other = [] } = Object.groupBy(sorted, (file) =>
      IN_A_BROWSER.test(pathOf(file)) ? 'browser' : 'other',
    );
    const turns = Array.from({ length: Math.max(browser.length, other.length) }, (_, turn) => [
      ...other.slice(turn, turn + 1),
      ...browser.slice(turn, turn + 1),
    ]);
    return turns.flat();
  }
}

function pathOf({ moduleId }: TestSpecification): string {
  return relative('test', moduleId).replaceAll('\\', '/');
}

function placeOf(file: TestSpecification): number {
  const place = LONGEST.findIndex((beginning) => pathOf(file).startsWith(beginning));
  return place === -1 ? LONGEST.length : place;
}
