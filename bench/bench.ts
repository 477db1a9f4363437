import type { Target } from './target.ts';

/** What every part is given. */
export interface Bench {
  readonly modelUrl: string;
  readonly hasRedis: boolean;
  /** A shorter form, with less exact figures. */
  readonly isQuick: boolean;
  /** Says where the time goes, too. */
  readonly hasProfile: boolean;
}

/** Measures one thing, prints the details, and answers with the lines of the table of targets. */
export type Part = (bench: Bench) => Promise<Target[]>;
