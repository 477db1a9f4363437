import { setTimeout as delay } from 'node:timers/promises';
import type { Scenario } from '../scenario.ts';

/** Between two faults people get some answers. */
const BREATHER_MS = [2_000, 4_000] as const;
/** Nobody listens there: https://www.iana.org/assignments/service-names-port-numbers lists it as «discard». */
const DEAD_HOST = '127.0.0.1 9';

type Redis = NonNullable<Parameters<Scenario['disturb']>[0]['redis']>;

/** Ways for a Redis not to be of use, and how each of them ends. */
const failures: Readonly<Record<string, { begin(redis: Redis): unknown; end(redis: Redis): unknown }>> = {
  stopped: { begin: (redis) => redis.stop(), end: (redis) => redis.start() },
  frozen: { begin: (redis) => redis.freeze(), end: (redis) => redis.thaw() },
  full: {
    begin: (redis) => redis.tell('CONFIG SET maxmemory 1'),
    end: (redis) => redis.tell('CONFIG SET maxmemory 0'),
  },
  'read-only': {
    begin: (redis) => redis.tell(`REPLICAOF ${DEAD_HOST}`),
    end: (redis) => redis.tell('REPLICAOF NO ONE'),
  },
};

/** A real Redis that is gone, frozen, full or read-only for a while: people may be told, and every answer comes when it is back. */
export function storeScenario(failure: keyof typeof failures, isRemote: boolean): Scenario {
  return {
    name: `store/${failure}/${isRemote ? 'remote' : 'embedded'}`,
    setting: { store: 'Redis', isRemote },
    allowsApologies: false,
    async disturb({ redis, crowd, random, extent, count }) {
      const way = failures[failure];
      if (!redis || !way) throw new Error(`There is no Redis, or no way to make it ${failure}.`);
      crowd.talk();
      for (let round = 0; round < extent.rounds; round += 1) {
        await delay(random.between(...BREATHER_MS));
        await way.begin(redis);
        count();
        await delay(extent.outageMs);
        await way.end(redis);
      }
      await delay(random.between(...BREATHER_MS));
    },
  };
}
