import type { Account, Charge } from './accounts.ts';
import { type Budget, type Limit, limitsOfPerson, limitsOfPlace, type Person, type Place } from './budget.ts';
import { createCharging, type Cooldown, type Warning } from './charging.ts';
import { shareByWeight, type Weighted } from './shares.ts';

/** Somebody whose posts are in a turn; once, however many posts. */
export interface Author extends Person, Weighted {
  /** Nothing is refused and no budget is charged. */
  readonly isExempt?: boolean;
}

export interface TurnRequest extends Place {
  /** Names the turn for ever: a turn that is tried anew after a failure needs another name. */
  readonly turn: string;
  /** How long a person waits from one turn to the next. */
  readonly cooldownMs?: number;
  /** Held until the real ones are known. */
  readonly expectedTokens?: number;
  readonly authors: readonly Author[];
}

/** Why somebody's posts are not answered now. */
export interface Refusal {
  readonly authorId: string;
  /** Absent when it is the cooldown. */
  readonly budget?: Budget;
  /** With what was granted. */
  readonly limit?: number;
  /**
   * When it is free again at the latest, in milliseconds since 1970: of several reasons the one that lasts longest is
   * named. Absent with a limit of 0.
   */
  readonly freeAtMs?: number;
}

/** Who of a turn's authors gets an answer. */
export interface Reservation {
  readonly admitted: readonly string[];
  readonly refusals: readonly Refusal[];
  readonly warnings: readonly Warning[];
}

/** A reservation with everything that its end needs. */
export interface Decision {
  readonly reservation: Reservation;
  /** Those that have changed. */
  readonly accounts: ReadonlyMap<string, Account>;
  readonly charges: readonly Charge[];
  readonly cooldowns: readonly Cooldown[];
}

/** The limits of a turn: those of its place and those of each author who is not exempt. */
export interface Limits {
  readonly place: readonly Limit[];
  readonly people: ReadonlyMap<string, readonly Limit[]>;
}

export function limitsOf(request: TurnRequest, atMs: number): Limits {
  const counted = request.authors.filter(({ isExempt }) => !isExempt);
  if (counted.length === 0) return { place: [], people: new Map() };
  return {
    place: limitsOfPlace(request, atMs),
    people: new Map(counted.map((author) => [author.id, limitsOfPerson(author, request, atMs)])),
  };
}

/**
 * Who is admitted, and what that holds. Authors come in their order: the last answer of a role is the first one's.
 * A full budget of the place refuses everybody, any other one only whom it concerns.
 */
export function decide(
  { place, people }: Limits,
  request: TurnRequest,
  before: ReadonlyMap<string, Account | undefined>,
  atMs: number,
): Decision {
  const { serverId, authors, cooldownMs = 0, expectedTokens = 0 } = request;
  const charging = createCharging({ serverId, before, atMs });
  const admitted: Author[] = [];
  const refusals: Refusal[] = [];

  const isFull = (limit: Limit) => charging.state(limit).used >= charging.state(limit).limit;
  const closed = place.filter(isFull);

  function refusalOf({ id: authorId }: Author, own: readonly Limit[]): Refusal | undefined {
    const reasons = [...closed, ...own.filter(isFull)].map((full): Refusal => {
      const { limit } = charging.state(full);
      return { authorId, budget: full.budget, limit, ...(limit > 0 && { freeAtMs: full.endsAtMs }) };
    });
    const freeAtMs = cooldownMs > 0 ? (charging.answeredAtMs(authorId) ?? -Infinity) + cooldownMs : -Infinity;
    if (freeAtMs > atMs) reasons.push({ authorId, freeAtMs });
    return reasons.toSorted((one, other) => (other.freeAtMs ?? Infinity) - (one.freeAtMs ?? Infinity))[0];
  }

  for (const author of authors) {
    const own = people.get(author.id);
    const refusal = own && refusalOf(author, own);
    if (refusal) {
      refusals.push(refusal);
      continue;
    }
    admitted.push(author);
    if (!own) continue;
    for (const limit of own) if (limit.budget.unit === 'answers') charging.charge(limit, 1, [author.id]);
    if (cooldownMs > 0) charging.startCooldown(author.id, cooldownMs);
  }

  const paying = [...shareByWeight(expectedTokens, admitted)].filter(([id]) => people.has(id));
  for (const [id, share] of paying)
    for (const limit of people.get(id) ?? []) if (limit.budget.unit === 'tokens') charging.charge(limit, share, [id]);
  if (paying.length > 0) {
    const ids = paying.map(([id]) => id);
    const held = paying.reduce((sum, [, share]) => sum + share, 0);
    for (const limit of place) charging.charge(limit, limit.budget.unit === 'answers' ? 1 : held, ids);
  }

  const warnings = charging.takeWarnings();
  return {
    reservation: { admitted: admitted.map(({ id }) => id), refusals, warnings },
    accounts: charging.accounts,
    charges: charging.charges(),
    cooldowns: charging.cooldowns,
  };
}
