import { describe, expect, test } from 'vitest';
import type { Budget } from '../../src/budgets/budget.ts';
import { createBudgets } from '../../src/budgets/budgets.ts';
import type { TurnRequest } from '../../src/budgets/reservation.ts';
import type { Store } from '../../src/storage/store.ts';
import { storeKinds, uniqueKey } from '../support/stores.ts';

const DAY_MS = 24 * 60 * 60_000;
const START = Date.parse('2026-11-05T12:00:00Z');
const monthly: Budget = { per: 'server', unit: 'answers', window: 'month', limit: 1_000 };
const hourly: Budget = { per: 'person', unit: 'answers', window: 'hour', limit: 10 };

/** Other tests may use the same Redis, and their time is not ours: nothing of theirs may be swept. */
function withOwnSets(store: Store, run: string): Store {
  const own = (set: string) => `${set}/${run}`;
  return {
    ...store,
    members: async (set, range) => store.members(own(set), range),
    commit: async (writes, expected, { scores = [], ...others } = {}) =>
      store.commit(writes, expected, { ...others, scores: scores.map((score) => ({ ...score, set: own(score.set) })) }),
  };
}

describe.each(storeKinds)('on $name', ({ prepare }) => {
  async function setUp() {
    const open = await prepare();
    const run = uniqueKey('run');
    const store = withOwnSets(await open(), run);
    let atMs = START;
    const accounts = createBudgets({ store, now: () => atMs });
    const request = (name: string, personId: string): TurnRequest => ({
      turn: `${run}/${name}`,
      serverId: run,
      channelId: 'channel',
      timeZone: 'UTC',
      budgets: [monthly, hourly],
      authors: [{ id: personId, roleIds: [], weight: 1 }],
    });
    return {
      accounts,
      request,
      at: (ms: number) => void (atMs = ms),
      /** What there still is of this run, without what it stands for. */
      async kept() {
        const keys = (await store.members('budgets/expiring')).filter((key) => key.includes(run));
        expect((await store.getMany(keys)).filter((value) => value === undefined)).toEqual([]);
        return keys.map((key) => key.replace(run, '…'));
      },
      async turn(name: string, personId: string) {
        await accounts.reserve(request(name, personId));
        await accounts.settle({ ...request(name, personId), tokens: 1, assistantId: 'asst' });
      },
      async used() {
        const [server] = await accounts.left(request('', 'nobody'), { id: 'nobody', roleIds: [] });
        return server?.used;
      },
    };
  }

  test('what is over goes along the way, a little at a time', async () => {
    const { turn, at, kept, used } = await setUp();
    for (let index = 0; index < 70; index += 1) await turn(`${index}`, `person ${index}`);
    expect((await kept()).length).toBe(70 * 3 + 2); // a turn, an account and a day for each; an account and a day of the server

    at(START + 4 * DAY_MS);
    for (let index = 0; index < 6; index += 1) await turn(`later ${index}`, 'ada');
    expect((await kept()).filter((key) => /person \d/.test(key) && !key.startsWith('usage/'))).toEqual([]);
    expect((await kept()).filter((key) => /budget-turn\/…\/\d/.test(key))).toEqual([]);
    expect(await used()).toBe(76);

    at(START + 60 * DAY_MS);
    for (let index = 0; index < 6; index += 1) await turn(`last ${index}`, 'ada');
    expect((await kept()).toSorted()).toEqual(
      [
        ...Array.from({ length: 6 }, (_, index) => `budget-turn/…/last ${index}`),
        'budget/…/person/ada',
        'budget/…/server',
        'usage/…/2027-01-04',
        'usage/…/2027-01-04/ada',
      ].toSorted(),
    );
  });

  test('a turn that nobody ends is given back after three days', async () => {
    const { accounts, request, turn, at, used } = await setUp();
    await accounts.reserve(request('abandoned', 'ada'));
    at(START + 2 * DAY_MS);
    await turn('1', 'bob');
    expect(await used()).toBe(2);

    at(START + 3 * DAY_MS);
    await turn('2', 'bob');

    expect(await used()).toBe(2);
  });

  test('a window that is over is no longer counted in an account that goes on', async () => {
    const { accounts, request, turn, at } = await setUp();
    for (let hour = 0; hour < 50; hour += 1) {
      at(START + hour * 60 * 60_000);
      await turn(`${hour}`, 'ada');
    }

    expect(await accounts.left(request('', 'ada'), { id: 'ada', roleIds: [] })).toMatchObject([
      { used: 50 },
      { used: 1 },
    ]);
  });

  test('a sweep that the store does not let through harms nobody', async () => {
    const open = await prepare();
    const store = await open();
    const refusing = { ...store, members: async () => Promise.reject(new Error('away')) };
    const accounts = createBudgets({ store: refusing, now: () => START });
    const serverId = uniqueKey('server');

    await accounts.settle({
      turn: uniqueKey('turn'),
      serverId,
      timeZone: 'UTC',
      authors: [],
      tokens: 5,
      assistantId: 'asst',
    });

    expect(await accounts.usage({ serverId, timeZone: 'UTC', days: 1 })).toMatchObject([{ tokens: 5 }]);
  });
});
