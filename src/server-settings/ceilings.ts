import { kindOfBudget } from './lists.ts';
import type { OperatorSettings } from './operator-file.ts';
import type { ServerSettings } from './settings.ts';

/** A value that is higher than the operator lets servers have. */
export interface BeyondCeiling {
  /** Where it stands, as in `longestPost`; of a budget `budgets`. */
  readonly path: 'longestPost' | 'mostFiles' | 'retentionDays' | 'budgets';
  /** The most that it may be. */
  readonly limit: number;
}

/** What is beyond the operator's ceilings. What is not set is below them. */
export function beyondCeilings(settings: ServerSettings, { ceilings }: OperatorSettings): BeyondCeiling[] {
  const numbers = (['longestPost', 'mostFiles', 'retentionDays'] as const).flatMap((path) => {
    const [value, limit] = [settings[path], ceilings[path]];
    return value !== undefined && limit !== undefined && value > limit ? [{ path, limit }] : [];
  });
  const budgets = (settings.budgets ?? []).flatMap((budget) => {
    const ceiling = (ceilings.budgets ?? []).find((one) => kindOfBudget(one) === kindOfBudget(budget));
    return ceiling && budget.limit > ceiling.limit ? [{ path: 'budgets' as const, limit: ceiling.limit }] : [];
  });
  return [...numbers, ...budgets];
}
