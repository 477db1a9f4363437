import {
  type Account,
  accountKey,
  type Charge,
  hold,
  isNearlyFull,
  noteWarning,
  startCooldown,
  stateOf,
} from './accounts.ts';
import type { Budget, Limit } from './budget.ts';

/** Four fifths of a budget are used; said once in each window. */
export interface Warning {
  /** Absent when the budget is not of one person. */
  readonly authorId?: string;
  readonly budget: Budget;
  readonly used: number;
  /** With what was granted. */
  readonly limit: number;
  /** When the window is over, in milliseconds since 1970. */
  readonly freeAtMs: number;
}

/** A cooldown that a turn began; `previous` is the beginning of the one before. */
export interface Cooldown {
  readonly account: string;
  readonly previous?: number;
}

export interface ChargingOptions {
  serverId: string;
  /** What is stored, by key. */
  before: ReadonlyMap<string, Account | undefined>;
  atMs: number;
}

/** Works out what one turn holds of which accounts; whatever it is asked sees what it has held already. */
export function createCharging({ serverId, before, atMs }: ChargingOptions) {
  const accounts = new Map<string, Account>();
  const charges = new Map<string, { readonly limit: Limit; readonly charge: Charge }>();
  const cooldowns: Cooldown[] = [];

  const accountOf = (key: string) => accounts.get(key) ?? before.get(key);
  const keyOf = ({ holder }: Limit) => accountKey(serverId, holder);
  const personKey = (id: string) => accountKey(serverId, { per: 'person', id });
  const state = (limit: Limit) => stateOf(accountOf(keyOf(limit)), limit);

  return {
    /** Those that have changed. */
    accounts,
    cooldowns,

    /** What is used and held of a budget, and its limit with what was granted. */
    state,

    /** When the person's last turn was reserved. */
    answeredAtMs: (personId: string) => accountOf(personKey(personId))?.answeredAtMs,

    /** Holds an amount; the real one will be what these authors use. */
    charge(limit: Limit, amount: number, authorIds: readonly string[]): void {
      const account = keyOf(limit);
      const { count, budget } = limit;
      const known = charges.get(`${account} ${count}`)?.charge;
      const resets = accountOf(account)?.counts[count]?.resets;
      const charge: Charge = {
        account,
        count,
        unit: budget.unit,
        held: (known?.held ?? 0) + amount,
        authorIds: [...(known?.authorIds ?? []), ...authorIds],
        ...(resets !== undefined && { resets }),
      };
      charges.set(`${account} ${count}`, { limit, charge });
      accounts.set(account, hold(accountOf(account), limit, amount, atMs));
    },

    startCooldown(personId: string, cooldownMs: number): void {
      const account = personKey(personId);
      const previous = accountOf(account)?.answeredAtMs;
      cooldowns.push({ account, ...(previous !== undefined && { previous }) });
      accounts.set(account, startCooldown(accountOf(account), atMs, cooldownMs));
    },

    charges: () => [...charges.values()].map(({ charge }) => charge),

    /** Of the budgets that this turn has nearly filled; they are not said again. */
    takeWarnings(): Warning[] {
      const warnings: Warning[] = [];
      for (const { limit } of charges.values()) {
        const account = accountOf(keyOf(limit));
        if (!account || !isNearlyFull(account, limit)) continue;
        const { budget, holder, endsAtMs } = limit;
        const whose = holder.per === 'person' && holder.id !== undefined ? { authorId: holder.id } : {};
        warnings.push({ ...whose, budget, ...stateOf(account, limit), freeAtMs: endsAtMs });
        accounts.set(keyOf(limit), noteWarning(account, limit, atMs));
      }
      return warnings;
    },
  };
}
