import { describe, test } from 'vitest';
import { play } from './faults/play.ts';
import { details } from './faults/report.ts';
import type { Extent, Scenario } from './faults/scenario.ts';
import { awayScenario } from './faults/scenarios/away.ts';
import { discordScenario } from './faults/scenarios/discord.ts';
import { killScenario } from './faults/scenarios/kill.ts';
import { rollingScenario } from './faults/scenarios/rolling.ts';
import { storeScenario } from './faults/scenarios/store.ts';
import { redisIsMissing } from './support/redis.ts';

/** The same day every time; `npm run test:faults` is the long form, with other days, too. */
const SEED = 1;
const extent: Extent = {
  kills: 4,
  rounds: 1,
  restarts: 2,
  outageMs: 2_500,
  pace: 0.5,
  settleMs: 40_000,
  quietMs: 2_000,
};

const scenarios: readonly Scenario[] = [
  killScenario({ store: 'SQLite' }),
  killScenario({ store: 'Redis', isRemote: true }),
  awayScenario('SQLite', 'kill'),
  storeScenario('stopped', false),
  discordScenario('gateway', 'SQLite'),
  rollingScenario(false),
];

describe.concurrent('nothing lost, nothing twice, nothing half, nobody stuck', () => {
  for (const scenario of scenarios) {
    const isSkipped = scenario.setting.store === 'Redis' && redisIsMissing !== undefined;
    test.skipIf(isSkipped)(scenario.name, { timeout: 180_000 }, async ({ expect }) => {
      const outcome = await play(scenario, { seed: SEED, extent });

      expect(outcome.faults).toBeGreaterThan(0);
      expect(details(outcome)).toBe('');
    });
  }
});
