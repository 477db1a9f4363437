import { describe, test } from 'vitest';
import { play } from './faults/play.ts';
import { details } from './faults/report.ts';
import { shortExtent, shortForm } from './faults/scenarios/short-form.ts';
import { redisIsMissing } from './support/redis.ts';

/** The same day every time; `npm run test:faults` is the long form, with other days, too. */
const SEED = 1;

describe.concurrent('nothing lost, nothing twice, nothing half, nobody stuck', () => {
  for (const scenario of shortForm) {
    const isSkipped = scenario.setting.store === 'Redis' && redisIsMissing !== undefined;
    test.skipIf(isSkipped)(scenario.name, { timeout: 180_000 }, async ({ expect }) => {
      const outcome = await play(scenario, { seed: SEED, extent: shortExtent });

      expect(outcome.faults).toBeGreaterThan(0);
      expect(details(outcome)).toBe('');
    });
  }
});
