import type { Bench, Part } from '../bench.ts';
import { openScene, openThreads, type Place, placesOf, type Scene, startBobbin, untilQuiet } from '../scene.ts';
import { table } from '../table.ts';
import { atMost, type Target } from '../target.ts';

const THINK_MS = 1_000;
const REQUESTS_PER_SECOND = 50;
const LIMITED_SHARE = 1.1;
const UNLIMITED_SECONDS = 6;

interface Burst {
  readonly seconds: number;
  /** What Discord was asked meanwhile. */
  readonly requests: string;
}

/** Many threads post in the same moment: how long until all are answered, with Discord's limits and without. */
export const burst: Part = async (bench) => {
  const count = bench.isQuick ? 200 : 1_000;
  const rows: string[][] = [];
  const targets: Target[] = [];
  for (const place of placesOf(bench)) {
    const [unlimited, limited] = await measure(bench, place, count);
    rows.push(['off', place.name, `${count}`, unlimited.seconds.toFixed(2), unlimited.requests]);
    const what = `${count} threads at once, ${place.name}`;
    targets.push(atMost(`${what}, limits off`, unlimited.seconds, UNLIMITED_SECONDS, 's'));
    if (!limited) continue;
    rows.push(['on', place.name, `${count}`, limited.seconds.toFixed(2), limited.requests]);
    const needed = THINK_MS / 1_000 + count / REQUESTS_PER_SECOND;
    targets.push(
      atMost(`${what}, Discord's limits`, limited.seconds, Number((needed * LIMITED_SHARE).toFixed(1)), 's'),
    );
  }
  table(['limits', 'store', 'threads', 'seconds until all are answered', 'requests to Discord'], rows);
  return targets;
};

/** Discord's limits take half a minute and do not depend on the store: only on SQLite. */
async function measure(bench: Bench, { name, prepare }: Place, count: number) {
  await using stack = new AsyncDisposableStack();
  const scene = await openScene(stack, { rateLimits: false });
  const place = await prepare(stack);
  const withoutLimit = await startBobbin(stack, scene, { ...bench, place, hasClientLimit: false });
  const threads = await openThreads(scene, count);
  await untilQuiet(scene);
  const unlimited = await postAtOnce(scene, threads);
  if (name !== 'SQLite') return [unlimited] as const;

  await withoutLimit.stop();
  await startBobbin(stack, scene, { ...bench, place });
  await untilQuiet(scene);
  scene.discord.setRateLimits(true);
  return [unlimited, await postAtOnce(scene, threads)] as const;
}

async function postAtOnce(scene: Scene, threads: readonly string[]): Promise<Burst> {
  const counts = new Map<string, number>();
  const stop = scene.discord.on(({ type, data }) => {
    if (type !== 'REQUEST') return;
    const { method, path, status } = data as { method: string; path: string; status: number };
    const name = `${method} …${(/\/[^/]+$/.exec(path)?.[0] ?? path).replace(/\d{15,}/, '…')} ${status}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  });
  const startMs = performance.now();
  await Promise.all(threads.map((id) => scene.turns.ask(scene.ada, id, `think=${THINK_MS}`, { timeoutMs: 120_000 })));
  const seconds = (performance.now() - startMs) / 1_000;
  stop();
  return { seconds, requests: [...counts].map(([name, count]) => `${count} × ${name}`).join(', ') };
}
