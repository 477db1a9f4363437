import { readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second, whatever the machine. */
const TICK_MS = 10;

/** Whether the figures below can be read here. */
export const canMeasureProcesses = process.platform === 'linux';

/** The processor time that a process has used in all its threads, user and system; NaN where it cannot be read. */
export function cpuMs(pid: number): number {
  if (!canMeasureProcesses) return Number.NaN;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** The memory of a process that is in RAM now; NaN where it cannot be read. */
export function rssMb(pid: number): number {
  return statusMb(pid, 'VmRSS');
}

/** The most that it ever was. */
export function peakRssMb(pid: number): number {
  return statusMb(pid, 'VmHWM');
}

/** The processes that a process has started from its main thread and that run; none where that cannot be read. */
export function childrenOf(pid: number): number[] {
  if (!canMeasureProcesses) return [];
  return (readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').match(/\d+/g) ?? []).map(Number);
}

function statusMb(pid: number, name: string): number {
  if (!canMeasureProcesses) return Number.NaN;
  const line = readFileSync(`/proc/${pid}/status`, 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`${name}:`));
  return Number.parseInt(line?.slice(name.length + 1) ?? '', 10) / 1024;
}
