import type { EntryRecord } from './entry.ts';

const MAX_ENTRIES = 2_000;
const MAX_BYTES = 32 * 1024 * 1024;
/** What an entry takes beside its texts, about. */
const ENTRY_BYTES = 512;

/** A record with its number. */
export type Entry = EntryRecord & { readonly id: number };

export interface EntriesOptions {
  maxEntries?: number | undefined;
  maxBytes?: number | undefined;
}

export type Entries = ReturnType<typeof createEntries>;

/** The newest of what was seen, within bounds. */
export function createEntries({ maxEntries = MAX_ENTRIES, maxBytes = MAX_BYTES }: EntriesOptions = {}) {
  let kept: Entry[] = [];
  let keptBytes = 0;
  let lastId = 0;
  const listeners = new Set<(entry: Entry | 'cleared') => void>();

  function tell(what: Entry | 'cleared'): void {
    for (const listener of listeners) listener(what);
  }

  return {
    add(record: EntryRecord): void {
      lastId += 1;
      const entry = { ...record, id: lastId };
      kept.push(entry);
      keptBytes += sizeOf(entry);
      while (kept.length > maxEntries || (keptBytes > maxBytes && kept.length > 1)) {
        const oldest = kept.shift();
        if (oldest) keptBytes -= sizeOf(oldest);
      }
      tell(entry);
    },
    get: (id: number) => kept.find((entry) => entry.id === id),
    /** Oldest first. */
    after: (id: number) => kept.filter((entry) => entry.id > id),
    lastId: () => lastId,
    clear(): void {
      kept = [];
      keptBytes = 0;
      tell('cleared');
    },
    /** Calls back with each new one. Answers how to stop. */
    listen(listener: (entry: Entry | 'cleared') => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function sizeOf(entry: Entry): number {
  const texts = Object.values(entry).filter((value) => typeof value === 'string');
  return texts.reduce((bytes, text) => bytes + Buffer.byteLength(text), ENTRY_BYTES);
}
