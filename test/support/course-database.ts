import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { temporaryFolder } from './temporary.ts';

/** The database of a small course, as a file that goes when the test ends. */
export function courseDatabase(more = ''): string {
  const path = join(temporaryFolder(), 'course.db');
  const database = new DatabaseSync(path);
  database.exec(`
    CREATE TABLE lessons (id INTEGER PRIMARY KEY, title TEXT NOT NULL, starts_at TEXT NOT NULL, slides BLOB);
    INSERT INTO lessons VALUES
      (1, 'What a bot is', '2026-11-02 18:00', x'00ff'),
      (2, 'Threads and runs', '2026-11-30 18:00', NULL);
    ${more}`);
  database.close();
  return path;
}
