import { setTimeout as delay } from 'node:timers/promises';
import type { Discord } from '../../../playground/discord/discord.ts';
import type { Failure } from '../../../playground/discord/faults.ts';
import type { Extent, Scenario, StoreKind } from '../scenario.ts';

const RESUME_WINDOW_MS = 2_000;
const BREATHER_MS = [1_000, 2_500] as const;
const MESSAGES = /\/messages$/;
const THREADS = /\/threads$/;
const A_SECOND = { message: 'You are being rate limited.', retry_after: 1, global: false };

type Trouble = (discord: Discord, extent: Extent) => unknown;

const failing =
  (...failures: readonly Failure[]): Trouble =>
  ({ faults }) =>
    failures.forEach((failure) => faults.fail(failure));

/** What Discord does to its bots. */
const troubles: Readonly<Record<string, readonly Trouble[]>> = {
  gateway: [
    ({ faults }) => faults.dropSockets(),
    ({ faults }) => faults.reconnect(),
    ({ faults }) => faults.invalidateSessions(),
    async ({ faults }, { outageMs }) => {
      faults.refuseConnections();
      faults.dropSockets();
      await delay(RESUME_WINDOW_MS + outageMs);
      faults.refuseConnections(false);
    },
  ],
  requests: [
    failing({ method: 'POST', path: MESSAGES, status: 500, times: 6 }),
    failing({ method: 'POST', path: MESSAGES, status: 502, times: 6, isCarriedOut: true }),
    failing({ method: 'POST', path: MESSAGES, status: 'drop', times: 3, isCarriedOut: true }),
    failing({ method: 'POST', path: THREADS, status: 502, times: 2, isCarriedOut: true }),
    failing({ method: 'POST', path: THREADS, status: 500, times: 2 }),
    failing({ method: 'POST', path: MESSAGES, status: 429, times: 4, body: A_SECOND, headers: { 'retry-after': '1' } }),
    failing({ status: 503, times: 10 }),
  ],
  limits: [(_discord, { outageMs }) => delay(outageMs)],
  silence: [
    async ({ faults }, { outageMs }) => {
      faults.stopAnswering();
      await delay(outageMs);
      faults.stopAnswering(false);
    },
    async ({ faults }, { outageMs }) => {
      faults.fail({ status: 503, times: Infinity });
      faults.refuseConnections();
      faults.dropSockets();
      await delay(RESUME_WINDOW_MS + outageMs);
      faults.clear();
    },
    async ({ faults }, { outageMs }) => {
      faults.delay({ ms: 1_500 });
      await delay(outageMs);
      faults.clear();
    },
  ],
};

/** Discord loses the connection, forgets the session, is away, slow, refuses or loses requests. */
export function discordScenario(trouble: keyof typeof troubles, store: StoreKind): Scenario {
  return {
    name: `discord/${trouble}/${store}`,
    setting: { store, resumeWindowMs: RESUME_WINDOW_MS, hasRateLimits: trouble === 'limits' },
    allowsApologies: false,
    allowsUnread: true, // Discord has the files, too
    async disturb({ discord, crowd, extent, count, pause }) {
      crowd.talk();
      for (let round = 0; round < extent.rounds; round += 1) {
        for (const make of troubles[trouble] ?? []) {
          await pause(BREATHER_MS);
          await make(discord, extent);
          count();
        }
      }
      await pause(BREATHER_MS);
    },
  };
}
