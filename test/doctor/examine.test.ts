import { expect, test } from 'vitest';
import { type Check, examine } from '../../src/doctor/examine.ts';
import { type Finding, format } from '../../src/doctor/finding.ts';

async function linesOf(...checks: Check[]) {
  const findings: Finding[] = [];
  const isWell = await examine(checks, (finding) => void findings.push(finding));
  return { isWell, lines: findings.map(format) };
}

test('checks are made side by side and told in their order', async () => {
  const second = Promise.withResolvers<void>();
  const good = (about: string): Finding[] => [{ verdict: 'good', about, says: 'is well.' }];

  const { isWell, lines } = await linesOf(
    { about: 'One', run: () => second.promise.then(() => good('One')) },
    { about: 'Two', run: async () => (second.resolve(), good('Two')) },
  );

  expect(isWell).toBe(true);
  expect(lines).toEqual(['✓ One        is well.', '✓ Two        is well.']);
});

test('a check that hangs is given up and told to stop; one that breaks is a finding', async () => {
  let stopped: AbortSignal | undefined;

  const { isWell, lines } = await linesOf(
    { about: 'Slow', timeoutMs: 10, run: (signal) => ((stopped = signal), new Promise(() => undefined)) },
    { about: 'Broken', run: () => Promise.reject(new Error('oh')) },
  );

  expect(isWell).toBe(false);
  expect(stopped?.aborted).toBe(true);
  expect(lines).toEqual([
    '✗ Slow       does not answer within 0.01 seconds.\n             → See whether it is reachable from this machine, and try again.',
    '✗ Broken     could not be checked: oh',
  ]);
});

test('what is doubtful does not count as bad', async () => {
  const { isWell } = await linesOf({
    about: 'Store',
    run: async () => [{ verdict: 'doubtful', about: 'Store', says: 'forgets.' }],
  });

  expect(isWell).toBe(true);
});
