import type { Scenario } from '../scenario.ts';

const TOGETHER_MS = [500, 3_000] as const;
const ALONE_MS = [1_000, 3_000] as const;
const KILL_EVERY = 3;

/** Two processes on one token and one Redis: the new one starts, then the old one goes, every third by `kill -9`. */
export function rollingScenario(isRemote: boolean, isGrowing = false): Scenario {
  return {
    name: `rolling/Redis/${isRemote ? 'remote' : 'embedded'}${isGrowing ? '/growing' : ''}`,
    setting: { store: 'Redis', isRemote, isGrowing },
    allowsApologies: false,
    async disturb({ bot, addBot, crowd, extent, count, pause }) {
      crowd.talk();
      let [old, next] = [bot, addBot('second-bot')];
      for (let restarts = 0; restarts < extent.restarts; restarts += 1) {
        await pause(ALONE_MS);
        next.start();
        await next.untilReady();
        await pause(TOGETHER_MS);
        if (restarts % KILL_EVERY === 1) await old.kill();
        else await old.stop();
        count();
        [old, next] = [next, old];
      }
      await pause(ALONE_MS);
    },
  };
}
