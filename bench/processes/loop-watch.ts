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
  /** The most processor time in one of its waits: what it was itself to blame for, whatever the machine did. */
  readonly maxBusyMs: number;
  /** What was going on in the longest such wait, as seen from JavaScript. */
  readonly longest: Wait;
  /** How often it was more than 50 ms late. */
  readonly blocked: number;
  readonly heapMb: number;
}

/** Late for its own work, it has used processor time; for a disk, it has written and gone to sleep; else it was kept from running. */
interface Wait {
  readonly lateMs: number;
  readonly busyMs: number;
  readonly writes: number;
  readonly sleeps: number;
}

const EVERY_MS = 5;
const RESOLUTION_MS = 1;
const BLOCKED_MS = 50;

const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delays.enable();
let longest: Wait = { lateMs: 0, busyMs: 0, writes: 0, sleeps: 0 };
let [blocked, maxBusyMs] = [0, 0];
let last = look();
setInterval(() => {
  const now = look();
  const lateMs = now.atMs - last.atMs - EVERY_MS;
  if (lateMs > BLOCKED_MS) blocked += 1;
  maxBusyMs = Math.max(maxBusyMs, Math.min(lateMs, now.busyMs - last.busyMs));
  if (lateMs > longest.lateMs) {
    longest = {
      lateMs,
      busyMs: now.busyMs - last.busyMs,
      writes: now.writes - last.writes,
      sleeps: now.sleeps - last.sleeps,
    };
  }
  last = now;
}, EVERY_MS).unref();

process.on('message', (message) => {
  if (message !== 'loop report') return;
  const maxMs = delays.max / 1e6 - RESOLUTION_MS;
  const p99Ms = delays.percentile(99) / 1e6 - RESOLUTION_MS;
  globalThis.gc?.();
  const report: LoopReport = {
    maxMs,
    p99Ms,
    maxBusyMs,
    longest,
    blocked,
    heapMb: process.memoryUsage().heapUsed / 1024 / 1024,
  };
  process.send?.(report);
  // The collection itself is nobody's fault.
  last = look();
  longest = { lateMs: 0, busyMs: 0, writes: 0, sleeps: 0 };
  [blocked, maxBusyMs] = [0, 0];
  setImmediate(() => delays.reset());
});
process.channel?.unref();

function look() {
  const { user, system } = process.threadCpuUsage();
  const { fsWrite: writes, voluntaryContextSwitches: sleeps } = process.resourceUsage();
  return { atMs: performance.now(), busyMs: (user + system) / 1_000, writes, sleeps };
}
