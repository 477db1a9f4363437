import type { Scenario, StoreKind } from '../scenario.ts';

const LIVES_MS = [1_500, 5_000] as const;
const DEAD_MS = [0, 3_000] as const;

/** The Assistants server is killed in the middle of runs and requests, and comes back after a while. */
export function engineScenario(store: StoreKind): Scenario {
  return {
    name: `engine/${store}`,
    setting: { store, isRemote: true },
    allowsApologies: false,
    allowsUnread: true, // pictures are uploaded there
    async disturb({ engine, crowd, extent, count, pause }) {
      if (!engine) throw new Error('The Assistants server is not a process of its own.');
      crowd.talk();
      for (let kills = 0; kills < extent.restarts; kills += 1) {
        await pause(LIVES_MS);
        await engine.kill();
        await pause(DEAD_MS);
        engine.start();
        await engine.untilReady();
        count();
      }
    },
  };
}
