import type { Bench, Part } from '../bench.ts';
import { startDirectBot, startEngine, startTutorialBot } from '../other-bots.ts';
import { startProxy } from '../proxy.ts';
import { openScene, openThreads, type Place, placesOf, type Scene, type Stack, startBobbin } from '../scene.ts';
import { median, percentile } from '../statistics.ts';
import { table } from '../table.ts';
import { atMost, type Target } from '../target.ts';

const THREADS = 25;
const WARM_UP_TURNS = 30;
const MEDIAN_MS = 10;
const P95_MS = 30;

/** How many turns are measured at which thinking time. */
const SAMPLES = [
  { thinkMs: 50, turns: 100, quickTurns: 30 },
  { thinkMs: 500, turns: 60, quickTurns: 12 },
  { thinkMs: 3_000, turns: 20, quickTurns: 4 },
];

interface Bot {
  readonly name: string;
  open(stack: Stack, scene: Scene): Promise<unknown>;
  /** Its latency is held against the targets. */
  readonly isBobbin?: boolean;
  /** It takes seconds whatever the model does: fewer turns, all at once. */
  readonly isSlow?: boolean;
}

/** What a bot adds to the thinking of its model: Bobbin, one that keeps nothing, and the tutorial's loop. */
export const latency: Part = async (bench) => {
  const rows: string[][] = [];
  const targets: Target[] = [];
  for (const { name, open, isBobbin, isSlow } of bots(bench)) {
    await using stack = new AsyncDisposableStack();
    const scene = await openScene(stack);
    await open(stack, scene);
    for (const { thinkMs, addedMs } of await measure(scene, bench.isQuick, isSlow)) {
      const [middle, p95] = [median(addedMs), percentile(addedMs, 0.95)];
      rows.push([name, `${thinkMs}`, middle.toFixed(1), p95.toFixed(1), `${addedMs.length}`]);
      if (!isBobbin) continue;
      const what = `added latency, ${name}, at ${thinkMs} ms of thinking`;
      targets.push(atMost(`${what}: median`, middle, MEDIAN_MS, 'ms'), atMost(`${what}: p95`, p95, P95_MS, 'ms'));
    }
  }
  table(['bot', 'thinking, ms', 'added, median, ms', 'p95, ms', 'turns'], rows);
  return targets;
};

function bots(bench: Bench): Bot[] {
  const bobbin = ({ name, prepare }: Place): Bot => ({
    name: `embedded engine on ${name}`,
    isBobbin: true,
    open: async (stack, scene) => startBobbin(stack, scene, { ...bench, place: await prepare(stack) }),
  });
  return [
    ...placesOf(bench).map(bobbin),
    {
      name: 'the limit: keeps nothing, asks the model directly',
      open: (stack, scene) => startDirectBot(stack, scene, bench),
    },
    {
      name: "the tutorial's loop, on this engine, which says when to poll",
      open: async (stack, scene) => startTutorialBot(stack, scene, (await startEngine(stack, bench)).url),
    },
    {
      name: "the tutorial's loop, on a server that does not say",
      isSlow: true,
      async open(stack, scene) {
        const engine = await startEngine(stack, bench);
        const proxy = await startProxy(stack, engine.url);
        return startTutorialBot(stack, scene, proxy.url);
      },
    },
  ];
}

/** Sequential turns in changing threads; long ones overlap, one starting well apart from the other. */
async function measure(scene: Scene, isQuick: boolean, isSlow = false) {
  const { ada, turns } = scene;
  const threads = await openThreads(scene, THREADS);
  let next = 0;
  const ask = (text: string) => turns.ask(ada, threads[(next += 1) % threads.length] ?? '', text);
  for (let index = 0; index < (isSlow ? 0 : WARM_UP_TURNS); index += 1) await ask('warm up');

  const results: { thinkMs: number; addedMs: number[] }[] = [];
  for (const { thinkMs, turns: many, quickTurns } of SAMPLES) {
    const addedMs: number[] = [];
    const count = isSlow ? 12 : isQuick ? quickTurns : many;
    const lanes = isSlow ? 12 : thinkMs < 500 ? 1 : 4;
    const lane = async (index: number) => {
      await new Promise((resolve) => setTimeout(resolve, (index * thinkMs) / lanes));
      for (let turn = index; turn < count; turn += lanes) addedMs.push((await ask(`think=${thinkMs}`)).addedMs);
    };
    await Promise.all(Array.from({ length: lanes }, (_, index) => lane(index)));
    results.push({ thinkMs, addedMs });
  }
  return results;
}
