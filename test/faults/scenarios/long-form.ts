import type { Extent, Scenario, StoreKind } from '../scenario.ts';
import { awayScenario } from './away.ts';
import { discordScenario } from './discord.ts';
import { engineScenario } from './engine.ts';
import { killScenario, uploadScenario } from './kill.ts';
import { endlessScenario, modelScenario } from './model.ts';
import { remoteScenario } from './remote.ts';
import { rollingScenario } from './rolling.ts';
import { storeScenario } from './store.ts';

const stores: readonly StoreKind[] = ['SQLite', 'Redis'];

/** Everything. */
export const longForm: readonly Scenario[] = [
  ...stores.map((store) => killScenario({ store })),
  ...stores.map((store) => killScenario({ store, isRemote: true })),
  ...stores.map((store) => killScenario({ store, isGrowing: true })),
  killScenario({ store: 'SQLite', isRemote: true, isGrowing: true }),
  ...stores.map((store) => uploadScenario({ store })),
  uploadScenario({ store: 'SQLite', isRemote: true }),
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
  discordScenario('limits', 'SQLite'),
  ...stores.flatMap((store) => [modelScenario(store), endlessScenario(store)]),
  ...stores.map(remoteScenario),
  ...stores.map(engineScenario),
  rollingScenario(false),
  rollingScenario(true),
  rollingScenario(false, true),
];

/** More than a hundred kills in all. */
export const longExtent: Extent = {
  kills: 30,
  rounds: 2,
  restarts: 8,
  outageMs: 8_000,
  pace: 1,
  settleMs: 60_000,
  quietMs: 8_000,
};
