import { describe, expect, test } from 'vitest';
import { NO_OPERATOR_SETTINGS } from '../../src/server-settings/operator-file.ts';
import { createPendingImports } from '../../src/server-settings/pending-imports.ts';
import { createServerSettings } from '../../src/server-settings/server-settings.ts';
import type { Store } from '../../src/storage/store.ts';
import { storeKinds, uniqueKey } from '../support/stores.ts';

describe.each(storeKinds)('the settings of servers, on $name', ({ prepare }) => {
  /** Two processes on one store, with a clock; the store of the first can be taken away. */
  async function processes() {
    const open = await prepare();
    const [store, other] = [await open(), await open()];
    const clock = { ms: 1_000_000 };
    let isAway = false;
    const mayFail: Store = {
      ...store,
      async get<Stored>(key: string) {
        if (isAway) throw new Error('The store is away.');
        return store.get<Stored>(key);
      },
    };
    const now = () => clock.ms;
    return {
      here: createServerSettings({ store: mayFail, operator: NO_OPERATOR_SETTINGS, now }),
      there: createServerSettings({ store: other, operator: NO_OPERATOR_SETTINGS, now }),
      store,
      clock,
      setAway: (value: boolean) => (isAway = value),
      server: uniqueKey('server'),
    };
  }

  test('change as one step, and say what was before', async () => {
    const { here, server } = await processes();

    await here.change(server, () => ({ cooldownSeconds: 5, bots: [] }));
    const changed = await here.change(server, (settings) => ({ ...settings, mostFiles: 1 }));

    expect(changed).toEqual({ before: { cooldownSeconds: 5 }, after: { cooldownSeconds: 5, mostFiles: 1 } });
    expect(await here.own(server)).toEqual({ cooldownSeconds: 5, mostFiles: 1 });
  });

  test('two moderators at once do not overwrite each other', async () => {
    const { here, there, server } = await processes();

    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 === 0 ? here : there).change(server, (settings) => ({
          ...settings,
          bots: [...(settings.bots ?? []), String(index)],
        })),
      ),
    );

    const { bots = [] } = await here.own(server);
    expect(bots.toSorted()).toEqual(Array.from({ length: 10 }, (_, index) => String(index)));
  });

  test('refuse what is no setting, and keep what was', async () => {
    const { here, server } = await processes();
    await here.change(server, () => ({ cooldownSeconds: 5 }));

    await expect(here.change(server, () => ({ cooldownSeconds: -1 }))).rejects.toThrow('must be at least 0');

    expect(await here.own(server)).toEqual({ cooldownSeconds: 5 });
  });

  test('are known at once where they were changed, and after a second everywhere else', async () => {
    const { here, there, clock, server } = await processes();
    expect((await there.recent(server)).cooldownSeconds).toBeUndefined();

    await here.change(server, () => ({ cooldownSeconds: 5 }));

    expect(here.peek(server)?.cooldownSeconds).toBe(5);
    expect((await there.recent(server)).cooldownSeconds).toBeUndefined();
    expect((await there.now(server)).cooldownSeconds).toBe(5);
    await here.change(server, () => ({ cooldownSeconds: 7 }));
    clock.ms += 1_000;
    expect(there.peek(server)).toBeUndefined();
    expect((await there.recent(server)).cooldownSeconds).toBe(7);
  });

  test('that were known once hold while the store is away', async () => {
    const { here, clock, setAway, server } = await processes();
    await here.change(server, () => ({ cooldownSeconds: 5 }));
    setAway(true);
    clock.ms += 60_000;

    expect((await here.recent(server)).cooldownSeconds).toBe(5);
    await expect(here.now(server)).rejects.toThrow('away');
    await expect(here.recent(uniqueKey('unknown'))).rejects.toThrow('away');
  });

  test('of an import that waits are kept for an hour, and gone when it is done', async () => {
    const { store, clock, server } = await processes();
    const imports = createPendingImports({ store, now: () => clock.ms });
    const one = await imports.keep(server, { before: {}, after: { mostFiles: 1 }, personId: '1' });
    const other = await imports.keep(server, { before: {}, after: { mostFiles: 2 }, personId: '2' });

    await imports.drop(server, other.id);
    const [kept, dropped] = [await imports.find(server, one.id), await imports.find(server, other.id)];
    clock.ms += 60 * 60_000;

    expect(kept?.after).toEqual({ mostFiles: 1 });
    expect(dropped).toBeUndefined();
    expect(await imports.find(server, one.id)).toBeUndefined();
  });

  test('of imports that nobody confirms are not kept without end', async () => {
    const { store, server } = await processes();
    const imports = createPendingImports({ store });
    const all = [];
    for (let index = 0; index < 12; index += 1) {
      all.push(await imports.keep(server, { before: {}, after: {}, personId: '1' }));
    }

    expect(await imports.find(server, all[1]?.id ?? '')).toBeUndefined();
    expect(await imports.find(server, all[11]?.id ?? '')).toBeDefined();
  });
});
