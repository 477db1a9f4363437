import { createInOrder } from '../in-order.ts';
import type { Store } from '../storage/store.ts';
import { transact, type Transaction } from '../storage/transact.ts';
import { type Account, accountKey, addGrant, book, type Charge, endCooldown, startAgain, stateOf } from './accounts.ts';
import {
  type Budget,
  countName,
  type Holder,
  limitsOfPerson,
  limitsOfPlace,
  type Person,
  type Place,
} from './budget.ts';
import { createSweep, drop, type Expiring, keep } from './expiry.ts';
import { type Decision, decide, limitsOf, type Reservation, type TurnRequest } from './reservation.ts';
import { shareByWeight, type Weighted } from './shares.ts';
import { addUsage, type DayOfUsage, MAX_USAGE_DAYS, toDay, usageKey, usageKeysOf } from './usage.ts';
import { daysUntil, windowAt, dayAt } from './windows.ts';

export interface BudgetsOptions {
  store: Store;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** A turn that got its answer. */
export interface SettledTurn extends Pick<TurnRequest, 'turn' | 'serverId' | 'timeZone'> {
  /** As they were given to `reserve`; whoever was refused there counts for nothing here. */
  readonly authors: readonly Weighted[];
  readonly assistantId: string;
  /** All that the turn has cost; what is not a number counts as 0. */
  readonly tokens: number;
}

/** How much of a budget is used. */
export interface BudgetState {
  readonly budget: Budget;
  /** With what turns under way hold. */
  readonly used: number;
  /** With what was granted. */
  readonly limit: number;
  /** When the window is over, in milliseconds since 1970. */
  readonly freeAtMs: number;
}

/** The budgets of one holder in a server that a moderator acts on. */
export interface Target extends Holder {
  readonly serverId: string;
}

/** What is known of a turn, so that nothing of it counts twice. */
interface TurnRecord extends Expiring {
  readonly state: 'reserved' | 'refused' | 'settled' | 'given back';
  readonly serverId?: string;
  /** Absent when nothing was configured when the turn began. */
  readonly reservation?: Reservation;
  readonly atMs?: number;
  readonly charges?: Decision['charges'];
  readonly cooldowns?: Decision['cooldowns'];
}

/** How much of what a turn holds of a count was used. */
type Booked = (charge: Charge) => number;

export type Budgets = ReturnType<typeof createBudgets>;

/** A turn that is settled again after so long counts twice; one that nobody ends in this time is given back. */
const KEEP_TURN_MS = 3 * 24 * 60 * 60_000;
const KEEP_REFUSED_MS = 60 * 60_000;

const turnKey = (turn: string) => `budget-turn/${turn}`;

/**
 * What people may use, and what they have used.
 *
 * A turn reserves before it begins, and ends in `settle` or `giveBack`; exactly one of them counts, once, however often
 * they are called.
 *
 * A budget of tokens is full when what is used and what turns under way hold reaches its limit. So it can be overdrawn by
 * the last turn that was let in, and by what those under way cost beyond their expected tokens; never by later ones.
 *
 * Everything here rejects with the store's error while it is away, and can then be done again; only a `grant` that was
 * said to have failed may have been added.
 */
export function createBudgets({ store, now }: BudgetsOptions) {
  // The counts of a server are contended: calls stand in line here, so that only processes meet in the store.
  const inOrder = createInOrder();
  const sweep = createSweep({
    store,
    now,
    async mayGo(key, value) {
      if ((value as Partial<TurnRecord>).state !== 'reserved') return true;
      await giveBackTurn(key);
      return false;
    },
  });

  async function inLine<Result>(serverId: string, work: (transaction: Transaction) => Promise<Result>) {
    return inOrder.run(serverId, () => transact(store, work));
  }

  /** Ends what a turn holds, and leaves of its record what later calls have to know. */
  async function endTurn(transaction: Transaction, key: string, state: 'settled' | 'given back', booked: Booked) {
    const record = await transaction.get<TurnRecord>(key);
    const atMs = now();
    const { charges = [], cooldowns = [], reservation } = record ?? {};
    const keys = [...new Set([...charges, ...cooldowns].map(({ account }) => account))];
    const before = await transaction.getMany<Account>(keys);
    keys.forEach((account, index) => {
      const found = before[index];
      if (!found) return;
      let after = found;
      for (const charge of charges) if (charge.account === account) after = book(after, charge, booked(charge), atMs);
      for (const cooldown of state === 'given back' ? cooldowns : [])
        if (cooldown.account === account) after = endCooldown(after, record?.atMs ?? atMs, cooldown.previous);
      if (after !== found) keep(transaction, account, found, after);
    });
    const ended: TurnRecord = { state, untilMs: atMs + KEEP_TURN_MS, ...(reservation && { reservation }) };
    keep(transaction, key, record, ended);
  }

  async function giveBackTurn(key: string): Promise<void> {
    const known = await store.get<TurnRecord>(key);
    await inLine(known?.serverId ?? key, async (transaction) => {
      const record = await transaction.get<TurnRecord>(key);
      if (record && record.state !== 'reserved') return;
      await endTurn(transaction, key, 'given back', () => 0);
    });
  }

  return {
    /**
     * Admits the authors of a turn and holds what it may use, in one commit. Asked again with the same turn it answers
     * the same; unless nothing is limited (any more): then it admits everybody and does not touch the store.
     *
     * Every admitted author is charged one answer in their own and their roles' budgets; channel and server are charged
     * one answer a turn. Whoever is refused is charged nothing.
     * @throws {UserError} when there is no such time zone.
     */
    async reserve(request: TurnRequest): Promise<Reservation> {
      const everybody = { admitted: request.authors.map(({ id }) => id), refusals: [], warnings: [] };
      if (isUnlimited(request, now())) return everybody;

      const { turn, serverId, cooldownMs = 0 } = request;
      const reservation = await inLine(serverId, async (transaction) => {
        const atMs = now();
        const limits = limitsOf(request, atMs);
        const people = cooldownMs > 0 ? [...limits.people.keys()].map((id) => ({ per: 'person' as const, id })) : [];
        const holders = [...limits.place, ...[...limits.people.values()].flat()].map(({ holder }) => holder);
        const keys = [...new Set([...people, ...holders].map((holder) => accountKey(serverId, holder)))];
        const [record, ...found] = await transaction.getMany([turnKey(turn), ...keys]);
        if (record !== undefined) return (record as TurnRecord).reservation ?? everybody;

        const before = new Map(keys.map((key, index) => [key, found[index] as Account | undefined]));
        const decision = decide(limits, request, before, atMs);
        for (const [key, account] of decision.accounts) keep(transaction, key, before.get(key), account);
        keep(transaction, turnKey(turn), undefined, toRecord(decision, serverId, atMs));
        return decision.reservation;
      });
      await sweep();
      return reservation;
    },

    /**
     * Books what a turn has really used, shared among its authors by weight, and counts it into the usage of the day;
     * with or without a reservation.
     * @throws {UserError} when there is no such time zone.
     */
    async settle({ turn, serverId, timeZone, authors, assistantId, tokens }: SettledTurn): Promise<void> {
      const total = Number.isFinite(tokens) ? Math.max(0, Math.round(tokens)) : 0;
      await inLine(serverId, async (transaction) => {
        const atMs = now();
        const day = dayAt(atMs, timeZone);
        const serverUsage = usageKey(serverId, day);
        const usageOf = (personId: string) => usageKey(serverId, day, personId);
        // All at once; below they are there.
        await transaction.getMany([turnKey(turn), serverUsage, ...authors.map(({ id }) => usageOf(id))]);
        const record = await transaction.get<TurnRecord>(turnKey(turn));
        if (record && record.state !== 'reserved') return;

        const { admitted } = record?.reservation ?? {};
        const shareOf = shareByWeight(total, admitted ? authors.filter(({ id }) => admitted.includes(id)) : authors);
        const sharesOf = (ids: readonly string[]) => ids.reduce((sum, id) => sum + (shareOf.get(id) ?? 0), 0);
        await endTurn(transaction, turnKey(turn), 'settled', ({ unit, held, authorIds }) =>
          unit === 'answers' ? held : sharesOf(authorIds),
        );
        await addUsage(transaction, serverUsage, { assistantId, tokens: total, atMs });
        for (const [id, share] of shareOf)
          await addUsage(transaction, usageOf(id), { assistantId, tokens: share, atMs });
      });
      await sweep();
    },

    /** Nothing was used: what the turn holds is free again, and its authors need not wait. */
    async giveBack(turn: string): Promise<void> {
      await giveBackTurn(turnKey(turn));
      await sweep();
    },

    /** The budgets that apply to one person in one channel: first the place's, then theirs. */
    async left(place: Place, person: Person): Promise<BudgetState[]> {
      const limits = [...limitsOfPlace(place, now()), ...limitsOfPerson(person, place, now())];
      const accounts = await store.getMany<Account>(limits.map(({ holder }) => accountKey(place.serverId, holder)));
      return limits.map((limit, index) => {
        const { budget, endsAtMs } = limit;
        return { budget, ...stateOf(accounts[index], limit), freeAtMs: endsAtMs };
      });
    },

    /** What a server, or one person there, has used on each of the last days, oldest first and today included; 31 at most. */
    async usage(of: { serverId: string; personId?: string; timeZone: string; days: number }): Promise<DayOfUsage[]> {
      const { serverId, personId, timeZone, days } = of;
      const names = daysUntil(now(), timeZone, Math.min(Math.max(1, days), MAX_USAGE_DAYS));
      const records = await store.getMany<Expiring & DayOfUsage>(names.map((day) => usageKey(serverId, day, personId)));
      return names.map((day, index) => toDay(day, records[index]));
    },

    /**
     * Adds to the limit of one holder for the window that runs now; for a person it is theirs whichever of their roles'
     * budgets applies. With a limit of 0 it is all there is.
     * @throws {UserError} when there is no such time zone.
     */
    async grant(
      target: Target & Pick<Budget, 'unit' | 'window'> & Pick<Place, 'timeZone'>,
      amount: number,
    ): Promise<void> {
      const { serverId, window, timeZone } = target;
      const key = accountKey(serverId, target);
      await inLine(serverId, async (transaction) => {
        const { startsAtMs, endsAtMs } = windowAt(window, now(), timeZone);
        const before = await transaction.get<Account>(key);
        keep(
          transaction,
          key,
          before,
          addGrant(before, { count: countName(target, startsAtMs), endsAtMs }, amount, now()),
        );
      });
    },

    /**
     * What one holder has used in the windows that run now counts from zero, and what was granted is gone; turns under
     * way do not count any more. Without a unit and a window it is all of them, and the person's cooldown.
     */
    async reset(target: Target & Partial<Pick<Budget, 'unit' | 'window'>>): Promise<void> {
      const key = accountKey(target.serverId, target);
      await inLine(target.serverId, async (transaction) => {
        const before = await transaction.get<Account>(key);
        if (before) keep(transaction, key, before, startAgain(before, target));
      });
    },

    /** Removes what a person has used from a server's usage by person; budgets go on counting until their windows are over. */
    async forget({ serverId, personId }: { serverId: string; personId: string }): Promise<void> {
      const keys = usageKeysOf(serverId, personId, now());
      await inLine(serverId, async (transaction) => {
        const found = await transaction.getMany<Expiring>(keys);
        keys.forEach((key, index) => {
          if (found[index]) drop(transaction, key);
        });
      });
    },
  };
}

function isUnlimited(request: TurnRequest, atMs: number): boolean {
  const { place, people } = limitsOf(request, atMs);
  if (people.size === 0) return true;
  return (request.cooldownMs ?? 0) <= 0 && place.length === 0 && people.values().every((own) => own.length === 0);
}

function toRecord({ reservation, charges, cooldowns }: Decision, serverId: string, atMs: number): TurnRecord {
  const isRefused = reservation.admitted.length === 0;
  return {
    state: isRefused ? 'refused' : 'reserved',
    untilMs: atMs + (isRefused ? KEEP_REFUSED_MS : KEEP_TURN_MS),
    serverId,
    reservation,
    atMs,
    charges,
    cooldowns,
  };
}
