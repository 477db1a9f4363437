import { setTimeout as delay } from 'node:timers/promises';
import { openThreads, type Scene } from './scene.ts';

const THREADS = 25;
const WARM_UP_TURNS = 30;
const TURNS_AT_ONCE = 4;
const SLOW_TURNS = 12;

/** How many turns are measured at which thinking time. */
const SAMPLES = [
  { thinkMs: 50, turns: 100, quickTurns: 30 },
  { thinkMs: 500, turns: 60, quickTurns: 12 },
  { thinkMs: 3_000, turns: 24, quickTurns: 8 },
];

export interface AddedLatency {
  readonly thinkMs: number;
  readonly addedMs: readonly number[];
}

export interface MeasureOptions {
  readonly isQuick: boolean;
  /** The bot takes seconds whatever its model does: fewer turns, all at once. */
  readonly isSlow?: boolean | undefined;
  /** The thinking times differ by up to this share, so that polling does not meet the same moment each time. */
  readonly spread?: number;
}

/** Sequential turns in changing threads; long ones overlap, one starting well apart from the other. */
export async function measureAddedLatency(scene: Scene, options: MeasureOptions): Promise<AddedLatency[]> {
  const { ada, turns } = scene;
  const { isQuick, isSlow = false, spread = 0 } = options;
  const threads = await openThreads(scene, THREADS);
  let next = 0;
  const ask = (text: string) => turns.ask(ada, threads[(next += 1) % threads.length] ?? '', text);
  for (let index = 0; index < (isSlow ? 0 : WARM_UP_TURNS); index += 1) await ask('warm up');

  const results: AddedLatency[] = [];
  for (const { thinkMs, turns: many, quickTurns } of SAMPLES) {
    const addedMs: number[] = [];
    const count = isSlow ? SLOW_TURNS : isQuick ? quickTurns : many;
    const lanes = isSlow ? SLOW_TURNS : thinkMs < 500 ? 1 : TURNS_AT_ONCE;
    const lane = async (index: number) => {
      await delay((index * thinkMs) / lanes);
      for (let turn = index; turn < count; turn += lanes) {
        const ms = thinkMs * (1 + spread * ((2 * turn) / (count - 1) - 1));
        addedMs.push((await ask(`think=${Math.round(ms)}`)).addedMs);
      }
    };
    await Promise.all(Array.from({ length: lanes }, (_, index) => lane(index)));
    results.push({ thinkMs, addedMs });
  }
  return results;
}
