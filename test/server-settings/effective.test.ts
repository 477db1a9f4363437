import { describe, expect, test } from 'vitest';
import { effectiveSettings, mayTalk, settingsHere } from '../../src/server-settings/effective.ts';
import { NO_OPERATOR_SETTINGS, type OperatorSettings } from '../../src/server-settings/operator-file.ts';
import type { BudgetSetting, ServerSettings } from '../../src/server-settings/settings.ts';

const plain = (own: ServerSettings) => effectiveSettings(own, NO_OPERATOR_SETTINGS);
const operator = (settings: Partial<OperatorSettings>): OperatorSettings => ({ ...NO_OPERATOR_SETTINGS, ...settings });
const budget = (limit: number): BudgetSetting => ({ per: 'person', unit: 'answers', window: 'day', limit });

describe('what holds in a place', () => {
  test('is what Bobbin has built in where nobody has set anything', () => {
    const here = settingsHere(plain({}), { channelId: '1' });

    expect(here).toEqual({
      speaking: 'mentioned',
      inThreads: 'every',
      growing: false,
      mostMessages: 5,
      instructions: [],
      tags: {},
    });
  });

  test("is the channel's, else the category's, else the server's", () => {
    const settings = plain({
      everywhere: { speaking: 'off', inThreads: 'mentioned', assistantId: 'asst_server', growing: true },
      places: {
        '9': { speaking: 'thread', assistantId: 'asst_category', mostMessages: 9 },
        '1': { speaking: 'channel', growing: false },
      },
    });

    expect(settingsHere(settings, { channelId: '1', categoryId: '9' })).toMatchObject({
      speaking: 'channel',
      assistantId: 'asst_category',
      inThreads: 'mentioned',
      growing: false,
      mostMessages: 9,
    });
    expect(settingsHere(settings, { channelId: '2' })).toMatchObject({
      speaking: 'off',
      assistantId: 'asst_server',
      growing: true,
      mostMessages: 5,
    });
  });

  test('has the instructions of all around it, the outermost first, and the tags of the forum alone', () => {
    const settings = plain({
      everywhere: { instructions: 'server' },
      places: {
        '9': { instructions: 'category' },
        '1': { instructions: 'channel', tags: { '5': 'asst_a' }, solvedTagId: '6' },
      },
    });

    expect(settingsHere(settings, { channelId: '1', categoryId: '9' })).toMatchObject({
      instructions: ['server', 'category', 'channel'],
      tags: { '5': 'asst_a' },
      solvedTagId: '6',
    });
  });
});

describe("the operator's settings", () => {
  test('hold where the server has none', () => {
    const { defaults } = {
      defaults: { everywhere: { speaking: 'off' as const }, cooldownSeconds: 5, longestPost: 100 },
    };

    const settings = effectiveSettings({ cooldownSeconds: 9 }, operator({ defaults }));

    expect(settings).toMatchObject({ everywhere: { speaking: 'off' }, cooldownSeconds: 9, longestPost: 100 });
  });

  test('are ceilings for what the server has set, and for what it has not', () => {
    const ceilings = { longestPost: 100, mostFiles: 2, retentionDays: 30 };

    expect(effectiveSettings({ longestPost: 500, mostFiles: 1 }, operator({ ceilings }))).toMatchObject({
      longestPost: 100,
      mostFiles: 1,
      retentionDays: 30,
    });
  });

  test('have budgets that count beside those of the server', () => {
    const settings = effectiveSettings({ budgets: [budget(5)] }, operator({ ceilings: { budgets: [budget(9)] } }));

    expect(settings.budgets).toEqual([budget(5), { ...budget(9), isCeiling: true }]);
  });
});

describe('who may talk', () => {
  const ada = { id: '1', roleIds: ['10', '11'] };

  test.each<{ name: string; settings: ServerSettings; may: boolean }>([
    { name: 'everybody, when nobody is allowed by name', settings: {}, may: true },
    { name: 'somebody who is allowed', settings: { allowed: { people: ['1'] } }, may: true },
    { name: 'somebody one of whose roles is allowed', settings: { allowed: { roles: ['11'] } }, may: true },
    { name: 'nobody else then', settings: { allowed: { roles: ['12'], people: ['2'] } }, may: false },
    { name: 'nobody who is refused', settings: { refused: { people: ['1'] } }, may: false },
    {
      name: 'nobody who is refused, also when one of their roles is allowed',
      settings: { allowed: { roles: ['10'] }, refused: { roles: ['11'] } },
      may: false,
    },
  ])('$name', ({ settings, may }) => {
    expect(mayTalk(plain(settings), ada)).toBe(may);
  });
});
