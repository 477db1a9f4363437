import type { Scenario, Setting } from '../scenario.ts';
import { setTimeout as delay } from 'node:timers/promises';

const SOON_SHARE = 0.3;
/**
 * How long Discord takes for a message, so that processes die between the parts of an answer, too, and what they have
 * sent arrives after their death, sometimes when the next one is already there.
 */
const SENDING_MS = [0, 150, 400, 1_500] as const;

/** The bot's process is killed at any moment, also while it still starts, and started again at once. */
export function killScenario(setting: Setting): Scenario {
  return {
    name: `kill/${setting.store}/${setting.isRemote ? 'remote' : 'embedded'}`,
    setting,
    allowsApologies: false,
    async disturb({ bot, crowd, discord, random, extent, count }) {
      crowd.talk();
      for (let kills = 0; kills < extent.kills; kills += 1) {
        discord.faults.clear();
        discord.faults.delay({ method: 'POST', path: /\/messages$/, ms: random.pick(SENDING_MS) });
        await delay(random.chance(SOON_SHARE) ? random.between(50, 900) : random.between(900, 4_000));
        await bot.kill();
        bot.start();
        count();
      }
      discord.faults.clear();
      await delay(1_000);
    },
  };
}
