import type { Bench, Part } from '../bench.ts';
import { openFullStore } from '../full-store.ts';
import { openScene, placesOf, type Scene, type Stack, startBobbin } from '../scene.ts';
import { median } from '../statistics.ts';
import { table } from '../table.ts';
import { atMost, type Target } from '../target.ts';

const STARTS = 5;
const EMPTY_MS = 1_000;
const FULL_MS = 3_000;

/** From starting the process to the line that says that it is ready. */
export const startUp: Part = async (bench) => {
  const rows: string[][] = [];
  const targets: Target[] = [];
  const note = (what: string, times: readonly number[], limitMs: number) => {
    rows.push([what, median(times).toFixed(0), Math.max(...times).toFixed(0)]);
    targets.push(atMost(`start, ${what}`, median(times), limitMs, 'ms', 0));
  };
  for (const { name, prepare } of placesOf(bench)) {
    const times = await measure(bench, async (stack) => ({
      scene: await openScene(stack),
      place: await prepare(stack),
    }));
    note(`empty store, ${name}`, times, EMPTY_MS);
  }
  const conversations = bench.isQuick ? 10_000 : 100_000;
  await using stack = new AsyncDisposableStack();
  const full = await openFullStore(stack, { ...bench, conversations, threads: 1_000 });
  note(`${conversations} conversations, SQLite`, await measure(bench, async () => full), FULL_MS);
  table(['what', 'median, ms', 'longest, ms'], rows);
  return targets;
};

async function measure(
  bench: Bench,
  prepare: (stack: Stack) => Promise<{ scene: Scene; place: Readonly<Record<string, string>> }>,
): Promise<number[]> {
  const times: number[] = [];
  while (times.length < STARTS) {
    await using stack = new AsyncDisposableStack();
    const { scene, place } = await prepare(stack);
    times.push((await startBobbin(stack, scene, { ...bench, place })).readyMs);
  }
  return times;
}
