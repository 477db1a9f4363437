import { measureAddedLatency } from '../added-latency.ts';
import type { Bench, Part } from '../bench.ts';
import { startEngine } from '../other-bots.ts';
import { isPoll, type Passed, type ProxyOptions, startProxy } from '../proxy.ts';
import { assistantsServer, openScene, openThreads, type Stack, startBobbin, temporaryFolder } from '../scene.ts';
import { median, percentile } from '../statistics.ts';
import { table } from '../table.ts';
import { atMost, type Target } from '../target.ts';

/** A fixed thinking time would show one moment between two polls, by luck a good or a bad one. */
const SPREAD = 0.25;
const SHARE = 0.1;
const LEAST_MS = 60;
const NEVER_ABOVE_MS = 500;
const LONG_THINK_MS = 11_000;
const POLLS_WITHIN_MS = 10_000;
const POLLS = 26;
const ASKED_WAIT_MS = 200;
/** Timers and sockets are not exact. */
const TOLERANCE_MS = 5;

/** What Bobbin adds on an Assistants server that knows neither `Prefer` nor `openai-poll-after-ms`, and how it polls. */
export const remote: Part = async (bench) => {
  const targets: Target[] = [];
  const rows: string[][] = [];
  {
    await using stack = new AsyncDisposableStack();
    const { scene, passed } = await open(stack, bench, {});
    for (const { thinkMs, addedMs } of await measureAddedLatency(scene, { ...bench, spread: SPREAD })) {
      const [middle, p95, most] = [median(addedMs), percentile(addedMs, 0.95), Math.max(...addedMs)];
      const limit = Math.min(Math.max(thinkMs * SHARE, LEAST_MS), NEVER_ABOVE_MS);
      const figures = [middle, p95, most].map((ms) => ms.toFixed(1));
      const above = addedMs.filter((ms) => ms > limit).length;
      rows.push([`${thinkMs} ± ${SPREAD * 100} %`, ...figures, `${addedMs.length}`, `${above}`]);
      targets.push(
        atMost(`added latency, remote server, at about ${thinkMs} ms of thinking: median`, middle, limit, 'ms'),
      );
    }
    const [threadId = ''] = await openThreads(scene, 1);
    const before = passed.length;
    const { addedMs } = await scene.turns.ask(scene.ada, threadId, `think=${LONG_THINK_MS}`);
    rows.push([`${LONG_THINK_MS}`, ...[addedMs, addedMs, addedMs].map((ms) => ms.toFixed(1)), '1', '']);
    const most = Math.max(addedMs, ...rows.map(([, , , figure]) => Number(figure)));
    targets.push(atMost('added latency, remote server, the most of all', most, NEVER_ABOVE_MS, 'ms'));
    const polls = pollsOfLastRun(passed.slice(before));
    targets.push(atMost('polls in the first 10 s of a run', polls, POLLS, 'polls', 0));
  }
  table(['thinking, ms', 'added, median, ms', 'p95, ms', 'most, ms', 'turns', 'above the limit'], rows);
  return [...targets, await obedience(bench)];
};

/** Whether the server's wish for the time between polls is fulfilled. */
async function obedience(bench: Bench): Promise<Target> {
  await using stack = new AsyncDisposableStack();
  const { scene, passed } = await open(stack, bench, { pollAfterMs: ASKED_WAIT_MS });
  const [threadId = ''] = await openThreads(scene, 1);
  const before = passed.length;
  await scene.turns.ask(scene.ada, threadId, 'think=3000');
  const polls = passed.slice(before).filter(isPoll);
  const waits = polls.slice(1).map(({ atMs }, index) => atMs - (polls[index]?.answeredMs ?? Number.NaN));
  const shortest = Math.min(...waits);
  return {
    what: 'openai-poll-after-ms: 200 is obeyed',
    target: `every wait ≥ ${ASKED_WAIT_MS} ms`,
    measured: `${waits.length} waits, shortest ${shortest.toFixed(0)} ms, median ${median(waits).toFixed(0)} ms`,
    isMet: waits.length > 0 && shortest >= ASKED_WAIT_MS - TOLERANCE_MS,
  };
}

async function open(stack: Stack, bench: Bench, options: ProxyOptions) {
  const engine = await startEngine(stack, bench);
  const { url, passed } = await startProxy(stack, engine.url, options);
  const scene = await openScene(stack);
  const place = { DATA_DIR: temporaryFolder(stack), ...assistantsServer(url) };
  await startBobbin(stack, scene, { ...bench, place });
  return { scene, passed };
}

function pollsOfLastRun(passed: readonly Passed[]): number {
  const started = passed.findLastIndex(({ method, path }) => method === 'POST' && path.endsWith('/runs'));
  const sinceMs = passed[started]?.atMs ?? Number.NaN;
  return passed.slice(started).filter((request) => isPoll(request) && request.atMs - sinceMs <= POLLS_WITHIN_MS).length;
}
