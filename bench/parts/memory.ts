import { setTimeout as delay } from 'node:timers/promises';
import type { Bench, Part } from '../bench.ts';
import { openFullStore } from '../full-store.ts';
import type { Program } from '../programs.ts';
import { openScene, placesOf, type Scene, startBobbin } from '../scene.ts';
import { median } from '../statistics.ts';
import { table } from '../table.ts';
import { atMost, type Target } from '../target.ts';
import { peakRssMb, rssMb } from '../usage.ts';

const SETTLING_MS = 10_000;
const IDLE_MB = 150;
const ADDED_MB = 60;
const ACTIVE = 1_000;
const ROUNDS = 2;
const AT_ONCE = 20;
/** Traffic while the active ones are measured. */
const [SAMPLES, POSTS_PER_SAMPLE] = [30, 5];

type Row = [when: string, rss: string, most: string];

/** What the bot's process takes of the machine's memory. */
export const memory: Part = async (bench) => {
  const rows: Row[] = [];
  const targets: Target[] = [];
  const idle = new Map<string, number>();
  for (const place of placesOf(bench)) {
    await using stack = new AsyncDisposableStack();
    const scene = await openScene(stack);
    const bot = await startBobbin(stack, scene, { ...bench, place: await place.prepare(stack) });
    const settled = await measureSettled(bot, `idle, empty store, ${place.name}`, rows);
    idle.set(place.name, settled);
    targets.push(atMost(`memory, idle, ${place.name}`, settled, IDLE_MB, 'MB', 0));
  }
  const conversations = bench.isQuick ? 10_000 : 100_000;
  const active = await withFullStore(bench, conversations, rows);
  table(['when', 'RSS, MB', 'the most so far, MB'], rows);
  const what = `memory that ${conversations} conversations in the store and ${ACTIVE} active ones add, SQLite`;
  return [...targets, atMost(what, active - (idle.get('SQLite') ?? Number.NaN), ADDED_MB, 'MB', 0)];
};

async function withFullStore(bench: Bench, conversations: number, rows: Row[]): Promise<number> {
  await using stack = new AsyncDisposableStack();
  const { scene, place, threads } = await openFullStore(stack, { ...bench, conversations, threads: ACTIVE });
  const bot = await startBobbin(stack, scene, { ...bench, place });
  await measureSettled(bot, `idle, ${conversations} conversations`, rows);
  for (let round = 0; round < ROUNDS; round += 1) await postOnceInEach(scene, threads);
  const samples: number[] = [];
  while (samples.length < SAMPLES) {
    const some = threads.slice(samples.length * POSTS_PER_SAMPLE, (samples.length + 1) * POSTS_PER_SAMPLE);
    await Promise.all([delay(1_000), postOnceInEach(scene, some)]);
    samples.push(rssMb(bot.pid));
  }
  const active = median(samples);
  const what = `${ACTIVE} active, after ${ROUNDS} turns in each, a median of half a minute`;
  rows.push([what, active.toFixed(0), peakRssMb(bot.pid).toFixed(0)]);
  return active;
}

async function measureSettled({ pid }: Program, when: string, rows: Row[]): Promise<number> {
  await delay(SETTLING_MS);
  const rss = rssMb(pid);
  rows.push([when, rss.toFixed(0), peakRssMb(pid).toFixed(0)]);
  return rss;
}

async function postOnceInEach({ ada, turns }: Scene, threads: readonly string[]): Promise<void> {
  const waiting = [...threads];
  const postInSome = async () => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) await turns.ask(ada, id, 'and now?');
  };
  await Promise.all(Array.from({ length: AT_ONCE }, postInSome));
}
