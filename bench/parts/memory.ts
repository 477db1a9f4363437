import { setTimeout as delay } from 'node:timers/promises';
import type { Part } from '../bench.ts';
import { openScene, placesOf, startBobbin } from '../scene.ts';
import { table } from '../table.ts';
import { atMost, type Target } from '../target.ts';
import { peakRssMb, rssMb } from '../usage.ts';

const SETTLING_MS = 10_000;
const IDLE_MB = 150;

/** What the bot's process takes of the machine's memory. */
export const memory: Part = async (bench) => {
  const rows: string[][] = [];
  const targets: Target[] = [];
  for (const place of placesOf(bench)) {
    await using stack = new AsyncDisposableStack();
    const scene = await openScene(stack);
    const bot = await startBobbin(stack, scene, { ...bench, place: await place.prepare(stack) });
    await delay(SETTLING_MS);
    const idle = rssMb(bot.pid);
    rows.push([`idle, ${place.name}`, idle.toFixed(0), peakRssMb(bot.pid).toFixed(0)]);
    targets.push(atMost(`memory, idle, ${place.name}`, idle, IDLE_MB, 'MB', 0));
  }
  table(['when', 'RSS, MB', 'the most so far, MB'], rows);
  return targets;
};
