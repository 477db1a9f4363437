import type { Stage } from './stage.ts';

export type StoreKind = 'SQLite' | 'Redis';

/** What the bot runs on. */
export interface Setting {
  readonly store: StoreKind;
  /** The Assistants server is another process. */
  readonly isRemote?: boolean;
  /** Between the bot and that process stands a proxy that can break things. */
  readonly hasProxy?: boolean;
  /** How long the local Discord keeps a session that lost its socket. Default: a minute, as on Discord. */
  readonly resumeWindowMs?: number;
  /** Whether the local Discord limits requests as Discord does. Default: no, so that more can happen in less time. */
  readonly hasRateLimits?: boolean;
  /** Answers are shown while they are written, and the model writes slowly. */
  readonly isGrowing?: boolean;
  /** Further settings of the bot. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** How much is done, and how long is waited. */
export interface Extent {
  readonly kills: number;
  /** How often a scenario of several faults goes through them. */
  readonly rounds: number;
  /** How many rolling restarts; even, so that the first of the two bots is left. */
  readonly restarts: number;
  /** How long a fault lasts that has to last. */
  readonly outageMs: number;
  /** What the scenarios' pauses are multiplied with. */
  readonly pace: number;
  /** How long people may have to wait for their answers when everything is well again. */
  readonly settleMs: number;
  /** How long late repetitions are waited for. */
  readonly quietMs: number;
}

/** One way to make life hard for the bot. */
export interface Scenario {
  /** `kill/SQLite/remote` */
  readonly name: string;
  readonly setting: Setting;
  /** Whether a post may end with an apology: where something else than the bot has failed. */
  readonly allowsApologies: boolean;
  /** Whether a file may stay unread, if its author is told. Default: where apologies are allowed. */
  readonly allowsUnread?: boolean;
  /** How many conversations of each kind there are before it begins. */
  readonly cast?: { readonly threads: number; readonly directs: number };
  /** Does the harm, while people post, and counts it. */
  disturb(stage: Stage): Promise<void>;
}
