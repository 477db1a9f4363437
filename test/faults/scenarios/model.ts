import { setTimeout as delay } from 'node:timers/promises';
import type { Scenario, StoreKind } from '../scenario.ts';
import { MODEL_FAULTS } from '../thinking-model.ts';

/** Those that are over at once, so that a bot's patience comes to its end. */
const QUICK_FAULTS = ['error', 'reset', 'html', 'rubbish', 'cut'] as const;

const SHARE = 0.7;
const LASTS_MS = [2_000, 3_500] as const;
const BREATHER_MS = [500, 1_500] as const;

/** The model's provider refuses, breaks, hangs, breaks off or talks rubbish, each for a while. */
export function modelScenario(store: StoreKind): Scenario {
  return {
    name: `model/${store}`,
    setting: { store },
    allowsApologies: true,
    async disturb({ model, crowd, random, extent, count }) {
      crowd.talk();
      for (let round = 0; round < extent.rounds; round += 1) {
        for (const fault of MODEL_FAULTS) {
          model.misbehave(SHARE, fault);
          count();
          await delay(random.between(...LASTS_MS));
          model.behave();
          await delay(random.between(...BREATHER_MS));
        }
      }
      model.misbehave(1, ...QUICK_FAULTS);
      count();
      await delay(extent.outageMs);
      model.behave();
      await delay(random.between(...BREATHER_MS));
    },
  };
}
