/**
 * Preloaded into a bot: watches its event loop and its heap from within, and tells its parent when that asks. With
 * `--expose-gc` the heap is what is left after a collection.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How a process has fared since it was asked last. */
export interface LoopReport {
  /** The longest that a timer was late, and what 99 of 100 were at most. */
  readonly maxMs: number;
  readonly p99Ms: number;
  /** The most processor time that went into one such wait: without what the machine gave to others meanwhile. */
  readonly maxBusyMs: number;
  readonly heapMb: number;
}

const EVERY_MS = 5;
const RESOLUTION_MS = 1;

const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delays.enable();
let maxBusyMs = 0;
let last = { atMs: performance.now(), cpuMs: threadCpuMs() };
setInterval(() => {
  const now = { atMs: performance.now(), cpuMs: threadCpuMs() };
  const lateMs = now.atMs - last.atMs - EVERY_MS;
  maxBusyMs = Math.max(maxBusyMs, Math.min(lateMs, now.cpuMs - last.cpuMs));
  last = now;
}, EVERY_MS).unref();

process.on('message', (message) => {
  if (message !== 'loop report') return;
  const maxMs = delays.max / 1e6 - RESOLUTION_MS;
  const p99Ms = delays.percentile(99) / 1e6 - RESOLUTION_MS;
  globalThis.gc?.();
  const report: LoopReport = { maxMs, p99Ms, maxBusyMs, heapMb: process.memoryUsage().heapUsed / 1024 / 1024 };
  process.send?.(report);
  // The collection itself is nobody's fault.
  last = { atMs: performance.now(), cpuMs: threadCpuMs() };
  maxBusyMs = 0;
  setImmediate(() => delays.reset());
});
process.channel?.unref();

function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
