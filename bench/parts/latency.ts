import { measureAddedLatency } from '../added-latency.ts';
import type { Bench, Part } from '../bench.ts';
import { startDirectBot, startEngine, startTutorialBot } from '../other-bots.ts';
import { startProxy } from '../proxy.ts';
import { openScene, type Place, placesOf, type Scene, type Stack, startBobbin } from '../scene.ts';
import { median, percentile } from '../statistics.ts';
import { table } from '../table.ts';
import { atMost, type Target } from '../target.ts';

const MEDIAN_MS = 10;
const P95_MS = 30;

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
    for (const { thinkMs, addedMs } of await measureAddedLatency(scene, { ...bench, isSlow })) {
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
