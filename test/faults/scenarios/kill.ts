import { setTimeout as delay } from 'node:timers/promises';
import type { Discord } from '../../../playground/discord/discord.ts';
import type { Scenario, Setting } from '../scenario.ts';

const SOON_SHARE = 0.3;
const SENDING = { method: 'POST', path: /\/messages$/ } as const;
const EDITING = { method: 'PATCH', path: /\/messages\/\d+$/ } as const;

/**
 * How Discord takes messages meanwhile, so that processes die between the parts of an answer, too: slowly, and what
 * they have sent then arrives after their death, sometimes when the next one is already there; or not at all.
 */
const MOODS: readonly [(discord: Discord) => void, ...((discord: Discord) => void)[]] = [
  () => undefined,
  ({ faults }) => faults.delay({ ...SENDING, ms: 150 }),
  ({ faults }) => faults.delay({ ...SENDING, ms: 400 }),
  ({ faults }) => faults.delay({ ...SENDING, ms: 1_500 }),
  ({ faults }) => faults.fail({ ...SENDING, status: 503, times: Infinity }),
  ({ faults }) => faults.delay({ ...EDITING, ms: 1_500 }),
];

/** The bot's process is killed at any moment, also while it still starts, and started again at once. */
export function killScenario(setting: Setting): Scenario {
  return {
    name: `kill/${setting.store}/${setting.isRemote ? 'remote' : 'embedded'}${setting.isGrowing ? '/growing' : ''}`,
    setting,
    allowsApologies: false,
    async disturb({ bot, crowd, discord, random, extent, count }) {
      crowd.talk();
      for (let kills = 0; kills < extent.kills; kills += 1) {
        random.pick(MOODS)(discord);
        await delay(random.chance(SOON_SHARE) ? random.between(50, 900) : random.between(900, 4_000));
        await bot.kill();
        discord.faults.clear();
        bot.start();
        count();
      }
      await delay(1_000);
    },
  };
}

/** The bot's process is killed while a file has just been uploaded: before that is written down, before the run, or later. */
export function uploadScenario(setting: Setting): Scenario {
  return {
    name: `upload/${setting.store}/${setting.isRemote ? 'remote' : 'embedded'}`,
    setting,
    allowsApologies: false,
    async disturb({ bot, crowd, random, extent, count, untilUpload }) {
      crowd.talk();
      for (let kills = 0; kills < extent.kills; kills += 1) {
        await bot.untilReady();
        await untilUpload(4_000);
        await delay(random.between(0, 20));
        await bot.kill();
        bot.start();
        count();
      }
      await delay(1_000);
    },
  };
}
