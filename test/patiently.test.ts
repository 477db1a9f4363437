import { expect, test } from 'vitest';
import { patiently } from '../src/patiently.ts';

/** Waits are written down and not spent. */
function setUp() {
  const waits: number[] = [];
  const stop = new AbortController();
  const options = {
    mayPass: (error: unknown) => (error as Error).message === 'away',
    signal: stop.signal,
    firstWaitMs: 100,
    maxWaitMs: 300,
    sleep: (async (ms: number) => void waits.push(ms)) as never,
  };
  return { waits, stop, options };
}

/** Fails so often before it works. */
function failing(times: number, message = 'away') {
  let calls = 0;
  return async () => {
    calls += 1;
    if (calls <= times) throw new Error(message);
    return calls;
  };
}

test('does it again until it works, in waits that grow up to a bound', async () => {
  const { waits, options } = setUp();

  expect(await patiently(failing(5), options)).toBe(6);

  const between = (wait: number | undefined, ms: number) =>
    wait !== undefined && wait >= ms * 0.75 && wait <= ms * 1.25;
  expect([100, 200, 300, 300, 300].every((ms, index) => between(waits[index], ms))).toBe(true);
  expect(waits).toHaveLength(5);
});

test('lets other errors through at once', async () => {
  const { waits, options } = setUp();

  await expect(patiently(failing(1, 'refused'), options)).rejects.toThrow('refused');

  expect(waits).toEqual([]);
});

test('ends with the reason of its signal', async () => {
  const { stop, options } = setUp();
  const work = failing(Infinity);

  const done = patiently(work, { ...options, onWait: () => stop.abort(new Error('stopping')) });

  await expect(done).rejects.toThrow('stopping');
});
