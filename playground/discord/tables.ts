import { DatabaseSync } from 'node:sqlite';

/** Records by id, in the order in which they were first added. */
export interface Table<Item> {
  get(id: string): Item | undefined;
  set(item: Item): void;
  delete(id: string): boolean;
  values(): IterableIterator<Item>;
  readonly size: number;
}

interface TableOptions<Item> {
  /** What this answers `false` for is kept in memory only. Default: everything is kept. */
  keeps?: (item: Item) => boolean;
}

/**
 * Tables in memory that write through to one SQLite file, or to none.
 *
 * With a file, what a table held when the file was closed (or the process ended) is there again the next time.
 */
export function createTables(file: string | undefined) {
  const database = file === undefined ? undefined : openDatabase(file);
  const insert = database?.prepare(
    'INSERT INTO records (kind, id, json) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET json = excluded.json',
  );
  const remove = database?.prepare('DELETE FROM records WHERE kind = ? AND id = ?');
  const insertFile = database?.prepare('INSERT OR REPLACE INTO files (id, data) VALUES (?, ?)');
  const selectFile = database?.prepare('SELECT data FROM files WHERE id = ?');
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const everything: Pick<Map<string, unknown>, 'clear' | 'size'>[] = [files];

  return {
    table<Item extends { id: string }>(kind: string, { keeps = () => true }: TableOptions<Item> = {}): Table<Item> {
      const items = new Map<string, Item>();
      everything.push(items);
      const rows = database?.prepare('SELECT json FROM records WHERE kind = ? ORDER BY rowid').all(kind) ?? [];
      for (const row of rows) {
        const item = JSON.parse(String(row['json'])) as Item;
        items.set(item.id, item);
      }
      return {
        get: (id) => items.get(id),
        set(item) {
          items.set(item.id, item);
          if (keeps(item)) insert?.run(kind, item.id, JSON.stringify(item));
        },
        delete(id) {
          remove?.run(kind, id);
          return items.delete(id);
        },
        values: () => items.values(),
        get size() {
          return items.size;
        },
      };
    },
    /** The bytes of attachments; with a file they are read from it each time. */
    files: {
      set(id: string, data: Uint8Array<ArrayBuffer>): void {
        if (insertFile) insertFile.run(id, data);
        else files.set(id, data);
      },
      get(id: string): Uint8Array<ArrayBuffer> | undefined {
        if (!selectFile) return files.get(id);
        return selectFile.get(id)?.['data'] as Uint8Array<ArrayBuffer> | undefined;
      },
    },
    /** Forgets all, and keeps what `fill` adds. A file has the one or the other, whenever the process ends. */
    replaceAll(fill: () => void): void {
      const hadRecords = everything.some(({ size }) => size > 0);
      database?.exec('BEGIN IMMEDIATE; DELETE FROM records; DELETE FROM files');
      for (const part of everything) part.clear();
      fill();
      database?.exec('COMMIT');
      // What was deleted leaves the file and its log, too.
      if (hadRecords) database?.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
    },
    close(): void {
      database?.close();
    },
  };
}

function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  database.exec('CREATE TABLE IF NOT EXISTS records (kind TEXT, id TEXT, json TEXT, PRIMARY KEY (kind, id))');
  database.exec('CREATE TABLE IF NOT EXISTS files (id TEXT PRIMARY KEY, data BLOB)');
  return database;
}
