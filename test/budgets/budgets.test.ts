import { describe, expect, test } from 'vitest';
import type { Budget } from '../../src/budgets/budget.ts';
import { createBudgets } from '../../src/budgets/budgets.ts';
import type { Author, TurnRequest } from '../../src/budgets/reservation.ts';
import { OTHER_ASSISTANTS } from '../../src/budgets/usage.ts';
import type { Store } from '../../src/storage/store.ts';
import { storeKinds, uniqueKey } from '../support/stores.ts';

const MINUTE_MS = 60_000;
const START = Date.parse('2026-11-25T12:10:00Z');
const HOUR_ENDS = Date.parse('2026-11-25T13:00:00Z');
const DAY_ENDS = Date.parse('2026-11-26T00:00:00Z');

const budget = (per: Budget['per'], limit: number, others: Partial<Budget> = {}): Budget => ({
  per,
  unit: 'answers',
  window: 'day',
  limit,
  ...others,
});

const author = (id: string, others: Partial<Author> = {}): Author => ({ id, roleIds: [], weight: 10, ...others });

/** A store that counts what is asked of it. */
function counted(store: Store): { store: Store; calls: string[] } {
  const calls: string[] = [];
  const get = (_: Store, name: string | symbol): unknown => {
    calls.push(String(name));
    return Reflect.get(store, name);
  };
  return { store: new Proxy(store, { get }), calls };
}

