import { setTimeout as delay } from 'node:timers/promises';
import type { Scenario } from '../scenario.ts';

const TOGETHER_MS = [500, 3_000] as const;
const ALONE_MS = [1_000, 3_000] as const;
const KILL_SHARE = 0.35;

/** Two processes on one token and one Redis: the new one starts, then the old one goes, now and then by `kill -9`. */
export function rollingScenario(isRemote: boolean): Scenario {
  return {
    name: `rolling/Redis/${isRemote ? 'remote' : 'embedded'}`,
    setting: { store: 'Redis', isRemote },
    allowsApologies: false,
    async disturb({ bot, addBot, crowd, random, extent, count }) {
      crowd.talk();
      let [old, next] = [bot, addBot('second-bot')];
      for (let restarts = 0; restarts < extent.restarts; restarts += 1) {
        await delay(random.between(...ALONE_MS));
        next.start();
        await next.untilReady();
        await delay(random.between(...TOGETHER_MS));
        if (random.chance(KILL_SHARE)) await old.kill();
        else await old.stop();
        count();
        [old, next] = [next, old];
      }
      await delay(random.between(...ALONE_MS));
    },
  };
}
