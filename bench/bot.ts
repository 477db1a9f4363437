/**
 * What Bobbin costs in time, requests, processor and memory: `npm run bench`, on the local Discord and a model of fixed
 * thinking time, each in a process of its own. Prints Markdown tables; the last one is the table of targets.
 *
 * `--only latency` (several with commas) runs some parts, `--quick` a shorter form, `--profile` says where time goes.
 */
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Bench, Part } from './bench.ts';
import { burst } from './parts/burst.ts';
import { latency } from './parts/latency.ts';
import { longConversation } from './parts/long-conversation.ts';
import { memory } from './parts/memory.ts';
import { remote } from './parts/remote.ts';
import { requests } from './parts/requests.ts';
import { sideProcesses } from './parts/side-processes.ts';
import { startUp } from './parts/start-up.ts';
import { throughput } from './parts/throughput.ts';
import { hasRedis } from './redis.ts';
import { startModel } from './scene.ts';
import { printTargets, type Target } from './target.ts';
import { canMeasureProcesses } from './usage.ts';

const parts: Readonly<Record<string, Part>> = {
  latency,
  remote,
  requests,
  burst,
  throughput,
  'long-conversation': longConversation,
  memory,
  'side-processes': sideProcesses,
  'start-up': startUp,
};

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
  },
});
const names = values.only?.split(',') ?? Object.keys(parts);
const unknown = names.filter((name) => !(name in parts));
if (unknown.length > 0) throw new Error(`No part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}.`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

await using stack = new AsyncDisposableStack();
const bench: Bench = {
  modelUrl: (await startModel(stack)).url,
  hasRedis: hasRedis(),
  isQuick: values.quick,
  hasProfile: values.profile,
};

console.log(
  `Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}, load ${loadavg()[0]?.toFixed(2)} before.`,
);
if (!canMeasureProcesses) console.log('Processor time and memory of a process are read on Linux only: NaN elsewhere.');
if (!bench.hasRedis) console.log('No redis-server on the PATH: SQLite only.');
console.log();

const targets: Target[] = [];
for (const name of names) {
  console.log(`### ${name}\n`);
  targets.push(...(await run(name)));
}
console.log('### Targets\n');
printTargets(targets);

/** A part that breaks down is a line of the table, and the others go on. */
async function run(name: string): Promise<readonly Target[]> {
  try {
    return (await parts[name]?.(bench)) ?? [];
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
    const [measured = ''] = String(error).split('\n');
    return [{ what: name, target: 'comes to its end', measured, isMet: false }];
  }
}
