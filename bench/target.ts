import { table } from './table.ts';

/** One line of the table of targets. */
export interface Target {
  readonly what: string;
  readonly target: string;
  readonly measured: string;
  /** `undefined` where there is nothing to meet. */
  readonly isMet?: boolean;
}

/** A figure that may not be larger than a limit. */
export function atMost(what: string, measured: number, limit: number, unit: string, digits = 1): Target {
  const isMet = measured <= limit;
  return { what, target: `≤ ${limit} ${unit}`, measured: `${measured.toFixed(digits)} ${unit}`, isMet };
}

/** A figure that may not be smaller than a limit. */
export function atLeast(what: string, measured: number, limit: number, unit: string, digits = 0): Target {
  const isMet = measured >= limit;
  return { what, target: `≥ ${limit} ${unit}`, measured: `${measured.toFixed(digits)} ${unit}`, isMet };
}

export function printTargets(targets: readonly Target[]): void {
  table(
    ['what', 'target', 'measured', 'met'],
    targets.map(({ what, target, measured, isMet }) => [
      what,
      target,
      measured,
      isMet === undefined ? '' : isMet ? 'yes' : '**no**',
    ]),
  );
}
