import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createServerMarks } from '../../src/discord/server-marks.ts';

/** Marks on a store that is a map. */
function setUp(kept = new Map<string, unknown>()) {
  const store = {
    getMany: async <Stored>(keys: readonly string[]) => keys.map((key) => kept.get(key) as Stored | undefined),
    async commit(writes: Readonly<Record<string, unknown>>) {
      for (const [key, value] of Object.entries(writes)) kept.set(key, value);
      return true;
    },
  };
  const marks = createServerMarks({ store, log: pino({ level: 'silent' }), flushMs: 3_600_000 });
  onTestFinished(() => marks.close());
  return { marks, kept, stored: () => kept.get('server/1') };
}

test('moves up to the newest message when all of them are dealt with', async () => {
  const { marks, stored } = setUp();
  marks.letGo();
  for (const id of ['100', '101', '99']) marks.begin('1', id)();

  await marks.flush();

  expect(stored()).toBe('101');
});

test('stays before what is still open, however much newer is dealt with', async () => {
  const { marks, stored } = setUp();
  marks.letGo();
  const done = marks.begin('1', '100');
  marks.begin('1', '105')();

  await marks.flush();
  const whileOpen = stored();
  done();
  await marks.flush();

  expect([whileOpen, stored()]).toEqual(['99', '105']);
});

test('stays before a place that is still read when another that is read from the same message on is done', async () => {
  const { marks, stored } = setUp();
  marks.letGo();
  const [done] = [marks.begin('1', '100'), marks.begin('1', '100')];
  marks.begin('1', '105')();

  done?.();
  await marks.flush();

  expect(stored()).toBe('99');
});

test('stores nothing while it is not known what was missed', async () => {
  const { marks, stored } = setUp();
  marks.begin('1', '100')();

  await marks.flush();

  expect(stored()).toBeUndefined();
});

test('does not put back what another process has moved further', async () => {
  const { marks, stored } = setUp(new Map([['server/1', '1000']]));
  marks.letGo();
  marks.begin('1', '999')();

  await marks.flush();

  expect(stored()).toBe('1000');
});

test('is stored by the next flush when the store was away', async () => {
  const { marks, kept, stored } = setUp();
  marks.letGo();
  const { set } = kept;
  kept.set = () => {
    throw new Error('away');
  };
  marks.begin('1', '100')();
  await marks.flush();
  kept.set = set;

  await marks.flush();

  expect(stored()).toBe('100');
});
