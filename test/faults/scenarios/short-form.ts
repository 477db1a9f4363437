import type { Extent, Scenario } from '../scenario.ts';
import { awayScenario } from './away.ts';
import { discordScenario } from './discord.ts';
import { killScenario, uploadScenario } from './kill.ts';
import { rollingScenario } from './rolling.ts';
import { storeScenario } from './store.ts';

/** Those that tell most in little time. */
export const shortForm: readonly Scenario[] = [
  rollingScenario(false),
  killScenario({ store: 'SQLite' }),
  killScenario({ store: 'Redis', isRemote: true }),
  killScenario({ store: 'SQLite', isGrowing: true }),
  uploadScenario({ store: 'SQLite' }),
  storeScenario('stopped', false),
  discordScenario('gateway', 'SQLite'),
  awayScenario('SQLite', 'kill'),
];

export const shortExtent: Extent = {
  kills: 4,
  rounds: 1,
  restarts: 2,
  outageMs: 2_500,
  pace: 0.5,
  settleMs: 40_000,
  quietMs: 2_000,
};
