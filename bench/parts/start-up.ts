import type { Part } from '../bench.ts';
import { openScene, placesOf, startBobbin } from '../scene.ts';
import { median } from '../statistics.ts';
import { table } from '../table.ts';
import { atMost, type Target } from '../target.ts';

const STARTS = 5;
const EMPTY_MS = 1_000;

/** From starting the process to the line that says that it is ready. */
export const startUp: Part = async (bench) => {
  const rows: string[][] = [];
  const targets: Target[] = [];
  for (const place of placesOf(bench)) {
    const times: number[] = [];
    for (let count = 0; count < STARTS; count += 1) {
      await using stack = new AsyncDisposableStack();
      const scene = await openScene(stack);
      const { readyMs } = await startBobbin(stack, scene, { ...bench, place: await place.prepare(stack) });
      times.push(readyMs);
    }
    const what = `start, empty store, ${place.name}`;
    rows.push([what, median(times).toFixed(0), Math.max(...times).toFixed(0)]);
    targets.push(atMost(what, median(times), EMPTY_MS, 'ms', 0));
  }
  table(['what', 'median, ms', 'longest, ms'], rows);
  return targets;
};
