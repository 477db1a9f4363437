import { compact } from './change.ts';
import type { BudgetSetting, ServerSettings } from './settings.ts';

/** Roles and people by their ids. */
export interface RolesAndPeople {
  readonly roles?: readonly string[];
  readonly people?: readonly string[];
}

/** Settings in which these are on one of the lists, and not on the other. */
export function withOnList(
  settings: ServerSettings,
  list: 'allowed' | 'refused',
  { roles = [], people = [] }: RolesAndPeople,
): ServerSettings {
  const others = withoutOnLists(settings, [...roles, ...people]);
  const kept = others[list];
  const added = { roles: union(kept?.roles, roles), people: union(kept?.people, people) };
  return compact({ ...others, [list]: added });
}

/** Settings in which these are neither allowed nor refused by name. */
export function withoutOnLists(settings: ServerSettings, ids: readonly string[]): ServerSettings {
  const without = (list: ServerSettings['allowed']) => ({
    roles: (list?.roles ?? []).filter((id) => !ids.includes(id)),
    people: (list?.people ?? []).filter((id) => !ids.includes(id)),
  });
  return compact({ ...settings, allowed: without(settings.allowed), refused: without(settings.refused) });
}

export function withBots(settings: ServerSettings, ids: readonly string[]): ServerSettings {
  return compact({ ...settings, bots: union(settings.bots, ids) });
}

export function withoutBots(settings: ServerSettings, ids: readonly string[]): ServerSettings {
  return compact({ ...settings, bots: (settings.bots ?? []).filter((id) => !ids.includes(id)) });
}

/** Tells budgets apart: of each kind there is one in a server. `person.answers.day`, `role.tokens.month.123`. */
export function kindOfBudget({ per, unit, window, of }: Omit<BudgetSetting, 'limit'>): string {
  return [per, unit, window, ...(of === undefined ? [] : [of])].join('.');
}

/** Settings with a budget, in the place of the one of its kind. */
export function withBudget(settings: ServerSettings, budget: BudgetSetting): ServerSettings {
  const budgets = settings.budgets ?? [];
  const index = budgets.findIndex((one) => kindOfBudget(one) === kindOfBudget(budget));
  return { ...settings, budgets: index === -1 ? [...budgets, budget] : budgets.with(index, budget) };
}

export function withoutBudgets(settings: ServerSettings, kinds: readonly string[]): ServerSettings {
  const budgets = (settings.budgets ?? []).filter((one) => !kinds.includes(kindOfBudget(one)));
  return compact({ ...settings, budgets });
}

function union(list: readonly string[] = [], added: readonly string[]): string[] {
  return [...new Set([...list, ...added])];
}
