import type { Summary } from './inspector.ts';

/** As many as the server keeps. */
const MAX_ENTRIES = 2_000;

/** Adds what is new, by the time it began; what comes again takes the place of what it was. */
export function withEntries(known: readonly Summary[], news: readonly Summary[]): readonly Summary[] {
  const byId = new Map(known.map((entry) => [entry.id, entry]));
  for (const entry of news) byId.set(entry.id, entry);
  // What took long is told late.
  return [...byId.values()].toSorted((one, other) => one.at - other.at || one.id - other.id).slice(-MAX_ENTRIES);
}

/** The id of the one that was told last; 0 when there are none. */
export function newestId(entries: readonly Summary[]): number {
  return entries.reduce((newest, { id }) => Math.max(newest, id), 0);
}