describe.each(storeKinds)('on $name', ({ prepare }) => {
  async function setUp(...budgets: Budget[]) {
    const open = await prepare();
    const { store, calls } = counted(await open());
    let atMs = START;
    const accounts = createBudgets({ store, now: () => atMs });
    const place = { serverId: uniqueKey('server'), channelId: 'channel', timeZone: 'UTC', budgets };
    const prefix = uniqueKey('turn');
    const request = (turn: string, people: readonly Author[], others: Partial<TurnRequest> = {}): TurnRequest => ({
      ...place,
      turn: `${prefix}/${turn}`,
      authors: people,
      ...others,
    });
    return {
      accounts,
      calls,
      place,
      store,
      at: (ms: number) => void (atMs = ms),
      turn: (name: string) => `${prefix}/${name}`,
      reserve: async (turn: string, people: readonly Author[], others: Partial<TurnRequest> = {}) =>
        accounts.reserve(request(turn, people, others)),
      settle: async (turn: string, people: readonly Author[], tokens = 100, assistantId = 'asst_1') =>
        accounts.settle({ ...request(turn, people), tokens, assistantId }),
      giveBack: async (turn: string) => accounts.giveBack(`${prefix}/${turn}`),
      left: async (of: Partial<Author> = {}) =>
        (await accounts.left(place, author('ada', of))).map(({ used, limit }) => `${used} of ${limit}`),
    };
  }

  test('a budget of answers admits so many turns, and says when it is free again', async () => {
    const daily = budget('person', 2);
    const { reserve } = await setUp(daily);

    expect((await reserve('1', [author('ada')])).admitted).toEqual(['ada']);
    expect((await reserve('2', [author('ada')])).admitted).toEqual(['ada']);
    const { admitted, refusals } = await reserve('3', [author('ada')]);

    expect(admitted).toEqual([]);
    expect(refusals).toEqual([{ authorId: 'ada', budget: daily, limit: 2, freeAtMs: DAY_ENDS }]);
    expect((await reserve('4', [author('bob')])).admitted).toEqual(['bob']);
  });

  test('a new window counts from zero', async () => {
    const { reserve, at } = await setUp(budget('server', 1, { window: 'hour' }));
    await reserve('1', [author('ada')]);
    expect((await reserve('2', [author('bob')])).refusals).toMatchObject([{ authorId: 'bob', freeAtMs: HOUR_ENDS }]);

    at(HOUR_ENDS);

    expect((await reserve('3', [author('bob')])).admitted).toEqual(['bob']);
  });

  test('the same turn is answered the same again, and is charged once', async () => {
    const { reserve, left, at } = await setUp(budget('person', 5));
    const first = await reserve('1', [author('ada')]);

    at(START + MINUTE_MS);
    const again = await reserve('1', [author('ada'), author('bob')]);

    expect(again).toEqual(first);
    expect(await left()).toEqual(['1 of 5']);
  });

  test('a full server refuses everybody, a full person only themselves', async () => {
    const { reserve } = await setUp(budget('server', 2), budget('person', 1));
    await reserve('1', [author('ada')]);

    expect(await reserve('2', [author('ada'), author('bob')])).toMatchObject({
      admitted: ['bob'],
      refusals: [{ authorId: 'ada', budget: { per: 'person' } }],
    });
    expect(await reserve('3', [author('cleo'), author('dan')])).toMatchObject({
      admitted: [],
      refusals: [
        { authorId: 'cleo', budget: { per: 'server' } },
        { authorId: 'dan', budget: { per: 'server' } },
      ],
    });
  });

  test('a turn is one answer for its server and channel, one for each author, and one each for the roles they share', async () => {
    const people = [author('ada', { roleIds: ['staff'] }), author('bob', { roleIds: ['staff'] }), author('cleo')];
    const budgets = [
      budget('server', 9),
      budget('channel', 9),
      budget('person', 9),
      budget('role', 9, { of: 'staff' }),
    ];
    const { reserve, settle, left } = await setUp(...budgets);

    await reserve('1', people);
    expect(await left({ roleIds: ['staff'] })).toEqual(['1 of 9', '1 of 9', '1 of 9', '2 of 9']);
    await settle('1', people);

    expect(await left({ roleIds: ['staff'] })).toEqual(['1 of 9', '1 of 9', '1 of 9', '2 of 9']);
  });

  test('the last answer of a shared role goes to the first who asks, also within one turn', async () => {
    const { reserve } = await setUp(budget('role', 1, { of: 'staff' }));

    const { admitted, refusals } = await reserve('1', [
      author('ada', { roleIds: ['staff'] }),
      author('bob', { roleIds: ['staff'] }),
    ]);

    expect(admitted).toEqual(['ada']);
    expect(refusals).toMatchObject([{ authorId: 'bob', budget: { per: 'role', of: 'staff' } }]);
  });

  test('of several full budgets the one that lasts longest is named', async () => {
    const { reserve } = await setUp(budget('person', 1, { window: 'hour' }), budget('server', 1));
    await reserve('1', [author('ada')], { cooldownMs: MINUTE_MS });

    const { refusals } = await reserve('2', [author('ada')], { cooldownMs: MINUTE_MS });

    expect(refusals).toMatchObject([{ budget: { per: 'server' }, freeAtMs: DAY_ENDS }]);
  });

  test('a limit of 0 refuses always, and nothing is said of when it is free', async () => {
    const { reserve } = await setUp(budget('person', 0, { unit: 'tokens' }));

    const { refusals } = await reserve('1', [author('ada')]);

    expect(refusals).toEqual([{ authorId: 'ada', budget: expect.anything(), limit: 0 }]);
  });

  test('whoever is exempt is neither refused nor charged', async () => {
    const { reserve, left, place } = await setUp(budget('server', 1), budget('person', 1));
    const admin = author('ada', { isExempt: true });

    await reserve('1', [admin], { cooldownMs: MINUTE_MS });
    await reserve('2', [author('bob')]);
    const { admitted } = await reserve('3', [admin, author('bob')], { ...place, cooldownMs: MINUTE_MS });

    expect(admitted).toEqual(['ada']);
    expect(await left()).toEqual(['1 of 1', '0 of 1']);
  });

  test('a cooldown refuses until it is over', async () => {
    const { reserve, at } = await setUp();
    const cooldownMs = MINUTE_MS;
    await reserve('1', [author('ada')], { cooldownMs });

    at(START + MINUTE_MS - 1);
    const { refusals } = await reserve('2', [author('ada'), author('bob')], { cooldownMs });
    at(START + MINUTE_MS);
    const { admitted } = await reserve('3', [author('ada')], { cooldownMs });

    expect(refusals).toEqual([{ authorId: 'ada', freeAtMs: START + MINUTE_MS }]);
    expect(admitted).toEqual(['ada']);
  });

  test('a failed turn gives everything back, the cooldown too', async () => {
    const { reserve, giveBack, left } = await setUp(budget('person', 3), budget('person', 900, { unit: 'tokens' }));
    const options = { cooldownMs: MINUTE_MS, expectedTokens: 400 };
    await reserve('1', [author('ada')], options);
    expect(await left()).toEqual(['1 of 3', '400 of 900']);

    await giveBack('1');

    expect(await left()).toEqual(['0 of 3', '0 of 900']);
    expect((await reserve('2', [author('ada')], options)).admitted).toEqual(['ada']);
  });

  test('giving back does not end a cooldown that was there before', async () => {
    const { reserve, giveBack, at } = await setUp();
    await reserve('1', [author('ada')], { cooldownMs: 3 * MINUTE_MS });
    at(START + 2 * MINUTE_MS);
    await reserve('2', [author('ada')], { cooldownMs: MINUTE_MS });

    await giveBack('2');

    const { refusals } = await reserve('3', [author('ada')], { cooldownMs: 3 * MINUTE_MS });
    expect(refusals).toEqual([{ authorId: 'ada', freeAtMs: START + 3 * MINUTE_MS }]);
  });

  test('a budget of tokens holds the expected ones until the real ones are known', async () => {
    const { reserve, settle, left } = await setUp(budget('server', 1_000, { unit: 'tokens' }));

    await reserve('1', [author('ada')], { expectedTokens: 600 });
    await reserve('2', [author('bob')], { expectedTokens: 600 });
    const refused = await reserve('3', [author('cleo')], { expectedTokens: 600 });
    await settle('1', [author('ada')], 50);
    await settle('2', [author('bob')], 70);
    const admitted = await reserve('4', [author('cleo')], { expectedTokens: 600 });

    expect(refused.refusals).toMatchObject([{ authorId: 'cleo', budget: { unit: 'tokens' } }]);
    expect(admitted.admitted).toEqual(['cleo']);
    expect(await left()).toEqual(['720 of 1000']);
  });

  test('each author pays for their own posts, by their length', async () => {
    const people = [
      author('ada', { weight: 30, roleIds: ['staff'] }),
      author('bob', { weight: 10, roleIds: ['staff'] }),
    ];
    const tokens = { unit: 'tokens' } as const;
    const { reserve, settle, left } = await setUp(
      budget('server', 9_000, tokens),
      budget('person', 9_000, tokens),
      budget('role', 9_000, { ...tokens, of: 'staff' }),
    );
    await reserve('1', people);

    await settle('1', people, 1_000);

    expect(await left({ roleIds: ['staff'] })).toEqual(['1000 of 9000', '750 of 9000', '1000 of 9000']);
    expect(await left({ id: 'bob' })).toEqual(['1000 of 9000', '250 of 9000']);
  });

  test('whoever was refused pays nothing of the turn', async () => {
    const { reserve, settle, accounts, place } = await setUp(budget('person', 1));
    await reserve('1', [author('ada')]);
    const people = [author('ada', { weight: 1_000 }), author('bob')];
    await reserve('2', people);

    await settle('2', people, 80);

    const usageOf = async (personId: string) => accounts.usage({ ...place, personId, days: 1 });
    expect(await usageOf('ada')).toMatchObject([{ answers: 0, tokens: 0 }]);
    expect(await usageOf('bob')).toMatchObject([{ answers: 1, tokens: 80 }]);
  });

  test('only the turn that crosses 80 % warns', async () => {
    const daily = budget('person', 5);
    const { reserve, giveBack } = await setUp(daily);
    const warnings = [];

    for (const turn of ['1', '2', '3', '4', '5', '6'])
      warnings.push((await reserve(turn, [author('ada')])).warnings.map(({ used }) => used));
    await giveBack('5');
    const after = await reserve('7', [author('ada')]);

    expect(warnings).toEqual([[], [], [], [4], [], []]);
    expect(after).toEqual({ admitted: ['ada'], refusals: [], warnings: [] });
  });

  test('a warning says whose budget it is, and when it is free again', async () => {
    const daily = budget('person', 1);
    const hourly = budget('server', 1, { window: 'hour' });
    const { reserve } = await setUp(daily, hourly);

    const { warnings } = await reserve('1', [author('ada')]);

    expect(warnings).toEqual([
      { authorId: 'ada', budget: daily, used: 1, limit: 1, freeAtMs: DAY_ENDS },
      { budget: hourly, used: 1, limit: 1, freeAtMs: HOUR_ENDS },
    ]);
  });

  test('a budget of tokens that was crossed by what a turn has really used warns with the next one', async () => {
    const { reserve, settle } = await setUp(budget('server', 100, { unit: 'tokens' }));
    await reserve('1', [author('ada')]);
    await settle('1', [author('ada')], 85);

    expect((await reserve('2', [author('bob')])).warnings).toMatchObject([{ used: 85, limit: 100 }]);
    expect((await reserve('3', [author('cleo')])).warnings).toEqual([]);
  });

  test('a grant adds to the window that runs, and the higher limit warns again', async () => {
    const { reserve, accounts, place, left, at } = await setUp(budget('person', 1));
    await reserve('1', [author('ada')]);
    expect((await reserve('2', [author('ada')])).admitted).toEqual([]);

    await accounts.grant({ ...place, per: 'person', id: 'ada', unit: 'answers', window: 'day' }, 4);
    const { admitted, warnings } = await reserve('3', [author('ada')]);
    await reserve('4', [author('ada')]);
    const crossing = await reserve('5', [author('ada')]);

    expect([admitted, warnings]).toEqual([['ada'], []]);
    expect(crossing.warnings).toMatchObject([{ used: 4, limit: 5 }]);
    expect(await left()).toEqual(['4 of 5']);
    at(DAY_ENDS);
    expect(await left()).toEqual(['0 of 1']);
  });

  test('a grant helps where nothing is allowed', async () => {
    const { reserve, accounts, place } = await setUp(budget('channel', 0));

    await accounts.grant({ ...place, per: 'channel', id: 'channel', unit: 'answers', window: 'day' }, 1);

    expect((await reserve('1', [author('ada')])).admitted).toEqual(['ada']);
    expect((await reserve('2', [author('ada')])).refusals).toMatchObject([{ limit: 1, freeAtMs: DAY_ENDS }]);
  });

  test('a reset counts from zero, and what was under way does not count any more', async () => {
    const { reserve, settle, giveBack, accounts, place, left } = await setUp(budget('server', 2), budget('person', 2));
    await reserve('1', [author('ada')], { cooldownMs: MINUTE_MS });
    await reserve('2', [author('bob')]);

    await accounts.reset({ serverId: place.serverId, per: 'server' });
    await accounts.reset({ serverId: place.serverId, per: 'person', id: 'ada' });
    expect(await left()).toEqual(['0 of 2', '0 of 2']);
    await settle('1', [author('ada')]);
    await giveBack('2');

    expect(await left()).toEqual(['0 of 2', '0 of 2']);
    expect((await reserve('3', [author('ada')], { cooldownMs: MINUTE_MS })).admitted).toEqual(['ada']);
    expect(await left()).toEqual(['1 of 2', '1 of 2']);
  });

  test('a reset can be of one unit and window', async () => {
    const { reserve, accounts, place, left } = await setUp(
      budget('server', 2),
      budget('server', 2, { window: 'hour' }),
    );
    await reserve('1', [author('ada')]);

    await accounts.reset({ serverId: place.serverId, per: 'server', unit: 'answers', window: 'hour' });

    expect(await left()).toEqual(['1 of 2', '0 of 2']);
  });

  test('the usage of each day is kept by assistant, for the server and for each person', async () => {
    const { settle, accounts, place, at } = await setUp();
    const people = [author('ada'), author('bob')];
    await settle('1', people, 100, 'asst_1');
    await settle('2', [author('ada')], 30, 'asst_2');
    at(DAY_ENDS + MINUTE_MS);
    await settle('3', [author('ada')], 7, 'asst_1');

    expect(await accounts.usage({ ...place, days: 3 })).toEqual([
      { day: '2026-11-24', answers: 0, tokens: 0, byAssistant: {} },
      {
        day: '2026-11-25',
        answers: 2,
        tokens: 130,
        byAssistant: { asst_1: { answers: 1, tokens: 100 }, asst_2: { answers: 1, tokens: 30 } },
      },
      { day: '2026-11-26', answers: 1, tokens: 7, byAssistant: { asst_1: { answers: 1, tokens: 7 } } },
    ]);
    expect(await accounts.usage({ ...place, personId: 'ada', days: 2 })).toMatchObject([
      { answers: 2, tokens: 80 },
      { answers: 1, tokens: 7 },
    ]);
    expect(await accounts.usage({ ...place, personId: 'bob', days: 1_000 })).toHaveLength(31);
  });

  test('a day names fifty assistants, and what is more together', async () => {
    const { settle, accounts, place } = await setUp();
    for (let index = 0; index < 53; index += 1) await settle(`${index}`, [author('ada')], 2, `asst_${index}`);
    await settle('again', [author('ada')], 2, 'asst_0');

    const [day] = await accounts.usage({ ...place, days: 1 });

    expect(Object.keys(day?.byAssistant ?? {})).toHaveLength(51);
    expect(day?.byAssistant[OTHER_ASSISTANTS]).toEqual({ answers: 3, tokens: 6 });
    expect(day?.byAssistant['asst_0']).toEqual({ answers: 2, tokens: 4 });
  });

  test("a person's usage can be forgotten, and the server's stays", async () => {
    const { settle, accounts, place } = await setUp();
    await settle('1', [author('ada'), author('bob')], 100);

    await accounts.forget({ serverId: place.serverId, personId: 'ada' });

    expect(await accounts.usage({ ...place, personId: 'ada', days: 1 })).toMatchObject([{ answers: 0 }]);
    expect(await accounts.usage({ ...place, personId: 'bob', days: 1 })).toMatchObject([{ answers: 1 }]);
    expect(await accounts.usage({ ...place, days: 1 })).toMatchObject([{ answers: 1, tokens: 100 }]);
  });

  test.each([
    ['with a reservation', [budget('person', 9)]],
    ['without one', []],
  ])('a turn counts once however often it is settled and given back, %s', async (_, budgets) => {
    const { reserve, settle, giveBack, accounts, place, left } = await setUp(...budgets);
    for (const turn of ['settled', 'given back']) await reserve(turn, [author('ada')]);

    await settle('settled', [author('ada')], 10);
    await giveBack('settled');
    await settle('settled', [author('ada')], 10);
    await giveBack('given back');
    await settle('given back', [author('ada')], 10);
    await giveBack('given back');

    expect(await accounts.usage({ ...place, days: 1 })).toMatchObject([{ answers: 1, tokens: 10 }]);
    expect(await left()).toEqual(budgets.length > 0 ? ['1 of 9'] : []);
  });

  test('settled by two processes at once, a turn counts once', async () => {
    const { reserve, accounts, place, store, turn } = await setUp(budget('server', 9));
    const processes = [accounts, createBudgets({ store, now: () => START })];
    await reserve('1', [author('ada')]);
    const settled = { ...place, authors: [author('ada')], tokens: 10, assistantId: 'asst_1' };

    // The second turn has no reservation.
    const turns = ['1', '2', '1', '2'].map((name) => ({ ...settled, turn: turn(name) }));
    await Promise.all(processes.flatMap(({ settle }) => turns.map(async (one) => settle(one))));

    expect(await accounts.usage({ ...place, days: 1 })).toMatchObject([{ answers: 2, tokens: 20 }]);
  });

  test('what the store took although it said otherwise is not done twice', async () => {
    const { place, store, turn, accounts, left } = await setUp(
      budget('person', 9),
      budget('server', 900, { unit: 'tokens' }),
    );
    const failing: Store = {
      ...store,
      async commit(...all) {
        await store.commit(...all);
        throw new Error('The connection was lost.');
      },
    };
    const unlucky = createBudgets({ store: failing, now: () => START });
    const request = { ...place, authors: [author('ada')], expectedTokens: 50 };
    const settled = { ...request, turn: turn('1'), tokens: 70, assistantId: 'asst_1' };

    await expect(unlucky.reserve({ ...request, turn: turn('1') })).rejects.toThrow('lost');
    expect((await accounts.reserve({ ...request, turn: turn('1') })).admitted).toEqual(['ada']);
    await expect(unlucky.settle(settled)).rejects.toThrow('lost');
    await accounts.settle(settled);
    await accounts.reserve({ ...request, turn: turn('2') });
    await expect(unlucky.giveBack(turn('2'))).rejects.toThrow('lost');
    await accounts.giveBack(turn('2'));

    expect(await left()).toEqual(['70 of 900', '1 of 9']);
    expect(await accounts.usage({ ...place, days: 1 })).toMatchObject([{ answers: 1, tokens: 70 }]);
  });

  test('where nothing is limited a reservation does not touch the store', async () => {
    const { reserve, calls } = await setUp(
      budget('channel', 1, { of: 'elsewhere' }),
      budget('role', 1, { of: 'staff' }),
    );

    const { admitted } = await reserve('1', [author('ada'), author('bob')]);

    expect(admitted).toEqual(['ada', 'bob']);
    expect(calls).toEqual([]);
  });

  test('tokens that are no number count as none', async () => {
    const { settle, accounts, place } = await setUp();

    await settle('1', [author('ada')], Number.NaN);

    expect(await accounts.usage({ ...place, days: 1 })).toMatchObject([{ answers: 1, tokens: 0 }]);
  });

  test('in a zone that is none nothing is reserved', async () => {
    const { reserve } = await setUp(budget('person', 1));

    await expect(reserve('1', [author('ada')], { timeZone: 'Europe/Atlantis' })).rejects.toThrow(/no time zone called/);
  });
});
