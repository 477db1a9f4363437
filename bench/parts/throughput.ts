import { join } from 'node:path';
import type { Bench, Part } from '../bench.ts';
import { startDirectBot, startEngine, startTutorialBot } from '../other-bots.ts';
import { printProfile } from '../profile.ts';
import type { Program } from '../programs.ts';
import { openScene, openThreads, placesOf, type Scene, type Stack, startBobbin, temporaryFolder } from '../scene.ts';
import { median } from '../statistics.ts';
import { table } from '../table.ts';
import { atLeast, type Target } from '../target.ts';
import { cpuMs } from '../usage.ts';

const THREADS = 200;
const TURNS_PER_CPU_SECOND = 250;

interface Load {
  readonly turns: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly wholeMs: number;
  /** The time of the measurement, on the clock of `process.hrtime`. */
  readonly window: readonly [fromUs: number, toUs: number];
}

/** How many turns a second of processor time is good for, when everybody posts again as soon as they are answered. */
export const throughput: Part = async (bench) => {
  const rows: string[][] = [];
  const targets: Target[] = [];
  const note = (name: string, load: Load): number => {
    const perCpuSecond = load.turns / load.cpuSeconds;
    const perSecond = (load.turns / load.seconds).toFixed(0);
    rows.push([name, perCpuSecond.toFixed(0), (1_000 / perCpuSecond).toFixed(2), perSecond, load.wholeMs.toFixed(0)]);
    return perCpuSecond;
  };
  for (const place of placesOf(bench)) {
    await using stack = new AsyncDisposableStack();
    const scene = await openScene(stack, { rateLimits: false });
    const folder = temporaryFolder(stack);
    const bot = await startBobbin(stack, scene, {
      modelUrl: bench.modelUrl,
      place: await place.prepare(stack),
      hasClientLimit: false,
      nodeArguments: bench.hasProfile ? ['--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-name=bot'] : [],
    });
    const load = await measure(scene, [bot], bench.isQuick);
    const name = `embedded engine on ${place.name}`;
    targets.push(atLeast(`turns per CPU second, ${name}`, note(name, load), TURNS_PER_CPU_SECOND, 'turns'));
    await bot.stop();
    if (bench.hasProfile) printProfile(name, join(folder, 'bot'), load);
  }
  await using stack = new AsyncDisposableStack();
  note(
    'the limit: keeps nothing, asks the model directly',
    await measureOther(bench, stack, (own, scene) => startDirectBot(own, scene, bench, { hasClientLimit: false })),
  );
  const engine = await startEngine(stack, bench);
  note(
    "the tutorial's loop, without the engine that it talks to",
    await measureOther(bench, stack, (own, scene) =>
      startTutorialBot(own, scene, engine.url, { hasClientLimit: false }),
    ),
  );
  note(
    "the tutorial's loop, with that engine",
    await measureOther(
      bench,
      stack,
      (own, scene) => startTutorialBot(own, scene, engine.url, { hasClientLimit: false }),
      engine.program,
    ),
  );
  table(['bot', 'turns per CPU second', 'CPU ms a turn', 'turns a second', 'median, ms'], rows);
  return targets;
};

async function measureOther(
  bench: Bench,
  stack: Stack,
  open: (stack: Stack, scene: Scene) => Promise<Program>,
  ...others: Program[]
): Promise<Load> {
  const own = stack.use(new AsyncDisposableStack());
  const scene = await openScene(own, { rateLimits: false });
  const load = await measure(scene, [await open(own, scene), ...others], bench.isQuick);
  await own.disposeAsync();
  return load;
}

async function measure(scene: Scene, programs: readonly Program[], isQuick: boolean): Promise<Load> {
  const threads = await openThreads(scene, THREADS);
  await postFor(scene, threads, isQuick ? 1 : 4);
  const cpu = () => programs.reduce((sum, { pid }) => sum + cpuMs(pid), 0) / 1_000;
  const us = () => Number(process.hrtime.bigint() / 1_000n);
  const [cpuBefore, fromUs] = [cpu(), us()];
  const times = await postFor(scene, threads, isQuick ? 4 : 10);
  const [cpuAfter, toUs] = [cpu(), us()];
  return {
    turns: times.length,
    seconds: (toUs - fromUs) / 1e6,
    cpuSeconds: cpuAfter - cpuBefore,
    wholeMs: median(times),
    window: [fromUs, toUs],
  };
}

/** In each thread one post after the other, for this long. */
async function postFor({ ada, turns }: Scene, threads: readonly string[], seconds: number): Promise<number[]> {
  const times: number[] = [];
  const endMs = performance.now() + seconds * 1_000;
  const talk = async (threadId: string) => {
    while (performance.now() < endMs) times.push((await turns.ask(ada, threadId, 'and now?')).wholeMs);
  };
  await Promise.all(threads.map(talk));
  return times;
}
