import type { Bench, Part } from '../bench.ts';
import { openScene, openThreads, type Place, placesOf, startBobbin } from '../scene.ts';
import { median } from '../statistics.ts';
import { table } from '../table.ts';
import { atMost, type Target } from '../target.ts';
import { cpuMs } from '../usage.ts';

const EARLY = 50;
const TURNS = 5_000;
const QUICK_TURNS = 1_000;
/** Processor time is counted in steps of 10 ms, so that a turn is averaged with many others. */
const WINDOW = 300;
const RATIO = 1.2;
/** Longer than the short form of the context, so that it is full long before the first window. */
const TEXT =
  'Here is one more thing that I have been wondering about for quite some time now, what do you make of it? ';

interface Window {
  readonly cpuMs: number;
  readonly wholeMs: number;
}

/** What a turn costs when a conversation is very long, with as much context as when it was short. */
export const longConversation: Part = async (bench) => {
  const rows: string[][] = [];
  const targets: Target[] = [];
  const turns = bench.isQuick ? QUICK_TURNS : TURNS;
  for (const place of placesOf(bench)) {
    const { early, late, earlyAgain } = await measure(bench, place, turns);
    const row = (which: string, window: Window) =>
      rows.push([place.name, which, window.cpuMs.toFixed(2), window.wholeMs.toFixed(1)]);
    row(`${EARLY}th`, early);
    row(`${turns}th`, late);
    row(`${EARLY}th of another conversation, afterwards`, earlyAgain);
    const what = `the ${turns}th turn against the ${EARLY}th, ${place.name}`;
    targets.push(
      atMost(`${what}: processor`, late.cpuMs / earlyAgain.cpuMs, RATIO, '×', 2),
      atMost(`${what}: time`, late.wholeMs / earlyAgain.wholeMs, RATIO, '×', 2),
    );
  }
  table(['store', 'turn', 'CPU, ms', 'median, ms'], rows);
  return targets;
};

/** The ratio is taken within a process that has been warm for long: a young one is slower, which would flatter it. */
async function measure(bench: Bench, place: Place, turns: number) {
  await using stack = new AsyncDisposableStack();
  const scene = await openScene(stack, { rateLimits: false });
  const bot = await startBobbin(stack, scene, {
    ...bench,
    place: await place.prepare(stack),
    settings: { CONTEXT_TOKENS: '1000' },
    hasClientLimit: false,
  });
  const [warmUp = '', long = '', other = ''] = await openThreads(scene, 3);
  const talk = async (threadId: string, count: number): Promise<Window> => {
    const before = cpuMs(bot.pid);
    const times: number[] = [];
    while (times.length < count) times.push((await scene.turns.ask(scene.ada, threadId, TEXT)).wholeMs);
    return { cpuMs: (cpuMs(bot.pid) - before) / count, wholeMs: median(times) };
  };
  await talk(warmUp, 2 * WINDOW);
  await talk(long, EARLY);
  const early = await talk(long, WINDOW);
  await talk(long, turns - EARLY - 2 * WINDOW);
  const late = await talk(long, WINDOW);
  await talk(other, EARLY);
  return { early, late, earlyAgain: await talk(other, WINDOW) };
}
