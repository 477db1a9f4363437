import { PROXY_FAULTS } from '../broken-proxy.ts';
import type { Scenario, StoreKind } from '../scenario.ts';

const SHARE = 0.4;
const LASTS_MS = [2_000, 4_000] as const;
const BREATHER_MS = [500, 1_500] as const;

/** The Assistants server, or the way to it, refuses, loses, delays and mangles requests and answers. */
export function remoteScenario(store: StoreKind): Scenario {
  return {
    name: `remote/${store}`,
    setting: { store, isRemote: true, hasProxy: true },
    allowsApologies: true,
    async disturb({ proxy, crowd, extent, count, pause }) {
      if (!proxy) throw new Error('There is nothing between the bot and its Assistants server.');
      crowd.talk();
      for (let round = 0; round < extent.rounds; round += 1) {
        for (const fault of PROXY_FAULTS) {
          proxy.misbehave(SHARE, fault);
          count();
          await pause(LASTS_MS);
          proxy.behave();
          await pause(BREATHER_MS);
        }
        proxy.misbehave(SHARE / 2, ...PROXY_FAULTS);
        count();
        await pause(LASTS_MS);
        proxy.behave();
      }
    },
  };
}
