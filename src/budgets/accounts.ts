import type { Budget, Holder, Limit } from './budget.ts';
import type { Expiring } from './expiry.ts';

/** What one person, role, channel or server has used, in every window that is not over. */
export interface Account extends Expiring {
  readonly counts: Readonly<Record<string, Count>>;
  /** When the person's last turn was reserved: the cooldown counts from here. */
  readonly answeredAtMs?: number;
}

interface Count {
  readonly used: number;
  /** Held by turns under way. */
  readonly reserved: number;
  readonly endsAtMs: number;
  /** What a moderator has added to the limit for this window. */
  readonly granted?: number;
  /** The limit of whose near end somebody was warned: a higher one warns again. */
  readonly warnedAbout?: number;
  /** Times that it was set back to zero: what was held before is no longer known here. */
  readonly resets?: number;
}

/** What a turn holds of one count. */
export interface Charge {
  readonly account: string;
  readonly count: string;
  readonly unit: Budget['unit'];
  readonly held: number;
  /** Whose tokens are booked here. */
  readonly authorIds: readonly string[];
  readonly resets?: number;
}

/** How far the clocks of two processes may be apart; windows are kept for so long after their end. */
const CLOCKS_APART_MS = 5 * 60_000;
const EMPTY: Account = { counts: {}, untilMs: 0 };

/** The key of a holder's account in a server. */
export function accountKey(serverId: string, { per, id }: Holder): string {
  return id === undefined ? `budget/${serverId}/${per}` : `budget/${serverId}/${per}/${id}`;
}

/** What is used and held, and the limit with what was granted. */
export function stateOf(account: Account | undefined, { budget, count }: Limit): { used: number; limit: number } {
  const { used, reserved, granted = 0 } = account?.counts[count] ?? { used: 0, reserved: 0 };
  return { used: used + reserved, limit: budget.limit + granted };
}

/** The count as it is, or a new one. */
function countIn(account: Account, name: string, endsAtMs: number): Count {
  return account.counts[name] ?? { used: 0, reserved: 0, endsAtMs };
}

/** With one count changed, and without those whose windows have been over for a while. */
function withCount(account: Account, name: string, count: Count, atMs: number): Account {
  const current = Object.entries(account.counts).filter(([, { endsAtMs }]) => endsAtMs + CLOCKS_APART_MS > atMs);
  return {
    ...account,
    counts: { ...Object.fromEntries(current), [name]: count },
    untilMs: Math.max(account.untilMs, count.endsAtMs + CLOCKS_APART_MS),
  };
}

/** Holds an amount for a turn. */
export function hold(account: Account = EMPTY, { count, endsAtMs }: Limit, amount: number, atMs: number): Account {
  const before = countIn(account, count, endsAtMs);
  return withCount(account, count, { ...before, reserved: before.reserved + amount }, atMs);
}

/** Remembers that somebody was warned, so that nobody is again. */
export function noteWarning(account: Account, limit: Limit, atMs: number): Account {
  const warnedAbout = stateOf(account, limit).limit;
  return withCount(account, limit.count, { ...countIn(account, limit.count, limit.endsAtMs), warnedAbout }, atMs);
}

/** Whether four fifths are used and nobody was warned of that. */
export function isNearlyFull(account: Account, limit: Limit): boolean {
  const state = stateOf(account, limit);
  return state.used * 10 >= state.limit * 8 && state.limit > (account.counts[limit.count]?.warnedAbout ?? 0);
}

/** Lets go of what was held and books what was used instead: 0 gives it back. */
export function book(account: Account, charge: Charge, used: number, atMs: number): Account {
  const before = account.counts[charge.count];
  // The window is over, or counts from zero since: there is nothing to book.
  if (!before || before.resets !== charge.resets) return account;
  const after = { ...before, used: before.used + used, reserved: before.reserved - charge.held };
  return withCount(account, charge.count, after, atMs);
}

/** Begins the person's cooldown. */
export function startCooldown(account: Account = EMPTY, atMs: number, cooldownMs: number): Account {
  return { ...account, answeredAtMs: atMs, untilMs: Math.max(account.untilMs, atMs + cooldownMs + CLOCKS_APART_MS) };
}

/** Takes the person's cooldown back, unless another turn has begun one since. */
export function endCooldown(account: Account, beganAtMs: number, previous: number | undefined): Account {
  if (account.answeredAtMs !== beganAtMs) return account;
  const { answeredAtMs: _, ...rest } = account;
  return previous === undefined ? rest : { ...rest, answeredAtMs: previous };
}

/** Adds to the limit of one window. */
export function addGrant(
  account: Account = EMPTY,
  window: { count: string; endsAtMs: number },
  amount: number,
  atMs: number,
): Account {
  const before = countIn(account, window.count, window.endsAtMs);
  return withCount(account, window.count, { ...before, granted: (before.granted ?? 0) + amount }, atMs);
}

/** Every count of the unit and window starts again, without what was granted; also the cooldown, if nothing is named. */
export function startAgain(account: Account, { unit, window }: Partial<Pick<Budget, 'unit' | 'window'>>): Account {
  const counts = Object.entries(account.counts).map(([name, count]): [string, Count] => {
    const [unitHere, windowHere] = name.split('/');
    const isMeant = (unit ?? unitHere) === unitHere && (window ?? windowHere) === windowHere;
    const { endsAtMs, resets = 0 } = count;
    return [name, isMeant ? { used: 0, reserved: 0, endsAtMs, resets: resets + 1 } : count];
  });
  const { answeredAtMs: _, ...rest } = account;
  const isAll = unit === undefined && window === undefined;
  return { ...(isAll ? rest : account), counts: Object.fromEntries(counts) };
}
