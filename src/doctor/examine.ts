import type { Finding } from './finding.ts';

/** One thing to look at. */
export interface Check {
  readonly about: string;
  /** How long it may take. @default 15_000 */
  readonly timeoutMs?: number;
  run(signal: AbortSignal): Promise<readonly Finding[]>;
}

/** Makes all checks at once and tells what each has found, in their order. Answers whether nothing was bad. */
export async function examine(checks: readonly Check[], tell: (finding: Finding) => void): Promise<boolean> {
  const running = checks.map(inTime);
  let isWell = true;
  for (const findings of running) {
    for (const finding of await findings) {
      tell(finding);
      isWell &&= finding.verdict !== 'bad';
    }
  }
  return isWell;
}

/** What a check throws is a finding, too. */
async function inTime({ about, timeoutMs = 15_000, run }: Check): Promise<readonly Finding[]> {
  const stop = new AbortController();
  const { promise: late, resolve } = Promise.withResolvers<Finding[]>();
  const timer = setTimeout(() => {
    stop.abort(new Error('The check took too long.'));
    const says = `does not answer within ${timeoutMs / 1_000} seconds.`;
    resolve([{ verdict: 'bad', about, says, advice: 'See whether it is reachable from this machine, and try again.' }]);
  }, timeoutMs);
  const found = run(stop.signal).catch((error: unknown): Finding[] => [
    { verdict: 'bad', about, says: `could not be checked: ${error instanceof Error ? error.message : String(error)}` },
  ]);
  try {
    return await Promise.race([found, late]);
  } finally {
    clearTimeout(timer);
  }
}
