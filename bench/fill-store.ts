import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What is in the store, as texts under their keys. */
type Entries = ReadonlyMap<string, string>;

interface Filling {
  readonly keys: number;
  /** Keys that the conversation shares with others: they are left as they are. */
  readonly shared: readonly string[];
}

/** The ids of Discord and of the Assistants API, wherever they stand in a key or a value. */
const IDS = /(?<![A-Za-z0-9])(?:[a-z]+[_-][A-Za-z0-9]{20,}|\d{17,20})(?![A-Za-z0-9])/g;
const BATCH = 1_000;

/** Everything that a store of Bobbin in this folder holds. Nobody may have it open for writing. */
export function readEntries(folder: string): Entries {
  const database = open(folder);
  const rows = database.prepare('SELECT key, value FROM entries').all() as { key: string; value: string }[];
  database.close();
  return new Map(rows.map(({ key, value }) => [key, value]));
}

/**
 * Fills a store with conversations: whatever one of them has left there is written again under other ids, its own
 * Discord id becoming these, every other id of its own a new one. Traffic would take hours.
 */
export function fillStore(folder: string, before: Entries, conversationId: string, ids: readonly string[]): Filling {
  const after = readEntries(folder);
  const known = new Set([...before].flatMap((entry) => entry.flatMap((text) => text.match(IDS) ?? [])));
  const own = [...after].filter(([key]) => !before.has(key));
  const shared = [...after].filter(([key, value]) => before.has(key) && before.get(key) !== value).map(([key]) => key);
  const names = new Map<string, number>();
  const templates = own.map(([key, value]) => [toTemplate(key), toTemplate(value)] as const);

  /** A text in pieces: literally, or which of the own ids stands there. */
  function toTemplate(text: string): (string | number)[] {
    const pieces: (string | number)[] = [];
    let end = 0;
    for (const { 0: id, index } of text.matchAll(IDS)) {
      if (known.has(id)) continue;
      if (!names.has(id)) names.set(id, names.size);
      pieces.push(text.slice(end, index), names.get(id) ?? 0);
      end = index + id.length;
    }
    return [...pieces, text.slice(end)];
  }

  const database = open(folder);
  database.exec('PRAGMA synchronous = OFF');
  const insert = database.prepare('INSERT INTO entries VALUES (?, ?)');
  for (let start = 0; start < ids.length; start += BATCH) {
    database.exec('BEGIN');
    ids.slice(start, start + BATCH).forEach((id, index) => {
      const copies = [...names.keys()].map((name, place) => {
        if (name === conversationId) return id;
        return /^\d/.test(name) ? `${BigInt(id) + BigInt(place + 1)}` : copyOf(name, start + index);
      });
      const fill = (template: readonly (string | number)[]) =>
        template.map((piece) => (typeof piece === 'string' ? piece : copies[piece])).join('');
      for (const [key, value] of templates) insert.run(fill(key), fill(value));
    });
    database.exec('COMMIT');
  }
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  return { keys: own.length, shared };
}

/** An id of the same form: its last characters are the number. */
function copyOf(id: string, number: number): string {
  const digits = number.toString(36).padStart(6, '0');
  return id.slice(0, -digits.length) + digits;
}

function open(folder: string): DatabaseSync {
  return new DatabaseSync(join(folder, 'bobbin.sqlite'));
}
