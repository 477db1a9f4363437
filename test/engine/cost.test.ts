import { describe, expect, test } from 'vitest';
import { ended, startEngine } from '../support/engine-client.ts';
import { watched } from '../support/engine-store.ts';
import { storeKinds } from '../support/stores.ts';

describe.each(storeKinds)('what a thread costs on $name', ({ prepare }) => {
  test('the same with 10 messages and with 10,000', async () => {
    const store = watched(await (await prepare())());
    const { client, assistantId } = await startEngine(store, { contextTokens: 500 });
    const { threads } = client.beta;

    const costs = [];
    for (const length of [10, 10_000]) {
      const messages = Array.from({ length }, (_, index) => ({
        role: 'user' as const,
        content: `This is message ${index}.`,
      }));
      const { id } = await threads.create({ messages });
      const [newest] = (await threads.messages.list(id, { limit: 1 })).data;
      const middle = (await threads.messages.list(id, { limit: 5 })).data.at(-1)?.id ?? '';

      costs.push({
        append: await cost(() => threads.messages.create(id, { role: 'user', content: 'One more.' })),
        lastPage: await cost(() => threads.messages.list(id, { limit: 4 })),
        firstPage: await cost(() => threads.messages.list(id, { limit: 4, order: 'asc' })),
        pageAfter: await cost(() => threads.messages.list(id, { limit: 4, after: middle })),
        retrieve: await cost(() => threads.messages.retrieve(newest?.id ?? '', { thread_id: id })),
        createRun: await cost(async () => ended(client, await threads.runs.create(id, { assistant_id: assistantId }))),
        byRun: await cost(async () => {
          const [run] = (await threads.runs.list(id)).data;
          await threads.messages.list(id, { run_id: run?.id ?? '' });
        }),
      });
    }

    const [short, long] = costs;
    expect({ ...long, createRun: undefined }).toEqual({ ...short, createRun: undefined });
    // Its context is some pages of the thread, of which the short one does not have one. The number of polls varies.
    expect(long?.createRun.keys).toBeLessThan(1_000);
    expect(short?.retrieve).toEqual({ calls: 1, keys: 2 });
    expect(short?.append.calls).toBe(3);

    async function cost(work: () => PromiseLike<unknown>) {
      const total = () => Object.values(store.calls).reduce((sum, count) => sum + count, 0);
      const [calls, keys] = [total(), store.keysRead()];
      await work();
      return { calls: total() - calls, keys: store.keysRead() - keys };
    }
  });
});
