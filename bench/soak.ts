/**
 * An hour of a busy community in four minutes: `npm run bench:soak`. Says whether memory stays flat, whether the event
 * loop is ever blocked, and whether every post was answered once. Discord's limits are off, because they cannot be
 * compressed. `--minutes 15` is a shorter time of traffic, `--redis` keeps everything in Redis.
 */
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { LoopReport } from './processes/loop-watch.ts';
import type { Program } from './programs.ts';
import { openScene, placesOf, startBobbin, startModel } from './scene.ts';
import { median, percentile, slope } from './statistics.ts';
import { table } from './table.ts';
import { atMost, printTargets } from './target.ts';
import { openTraffic } from './traffic.ts';
import { cpuMs, rssMb } from './usage.ts';

const FACTOR = 15;
const POSTS_PER_HOUR = 6_000;
const WARM_UP_SECONDS = 45;
const SAMPLE_EVERY_MS = 1_000;
/** The first samples still bear the marks of the warm-up. */
const SETTLING_SHARE = 0.25;
/** The garbage collector makes RSS go up and down by more than this within a minute. */
const FLAT_MB_PER_HOUR = 10;
const BLOCKED_MS = 50;

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '60' }, redis: { type: 'boolean', default: false } },
});
const seconds = (Number(values.minutes) * 60) / FACTOR;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

await using stack = new AsyncDisposableStack();
const watching = ['--import', './bench/processes/loop-watch.ts'];
const { url: modelUrl, program: model } = await startModel(stack, watching);
const scene = await openScene(stack, { rateLimits: false });
const place = placesOf({ hasRedis: values.redis }).at(-1);
const bot = await startBobbin(stack, scene, {
  modelUrl,
  place: (await place?.prepare(stack)) ?? {},
  hasClientLimit: false,
  nodeArguments: ['--expose-gc', ...watching],
});
const traffic = await openTraffic(scene, (POSTS_PER_HOUR * FACTOR) / 3_600);
console.log(
  `${values.minutes} minutes of traffic in ${seconds} s (factor ${FACTOR}), ${POSTS_PER_HOUR} posts an hour, ${place?.name}.\n`,
);
await traffic.run(WARM_UP_SECONDS);

const before = await report(bot);
await report(model);
await delay(SAMPLE_EVERY_MS);
const memory: [hours: number, mb: number][] = [];
const startMs = performance.now();
const sampling = setInterval(() => {
  memory.push([((performance.now() - startMs) * FACTOR) / 3_600_000, rssMb(bot.pid)]);
}, SAMPLE_EVERY_MS);
const cpuBefore = cpuMs(bot.pid);
const answered = await traffic.run(seconds);
const cpuShare = (cpuMs(bot.pid) - cpuBefore) / (performance.now() - startMs);
clearInterval(sampling);
const after = await report(bot);
const control = await report(model);

const hours = Number(values.minutes) / 60;
const megabytes = memory.map(([, mb]) => mb);
const added = answered.map(({ addedMs }) => addedMs);
table(
  ['what', 'figure'],
  [
    [
      'RSS, first, least, most, last',
      [megabytes[0], Math.min(...megabytes), Math.max(...megabytes), megabytes.at(-1)]
        .map((mb) => mb?.toFixed(0))
        .join(', ') + ' MB',
    ],
    ['heap after a collection, before and after', `${before.heapMb.toFixed(1)}, ${after.heapMb.toFixed(1)} MB`],
    ['event loop late, p99', `${after.p99Ms.toFixed(1)} ms`],
    ['the longest wait of its timers', told(after)],
    ["the same in the model's process, which has next to nothing to do", told(control)],
    ['processor', `${(cpuShare * 100).toFixed(1)} % of a core`],
    ['added latency, median, p95', `${median(added).toFixed(1)}, ${percentile(added, 0.95).toFixed(1)} ms`],
  ],
);
const { posts, lost, twice } = scene.turns.count();
printTargets([
  atMost(`posts lost, of ${posts}`, lost, 0, 'posts', 0),
  atMost('posts answered twice', twice, 0, 'posts', 0),
  atMost(
    'memory, RSS by a straight line',
    slope(memory.slice(memory.length * SETTLING_SHARE)),
    FLAT_MB_PER_HOUR,
    'MB per hour of traffic',
  ),
  atMost(
    'memory, heap after a collection',
    (after.heapMb - before.heapMb) / hours,
    FLAT_MB_PER_HOUR,
    'MB per hour of traffic',
  ),
  atMost('event loop busy with one thing, most', after.maxBusyMs, BLOCKED_MS, 'ms'),
  atMost(
    `event loop late, most (an idle process beside it: ${control.maxMs.toFixed(1)} ms)`,
    after.maxMs,
    BLOCKED_MS,
    'ms',
  ),
]);

async function report({ child }: Program): Promise<LoopReport> {
  const answer = once(child, 'message');
  child.send('loop report');
  const [message] = (await answer) as [LoopReport];
  return message;
}

/** Late for its own work, for the disk, or because the machine had others to serve: the figures tell them apart. */
function told({ blocked, longest: { lateMs, busyMs, writes, sleeps } }: LoopReport): string {
  return `${lateMs.toFixed(1)} ms late, ${busyMs.toFixed(1)} ms of processor, ${writes} writes to disk, ${sleeps} sleeps; ${blocked} were above ${BLOCKED_MS} ms`;
}
