import { describe, expect, test } from 'vitest';
import type { Budget } from '../../src/budgets/budget.ts';
import { type Budgets, createBudgets } from '../../src/budgets/budgets.ts';
import { storeKinds, uniqueKey } from '../support/stores.ts';

const START = Date.parse('2026-11-25T12:10:00Z');
const budgets: Budget[] = [
  { per: 'server', unit: 'answers', window: 'day', limit: 100 },
  { per: 'person', unit: 'answers', window: 'day', limit: 5 },
];

describe.each(storeKinds)('on $name', ({ prepare }) => {
  test('of 200 people at once in two processes exactly as many are admitted as the server may answer', async () => {
    const open = await prepare();
    const start = async (): Promise<Budgets> => createBudgets({ store: await open(), now: () => START });
    const processes = [await start(), await start()];
    const place = { serverId: uniqueKey('server'), channelId: 'channel', timeZone: 'Europe/Berlin', budgets };
    const turns = Array.from({ length: 200 }, (_, index) => {
      const authors = [{ id: `person ${index}`, roleIds: [], weight: 1 }];
      return { accounts: processes[index % 2], request: { ...place, authors, turn: uniqueKey('turn') } };
    });

    const outcomes = await Promise.all(
      turns.map(async ({ accounts, request }) => {
        const reservation = await accounts?.reserve(request);
        if (reservation?.admitted.length) await accounts?.settle({ ...request, tokens: 3, assistantId: 'asst' });
        return reservation;
      }),
    );

    const refusals = outcomes.flatMap((outcome) => outcome?.refusals ?? []);
    expect(outcomes.filter((outcome) => outcome?.admitted.length === 1)).toHaveLength(100);
    expect(refusals).toHaveLength(100);
    expect(new Set(refusals.map(({ budget }) => budget?.per))).toEqual(new Set(['server']));
    expect(outcomes.flatMap((outcome) => outcome?.warnings ?? [])).toMatchObject([{ used: 80, limit: 100 }]);
    expect(await processes[0]?.usage({ ...place, days: 1 })).toMatchObject([{ answers: 100, tokens: 300 }]);
    expect(await processes[1]?.left(place, { id: 'nobody', roleIds: [] })).toMatchObject([{ used: 100 }, { used: 0 }]);
  });
});
