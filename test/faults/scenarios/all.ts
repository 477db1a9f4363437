import type { Scenario } from '../scenario.ts';
import { awayScenario } from './away.ts';
import { killScenario } from './kill.ts';

/** Every scenario of the long form. */
export const scenarios: readonly Scenario[] = [
  killScenario({ store: 'SQLite' }),
  killScenario({ store: 'Redis' }),
  killScenario({ store: 'SQLite', isRemote: true }),
  killScenario({ store: 'Redis', isRemote: true }),
  awayScenario('SQLite', 'stop'),
  awayScenario('SQLite', 'kill'),
  awayScenario('Redis', 'stop'),
  awayScenario('Redis', 'kill'),
];
