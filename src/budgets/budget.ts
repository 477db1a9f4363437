import { windowAt, type Window } from './windows.ts';

/** So many answers or tokens in each window of the calendar. */
export interface Budget {
  /**
   * - `person`: every person by themselves. With `of` each person who has that role, in place of the budgets without
   *   `of` of the same unit and window; of several such roles the most generous one counts.
   * - `role`: all people who have the role `of`, together.
   * - `channel`: each channel by itself. With `of` that channel, in place of the budgets without `of`.
   * - `server`: everybody together.
   */
  readonly per: 'person' | 'role' | 'channel' | 'server';
  /** A role's or a channel's Discord id. */
  readonly of?: string | undefined;
  readonly unit: 'answers' | 'tokens';
  readonly window: Window;
  /** 0 allows nothing. */
  readonly limit: number;
  /** The operator's: only another ceiling takes its place, and of a ceiling and another budget the stricter one counts. */
  readonly isCeiling?: boolean;
}

/** Who or what a budget counts for; `id` is the Discord id of the person, role or channel, and nothing for the server. */
export interface Holder {
  readonly per: Budget['per'];
  readonly id?: string;
}

export interface Person {
  readonly id: string;
  readonly roleIds: readonly string[];
}

/** Where and when something is used. */
export interface Place {
  /** `direct` for DMs. */
  readonly serverId: string;
  readonly channelId: string;
  /** The server's. Where it is changed, a window that begins at another moment now counts from zero. */
  readonly timeZone: string;
  readonly budgets: readonly Budget[];
}

/** A budget as it applies to one holder at one moment. */
export interface Limit {
  readonly budget: Budget;
  readonly holder: Holder;
  /** The name of the holder's count: the same for all budgets of this unit and window, so that a changed one goes on. */
  readonly count: string;
  /** When the window is over, in milliseconds since 1970. */
  readonly endsAtMs: number;
}

/** The budgets of the server and the channel: what is full here is full for everybody. */
export function limitsOfPlace({ channelId, timeZone, budgets }: Place, atMs: number): Limit[] {
  const server = budgets.filter(({ per }) => per === 'server');
  const channels = budgets.filter(({ per }) => per === 'channel');
  const chosen = [
    ...strictest(server).map((budget) => ({ budget, holder: { per: 'server' as const } })),
    ...strictest(applying(channels, (all) => all.filter(({ of }) => of === channelId))).map((budget) => ({
      budget,
      holder: { per: 'channel' as const, id: channelId },
    })),
  ];
  return chosen.map((one) => toLimit(one, atMs, timeZone));
}

/** The budgets of a person and of the roles that they have. */
export function limitsOfPerson({ id, roleIds }: Person, { timeZone, budgets }: Place, atMs: number): Limit[] {
  const has = ({ of }: Budget) => of !== undefined && roleIds.includes(of);
  const people = budgets.filter(({ per }) => per === 'person');
  const own = applying(people, (all) => mostGenerous(all.filter(has)));
  const roles = Map.groupBy(
    budgets.filter((budget) => budget.per === 'role' && has(budget)),
    ({ of }) => of,
  );
  const chosen = [
    ...strictest(own).map((budget) => ({ budget, holder: { per: 'person' as const, id } })),
    ...[...roles].flatMap(([of, shared]) =>
      strictest(shared).map((budget) => ({ budget, holder: { per: 'role' as const, ...(of && { id: of }) } })),
    ),
  ];
  return chosen.map((one) => toLimit(one, atMs, timeZone));
}

const kindOf = ({ unit, window }: Pick<Budget, 'unit' | 'window'>) => `${unit}/${window}`;

/** The name of a holder's count in the window that begins then. */
export function countName(budget: Pick<Budget, 'unit' | 'window'>, startsAtMs: number): string {
  return `${kindOf(budget)}/${startsAtMs}`;
}

function toLimit({ budget, holder }: Pick<Limit, 'budget' | 'holder'>, atMs: number, timeZone: string): Limit {
  const { startsAtMs, endsAtMs } = windowAt(budget.window, atMs, timeZone);
  return { budget, holder, count: countName(budget, startsAtMs), endsAtMs };
}

/** Those that apply, of the server's own and of the operator's ceilings by themselves. */
function applying(budgets: readonly Budget[], special: (budgets: readonly Budget[]) => Budget[]): Budget[] {
  const [own, ceilings] = [false, true].map((isCeiling) =>
    budgets.filter((budget) => (budget.isCeiling ?? false) === isCeiling),
  );
  return [own ?? [], ceilings ?? []].flatMap((all) => inPlaceOfGeneral(special(all), all));
}

/** The special ones and, of the general ones, those whose unit and window no special one has. */
function inPlaceOfGeneral(special: readonly Budget[], all: readonly Budget[]): Budget[] {
  const replaced = new Set(special.map(kindOf));
  return [...special, ...all.filter((budget) => budget.of === undefined && !replaced.has(kindOf(budget)))];
}

/** One budget for each unit and window. */
function strictest(budgets: readonly Budget[]): Budget[] {
  return oneOfEach(budgets, (one, other) => one.limit < other.limit);
}

function mostGenerous(budgets: readonly Budget[]): Budget[] {
  return oneOfEach(budgets, (one, other) => one.limit > other.limit);
}

function oneOfEach(budgets: readonly Budget[], isBetter: (one: Budget, other: Budget) => boolean): Budget[] {
  const best = new Map<string, Budget>();
  for (const budget of budgets) {
    const known = best.get(kindOf(budget));
    if (!known || isBetter(budget, known)) best.set(kindOf(budget), budget);
  }
  return [...best.values()];
}
