import { expect, test } from 'vitest';
import { type Budget, limitsOfPerson, limitsOfPlace, type Place } from '../../src/budgets/budget.ts';
import { shareByWeight } from '../../src/budgets/shares.ts';

const budget = (per: Budget['per'], limit: number, others: Partial<Budget> = {}): Budget => ({
  per,
  unit: 'answers',
  window: 'day',
  limit,
  ...others,
});
const place = (...budgets: Budget[]): Place => ({ serverId: 'server', channelId: 'here', timeZone: 'UTC', budgets });
const limitsIn = (...budgets: Budget[]) => limitsOfPlace(place(...budgets), 0).map(({ budget: { limit } }) => limit);
const limitsFor = (roleIds: string[], ...budgets: Budget[]) =>
  limitsOfPerson({ id: 'ada', roleIds }, place(...budgets), 0).map(({ budget: { limit } }) => limit);

test("a channel's own budget takes the place of the one for every channel", () => {
  const everywhere = budget('channel', 5);

  expect(limitsIn(everywhere)).toEqual([5]);
  expect(limitsIn(everywhere, budget('channel', 50, { of: 'here' }))).toEqual([50]);
  expect(limitsIn(everywhere, budget('channel', 50, { of: 'elsewhere' }))).toEqual([5]);
});

test('it does so only for the same unit and window', () => {
  const others = [budget('channel', 6, { window: 'hour' }), budget('channel', 7, { unit: 'tokens' })];

  expect(limitsIn(budget('channel', 5), ...others, budget('channel', 50, { of: 'here' }))).toEqual([50, 6, 7]);
});

test("a role's budget for each person takes the place of everybody's, also when it is smaller", () => {
  const everybody = budget('person', 5);

  expect(limitsFor([], everybody, budget('person', 50, { of: 'premium' }))).toEqual([5]);
  expect(limitsFor(['premium'], everybody, budget('person', 50, { of: 'premium' }))).toEqual([50]);
  expect(limitsFor(['new'], everybody, budget('person', 1, { of: 'new' }))).toEqual([1]);
});

test('of several roles the most generous one counts', () => {
  const budgets = [budget('person', 1, { of: 'new' }), budget('person', 50, { of: 'premium' }), budget('person', 5)];

  expect(limitsFor(['new', 'premium'], ...budgets)).toEqual([50]);
});

test('budgets that roles share all apply to whoever has the roles', () => {
  const budgets = [budget('role', 10, { of: 'a' }), budget('role', 20, { of: 'b' }), budget('role', 30, { of: 'c' })];

  expect(limitsFor(['a', 'b'], ...budgets)).toEqual([10, 20]);
});

test('of two budgets for the same the stricter one counts', () => {
  expect(limitsIn(budget('server', 10), budget('server', 5))).toEqual([5]);
  expect(limitsFor([], budget('person', 3), budget('person', 5))).toEqual([3]);
});

test('a budget that is changed goes on counting where it was', () => {
  const count = (one: Budget) => limitsOfPlace(place(one), 0)[0]?.count;

  expect(count(budget('server', 10))).toBe(count(budget('server', 5)));
});

test('tokens are shared in whole numbers that add up', () => {
  const share = (total: number, ...weights: number[]) => [
    ...shareByWeight(
      total,
      weights.map((weight, index) => ({ id: `${index}`, weight })),
    ).values(),
  ];

  expect(share(100, 1, 3)).toEqual([25, 75]);
  expect(share(100, 1, 1, 1)).toEqual([33, 34, 33]);
  expect(share(7, 0, 0)).toEqual([4, 3]);
  expect(share(1, 5, 0)).toEqual([1, 0]);
  expect(share(10)).toEqual([]);
});

test("a role's own budget does not get a person past the operator's ceiling", () => {
  const here = place(
    budget('person', 500, { of: '7' }),
    budget('person', 10),
    budget('person', 100, { isCeiling: true }),
  );

  const limits = (roleIds: string[]) => limitsOfPerson({ id: '3', roleIds }, here, 0).map((one) => one.budget.limit);

  expect(limits(['7'])).toEqual([100]);
  expect(limits([])).toEqual([10]);
});
