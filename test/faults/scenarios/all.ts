import type { Scenario, StoreKind } from '../scenario.ts';
import { awayScenario } from './away.ts';
import { discordScenario } from './discord.ts';
import { killScenario } from './kill.ts';
import { modelScenario } from './model.ts';
import { remoteScenario } from './remote.ts';
import { rollingScenario } from './rolling.ts';
import { storeScenario } from './store.ts';

const stores: readonly StoreKind[] = ['SQLite', 'Redis'];

/** Every scenario of the long form. */
export const scenarios: readonly Scenario[] = [
  ...stores.map((store) => killScenario({ store })),
  ...stores.map((store) => killScenario({ store, isRemote: true })),
  ...stores.flatMap((store) => [awayScenario(store, 'stop'), awayScenario(store, 'kill')]),
  storeScenario('stopped', false),
  storeScenario('stopped', true),
  storeScenario('frozen', false),
  storeScenario('full', false),
  storeScenario('read-only', false),
  ...stores.flatMap((store) => [
    discordScenario('gateway', store),
    discordScenario('requests', store),
    discordScenario('silence', store),
  ]),
  ...stores.map(modelScenario),
  ...stores.map(remoteScenario),
  rollingScenario(false),
  rollingScenario(true),
];
