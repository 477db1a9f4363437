import { setTimeout as delay } from 'node:timers/promises';
import type { Scenario, StoreKind } from '../scenario.ts';

const THREADS = 20;
const POSTS = 50;
const MENTIONS = 5;
const DIRECTS = 2;

/** People post while the bot is away, also in places that it does not know yet; afterwards everybody has an answer. */
export function awayScenario(store: StoreKind, ending: 'stop' | 'kill'): Scenario {
  return {
    name: `away/${store}/${ending}`,
    setting: { store },
    allowsApologies: false,
    cast: { threads: THREADS, directs: DIRECTS },
    async disturb({ bot, crowd, discord, random, count }) {
      const known = [...crowd.conversations];
      const threads = known.filter(({ kind }) => kind === 'thread');
      const [first, ...others] = threads;
      if (!first) throw new Error('There is no thread to post in.');

      await bot[ending]();
      count();
      for (const thread of threads) await crowd.post(thread);
      for (let index = threads.length; index < POSTS; index += 1) await crowd.post(random.pick([first, ...others]));
      for (let index = 0; index < MENTIONS; index += 1) await crowd.mention();
      discord.createChannel({ name: 'made-meanwhile' });
      await crowd.mention('made-meanwhile');
      for (const direct of known.filter(({ kind }) => kind === 'direct message')) await crowd.post(direct);
      await delay(1_000);
    },
  };
}
