/** What a store can keep: anything that JSON can hold, unchanged by a round trip. */
export type Value = unknown;

/** The values of one key, as `commit` writes them: `undefined` deletes the key. */
export type Writes = Readonly<Record<string, Value>>;

/** What must still be true for a `commit` to happen. */
export interface Expectations {
  /** Each of these keys still holds exactly this value; `undefined` means that it holds none. */
  readonly values?: Readonly<Record<string, Value>>;
  /** These locks are still held. */
  readonly locks?: readonly Lock[];
}

/** What a `commit` does besides writing values, in the same step. */
export interface Effects {
  readonly scores?: readonly Score[];
  /** Locks that are given up. */
  readonly releases?: readonly Lock[];
}

/** The place of a member in a sorted set; `undefined` takes it out. */
export interface Score {
  readonly set: string;
  readonly member: string;
  /** Milliseconds since 1970, as a rule: exact up to 2^53. */
  readonly score: number | undefined;
}

/** Which members of a sorted set are wanted. */
export interface Range {
  /** Scores from here on; by default all. */
  readonly min?: number;
  /** Scores up to and including this one; by default all. */
  readonly max?: number;
  /** By default all of them. */
  readonly limit?: number;
  readonly highestFirst?: boolean;
}

/** Whether nothing is left, or the backend does not let us see to that: then its operator has to. */
export type Scrubbed = 'done' | 'refused';

/** The right to be the only one that does something, until it runs out, is released or is lost. */
export interface Lock {
  readonly key: string;
  /** Tells this holder from every other one, also from a later one of the same key. */
  readonly token: string;
  /** Holds it for another `ttlMs` from now; `false` when somebody else may hold it already. */
  renew(): Promise<boolean>;
  /** Gives it up; does nothing when it was lost. */
  release(): Promise<void>;
}

/**
 * The port over Redis or SQLite that the bot and the engine keep everything in.
 *
 * Every method rejects when the backend fails; a key that is not there is `undefined`, never an error.
 * A write that rejected may still have happened: what follows a failure must be safe to do twice.
 */
export interface Store {
  get<Stored = Value>(key: string): Promise<Stored | undefined>;
  /** The values in the order of the keys. */
  getMany<Stored = Value>(keys: readonly string[]): Promise<(Stored | undefined)[]>;
  set(key: string, value: Value): Promise<void>;
  delete(key: string): Promise<void>;
  /** All of the writes and effects or, where an expectation does not hold, none. Answers whether they happened. */
  commit(writes: Writes, expectations?: Expectations, effects?: Effects): Promise<boolean>;
  /** The members of a sorted set, lowest score first; sets are only written by `commit`. */
  members(set: string, range?: Range): Promise<string[]>;
  /**
   * Leaves nothing in the backend's files of what was deleted or overwritten before this call. Dear: all that is kept is
   * written anew, and what writes to a SQLite store waits meanwhile. Rejects when that does not work in time.
   */
  scrub(): Promise<Scrubbed>;
  /** The lock, or `undefined` while another holds it. Locks, sets and values do not share their keys. */
  lock(key: string, ttlMs: number): Promise<Lock | undefined>;
}
