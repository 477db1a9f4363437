import { describe, expect, test } from 'vitest';
import { beyondCeilings } from '../../src/server-settings/ceilings.ts';
import { compact, differences, withPlace } from '../../src/server-settings/change.ts';
import {
  withBots,
  withBudget,
  withOnList,
  withoutBots,
  withoutBudgets,
  withoutOnLists,
} from '../../src/server-settings/lists.ts';
import { namedIds } from '../../src/server-settings/named-ids.ts';
import { NO_OPERATOR_SETTINGS } from '../../src/server-settings/operator-file.ts';
import type { BudgetSetting } from '../../src/server-settings/settings.ts';

const daily: BudgetSetting = { per: 'person', unit: 'answers', window: 'day', limit: 5 };

describe('a place', () => {
  test('is changed without what else is set', () => {
    const settings = { places: { '1': { speaking: 'off' as const, instructions: 'Be kind.' } } };

    expect(withPlace(settings, '1', { speaking: 'channel' })).toEqual({
      places: { '1': { speaking: 'channel', instructions: 'Be kind.' } },
    });
    expect(withPlace(settings, undefined, { speaking: 'thread' })).toEqual({
      ...settings,
      everywhere: { speaking: 'thread' },
    });
  });

  test('for which nothing is set any more is gone', () => {
    const settings = { places: { '1': { speaking: 'off' as const } }, cooldownSeconds: 0 };

    expect(withPlace(settings, '1', { speaking: undefined })).toEqual({ cooldownSeconds: 0 });
  });
});

test('what is empty is not kept', () => {
  expect(compact({ bots: [], allowed: { roles: [] }, places: { '1': { tags: {} } }, mostFiles: 0 })).toEqual({
    mostFiles: 0,
  });
});

test('differences are named value by value, in the order of their paths', () => {
  const before = { everywhere: { speaking: 'off' as const }, bots: ['1'], cooldownSeconds: 5 };
  const after = { everywhere: { inThreads: 'every' as const }, bots: ['1', '2'], cooldownSeconds: 5 };

  expect(differences(before, after)).toEqual([
    { path: 'bots', before: ['1'], after: ['1', '2'] },
    { path: 'everywhere.inThreads', before: undefined, after: 'every' },
    { path: 'everywhere.speaking', before: 'off', after: undefined },
  ]);
});

describe('the lists of people', () => {
  test('have nobody twice, and nobody on both', () => {
    const allowed = withOnList({ refused: { people: ['1', '2'] } }, 'allowed', { roles: ['10'], people: ['1'] });

    expect(allowed).toEqual({ allowed: { roles: ['10'], people: ['1'] }, refused: { people: ['2'] } });
    expect(withOnList(allowed, 'allowed', { people: ['1'] })).toEqual({
      allowed: { roles: ['10'], people: ['1'] },
      refused: { people: ['2'] },
    });
  });

  test('are gone when the last one is taken off', () => {
    expect(withoutOnLists({ allowed: { roles: ['10'] }, refused: { people: ['2'] } }, ['10', '2'])).toEqual({});
  });

  test('of bots are lists, too', () => {
    expect(withoutBots(withBots({ bots: ['1'] }, ['1', '2']), ['1'])).toEqual({ bots: ['2'] });
  });
});

describe('budgets', () => {
  test('of one kind there is one, in its place', () => {
    const role: BudgetSetting = { ...daily, of: '10', limit: 50 };
    const settings = { budgets: [daily, role] };

    expect(withBudget(settings, { ...daily, limit: 7 }).budgets).toEqual([{ ...daily, limit: 7 }, role]);
    expect(withBudget(settings, { ...daily, window: 'month' }).budgets).toHaveLength(3);
  });

  test('are removed by their kind', () => {
    expect(withoutBudgets({ budgets: [daily] }, ['person.answers.day.10'])).toEqual({ budgets: [daily] });
    expect(withoutBudgets({ budgets: [daily] }, ['person.answers.day'])).toEqual({});
  });
});

test("what is beyond the operator's ceilings is named with the limit", () => {
  const ceilings = { longestPost: 100, retentionDays: 30, budgets: [daily] };
  const settings = { longestPost: 101, mostFiles: 10, retentionDays: 30, budgets: [{ ...daily, limit: 6 }] };

  expect(beyondCeilings(settings, { ...NO_OPERATOR_SETTINGS, ceilings })).toEqual([
    { path: 'longestPost', limit: 100 },
    { path: 'budgets', limit: 5 },
  ]);
  expect(beyondCeilings({}, { ...NO_OPERATOR_SETTINGS, ceilings })).toEqual([]);
});

test('every id of a channel, role, tag and assistant is named with where it stands', () => {
  const named = namedIds({
    everywhere: { assistantId: 'asst_1' },
    places: { '1': { assistantId: 'asst_2', solvedTagId: '5', tags: { '6': 'asst_3' } } },
    roleInstructions: { '10': 'x' },
    bots: ['77'],
    allowed: { roles: ['11'], people: ['78'] },
    refused: { roles: ['12'] },
    budgets: [daily, { ...daily, of: '13' }, { ...daily, per: 'channel', of: '2' }],
    logChannelId: '3',
  });

  expect(named.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
    'assistant asst_1',
    'channel 1',
    'assistant asst_2',
    'tag 5',
    'tag 6',
    'assistant asst_3',
    'role 10',
    'role 11',
    'role 12',
    'role 13',
    'channel 2',
    'channel 3',
  ]);
});
