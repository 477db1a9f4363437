import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createSlots } from '../../../src/engine/http/slots.ts';

test('so many work at once, so many wait in order, and the rest is sent away', async () => {
  const slots = createSlots({ atOnce: 1, waiting: 2, waitMs: 60_000 });
  const order: string[] = [];
  const release = await slots.take();
  const second = slots.take().then((next) => (order.push('second'), next));
  const third = slots.take().then((next) => (order.push('third'), next));

  expect(await slots.take()).toBeUndefined();
  release?.();
  (await second)?.();
  (await third)?.();

  expect(order).toEqual(['second', 'third']);
  expect(await slots.take()).toBeTypeOf('function');
});

test('nobody waits longer than the bound, and who has left the line gets nothing', async () => {
  const slots = createSlots({ atOnce: 1, waiting: 2, waitMs: 20 });
  const release = await slots.take();

  expect(await slots.take()).toBeUndefined();
  release?.();

  expect(await slots.take()).toBeTypeOf('function');
  expect(await slots.take()).toBeUndefined();
});

test('who hangs up leaves the line', async () => {
  const slots = createSlots({ atOnce: 1, waiting: 1, waitMs: 60_000 });
  const release = await slots.take();
  const abort = new AbortController();
  const impatient = slots.take(abort.signal);

  abort.abort();
  expect(await impatient).toBeUndefined();
  const patient = slots.take();
  await delay(0);
  release?.();

  expect(await patient).toBeTypeOf('function');
  expect(await slots.take(AbortSignal.abort())).toBeUndefined();
});
