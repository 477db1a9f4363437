import { setTimeout as delay } from 'node:timers/promises';
import type { Scenario, Setting } from '../scenario.ts';

const SOON_SHARE = 0.3;

/** The bot's process is killed at any moment, also while it still starts, and started again at once. */
export function killScenario(setting: Setting): Scenario {
  return {
    name: `kill/${setting.store}/${setting.isRemote ? 'remote' : 'embedded'}`,
    setting,
    allowsApologies: false,
    async disturb({ bot, crowd, random, extent, count }) {
      crowd.talk();
      for (let kills = 0; kills < extent.kills; kills += 1) {
        await delay(random.chance(SOON_SHARE) ? random.between(50, 900) : random.between(900, 4_000));
        await bot.kill();
        bot.start();
        count();
      }
      await delay(1_000);
    },
  };
}
