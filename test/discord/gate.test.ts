import { expect, test } from 'vitest';
import { createGate } from '../../src/discord/gate.ts';

function setUp() {
  const stop = new AbortController();
  return { gate: createGate(stop.signal), stop };
}

test('is closed until a look is over, and lets through who waited in the order of their ids', async () => {
  const { gate } = setUp();
  const passed: string[] = [];
  const waiting = ['10', '9', '11'].map(async (id) => {
    await gate.passed(id);
    passed.push(id);
  });

  await gate.during(async () => expect(passed).toEqual([]));

  await Promise.all(waiting);
  expect(passed).toEqual(['9', '10', '11']);
});

test('does not open after a look that began before it was closed again, but after the next', async () => {
  const { gate } = setUp();
  const first = Promise.withResolvers<void>();
  const looking = gate.during(() => first.promise);
  gate.close();
  first.resolve();
  await looking;
  const afterFirst = gate.isOpen();

  await gate.during(async () => undefined);

  expect([afterFirst, gate.isOpen()]).toEqual([false, true]);
});

test('waits for every look', async () => {
  const { gate } = setUp();
  const slow = Promise.withResolvers<void>();
  const looking = gate.during(() => slow.promise);
  await gate.during(async () => undefined);
  const whileLooking = gate.isOpen();

  slow.resolve();
  await looking;

  expect([whileLooking, gate.isOpen()]).toEqual([false, true]);
});

test('opens after a look that failed, and says so to who looked', async () => {
  const { gate } = setUp();

  await expect(gate.during(() => Promise.reject(new Error('a mistake')))).rejects.toThrow('a mistake');

  expect(gate.isOpen()).toBe(true);
});

test('lets nobody wait when Bobbin stops', async () => {
  const { gate, stop } = setUp();
  const waiting = gate.passed('1');

  stop.abort(new Error('stopping'));

  await expect(waiting).rejects.toThrow('stopping');
});
