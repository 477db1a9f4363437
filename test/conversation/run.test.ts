import { expect, test } from 'vitest';
import { createAssistantsClient } from '../../src/assistants/client.ts';
import { createSettle, type Run } from '../../src/conversation/run.ts';

const run = { id: 'run_1', object: 'thread.run', thread_id: 'thread_1', status: 'in_progress' } as Run;

/** A server that answers polls so; each with whether it was asked to hold its answer back. */
function settleWith(answer: (isHeld: boolean, count: number) => Run | undefined) {
  const waits: number[] = [];
  let count = 0;
  const client = createAssistantsClient({
    baseUrl: 'http://scripted',
    apiKey: 'test',
    async fetch(_url, init) {
      const isHeld = new Headers(init?.headers).has('prefer');
      const answered = answer(isHeld, (count += 1));
      if (!answered) throw new TypeError('fetch failed');
      return Response.json(answered, { headers: isHeld ? { 'preference-applied': 'wait' } : {} });
    },
  });
  const sleep = (async (ms: number) => void waits.push(ms)) as never;
  const options = { signal: new AbortController().signal, timeoutMs: 600_000, sleep };
  return { settled: createSettle(client)(run, options), waits };
}

test('a run on a server that goes each time before what it holds back is due is waited for', async () => {
  const { settled } = settleWith((isHeld, count) =>
    isHeld ? undefined : { ...run, status: count < 60 ? 'in_progress' : 'completed' },
  );

  expect(await settled).toMatchObject({ status: 'completed' });
});

test('a server that is not there is looked for every few seconds, for about half a minute', async () => {
  const { settled, waits } = settleWith(() => undefined);

  await expect(settled).rejects.toThrow('Connection error');
  expect(Math.max(...waits)).toBeLessThanOrEqual(3_000);
  expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(12_500);
  expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(40_500);
});
