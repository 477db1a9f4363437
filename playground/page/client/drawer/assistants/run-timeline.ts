import { hasFailed } from '../events/event-filter.ts';
import type { Summary } from '../inspector.ts';
import { endOf, isGoing, type Run, type Step } from './objects.ts';

/** What belongs to a run without naming it happens so near to it. */
const NEAR_MS = 3_000;
/** The Assistants API counts in whole seconds: what it says may be so much later. */
const ROUNDED_MS = 999;
const MAKES_RUN = /^POST .*\/runs$/;

/** Something that happened in the life of a run, as a bar. */
export interface Bar {
  key: string;
  startMs: number;
  endMs: number;
  isGoing: boolean;
  isFailed: boolean;
  what: { kind: 'queued' } | { kind: 'step'; step: Step } | { kind: 'entry'; entry: Summary };
}

export interface Timeline {
  startMs: number;
  endMs: number;
  /** By their beginning. */
  bars: readonly Bar[];
}

/** Which of the entries of a thread belong to which run: by what they say, or by their time. Runs are the newest first. */
export function entriesOfRuns(runs: readonly Run[], entries: readonly Summary[]) {
  const byRun = new Map<string, Summary[]>(runs.map(({ id }) => [id, []]));
  const others: Summary[] = [];
  for (const entry of entries) {
    const run = runs.find(({ id }) => entry.runId === id || entry.label.includes(id)) ?? nearest(runs, entry);
    (byRun.get(run?.id ?? '') ?? others).push(entry);
  }
  return { byRun, others };
}

function nearest(runs: readonly Run[], { at }: Summary): Run | undefined {
  const [first] = runs
    .map((run) => ({ run, distanceMs: distanceMs(run, at) }))
    .filter((one) => one.distanceMs <= NEAR_MS)
    .toSorted((one, other) => one.distanceMs - other.distanceMs);
  return first?.run;
}

/** How far a moment is from the life of a run; 0 within it. */
function distanceMs(run: Run, at: number): number {
  const end = endOf(run);
  return Math.max(0, run.created_at * 1_000 - at, end === undefined ? 0 : at - (end * 1_000 + ROUNDED_MS));
}

interface Life {
  run: Run;
  steps: readonly Step[];
  entries: readonly Summary[];
  nowMs: number;
}

/** The life of a run: from its first request to its end, or until now. */
export function timelineOf({ run, steps, entries, nowMs }: Life): Timeline {
  const endOfEntry = ({ at, ms }: Summary) => (ms === undefined ? nowMs : at + ms);
  const ends = entries.map(endOfEntry);
  const createdMs = run.created_at * 1_000;
  // What is known to the millisecond corrects what is rounded to the second.
  const bornMs = entries.find(({ label }) => MAKES_RUN.test(label))?.at ?? createdMs;
  const startMs = Math.min(bornMs, ...entries.map(({ at }) => at));
  const endMs = Math.max(startMs + 1, ...ends, isGoing(run) ? nowMs : endInMs(endOf(run) ?? run.created_at, ends));
  const within = (ms: number) => Math.min(Math.max(ms, bornMs), endMs);

  const bars: Bar[] = entries.map((entry) => ({
    key: `entry ${entry.id}`,
    startMs: entry.at,
    endMs: endOfEntry(entry),
    isGoing: entry.ms === undefined,
    isFailed: hasFailed(entry),
    what: { kind: 'entry', entry },
  }));
  const begunMs = within(run.started_at === null ? (isGoing(run) ? nowMs : endMs) : run.started_at * 1_000);
  // Less than a second is not known, and is the rule.
  if (begunMs - bornMs >= 1_000)
    bars.push({
      key: 'queued',
      startMs: bornMs,
      endMs: begunMs,
      isGoing: run.started_at === null && isGoing(run),
      isFailed: false,
      what: { kind: 'queued' },
    });
  for (const step of steps) {
    const end = endOf(step);
    bars.push({
      key: step.id,
      startMs: within(step.created_at * 1_000),
      endMs: within(end === undefined ? nowMs : end * 1_000 + ROUNDED_MS),
      isGoing: isGoing(step),
      isFailed: step.status === 'failed',
      what: { kind: 'step', step },
    });
  }
  return { startMs, endMs, bars: bars.toSorted((left, right) => left.startMs - right.startMs) };
}

/** The end of a run to the millisecond, as far as the requests that ended about then tell it. */
function endInMs(seconds: number, ends: readonly number[]): number {
  const near = ends.filter((end) => end >= seconds * 1_000 && end <= seconds * 1_000 + ROUNDED_MS);
  return near.length > 0 ? Math.max(...near) : seconds * 1_000 + (ends.length > 0 ? ROUNDED_MS : 0);
}
