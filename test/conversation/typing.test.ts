import { setImmediate as nextTurn } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createTyping } from '../../src/conversation/typing.ts';

/** Typing on a clock that the test moves. */
function setUp(isBusy: () => boolean = () => false, refusals = 0) {
  let left = refusals;
  const shown: { placeId: string; atMs: number }[] = [];
  const sleepers: { atMs: number; wake: () => void }[] = [];
  let nowMs = 0;
  const typing = createTyping({
    surface: {
      async showTyping(placeId) {
        if (left-- > 0) throw new Error('refused');
        shown.push({ placeId, atMs: nowMs });
      },
    },
    isBusy,
    log: pino({ level: 'silent' }),
    now: () => nowMs,
    sleep: ((ms: number, _value: undefined, { signal }: { signal: AbortSignal }) =>
      new Promise<void>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
        sleepers.push({ atMs: nowMs + ms, wake: resolve });
      })) as never,
  });
  return {
    typing,
    shown,
    async until(ms: number) {
      for (; nowMs < ms; nowMs += 100) {
        for (const sleeper of sleepers.filter(({ atMs }) => atMs === nowMs)) sleeper.wake();
        await nextTurn();
      }
    },
  };
}

test('whoever gets an answer within a second sees no typing', async () => {
  const { typing, shown, until } = setUp();
  const answer = Promise.withResolvers<string>();
  const work = typing.during(
    () => '7',
    () => answer.promise,
  );

  await until(900);
  answer.resolve('done');
  expect(await work).toBe('done');
  await until(3_000);

  expect(shown).toEqual([]);
});

test('who waits longer sees it after a second and for as long as it takes', async () => {
  const { typing, shown, until } = setUp();
  const answer = Promise.withResolvers<void>();
  const work = typing.during(
    () => '7',
    () => answer.promise,
  );

  await until(20_000);
  answer.resolve();
  await work;
  await until(60_000);

  expect(shown.map(({ atMs }) => atMs)).toEqual([1_000, 9_000, 17_000]);
});

test('over all conversations it is a few a second', async () => {
  const { typing, shown, until } = setUp();
  for (let id = 0; id < 40; id += 1)
    void typing.during(
      () => `${id}`,
      () => new Promise(() => undefined),
    );

  await until(1_100);

  expect(shown).toHaveLength(4);
});

test('none while answers wait to be sent', async () => {
  let isBusy = true;
  const { typing, shown, until } = setUp(() => isBusy);
  void typing.during(
    () => '7',
    () => new Promise(() => undefined),
  );

  await until(5_100);
  expect(shown).toEqual([]);
  isBusy = false;
  await until(6_100);

  expect(shown).toHaveLength(1);
});

test('one that fails does not end it for the rest of the wait', async () => {
  const { typing, shown, until } = setUp(() => false, 1);
  void typing.during(
    () => '7',
    () => new Promise(() => undefined),
  );

  await until(10_000);

  expect(shown.map(({ atMs }) => atMs)).toEqual([9_000]);
});
