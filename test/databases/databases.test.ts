import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { createDatabases, openDatabases } from '../../src/databases/databases.ts';
import { OperatorError, ToolError } from '../../src/errors.ts';
import { courseDatabase } from '../support/course-database.ts';
import { temporaryFolder } from '../support/temporary.ts';

const { signal } = new AbortController();
const ENDLESS = 'WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers)';

function ask(sql: string, options: Parameters<typeof createDatabases>[1] = {}, path = courseDatabase()) {
  return createDatabases([{ name: 'course', path }], options).query('course', sql, signal);
}

describe('a question', () => {
  test('is answered with columns and rows, also without the name of the only database', async () => {
    const databases = createDatabases([{ name: 'course', path: courseDatabase() }]);

    const answer = await databases.query(undefined, 'SELECT title, starts_at FROM lessons WHERE id = 2; -- so', signal);

    expect(JSON.parse(answer)).toEqual({
      columns: ['title', 'starts_at'],
      rows: [['Threads and runs', '2026-11-30 18:00']],
    });
  });

  test('may find blobs, nothing, long texts, large numbers and columns of the same name', async () => {
    const sql = `SELECT slides, NULL, 1.5 AS a, 9007199254740993 AS a, replace(printf('%3000d', 1), ' ', 'x') FROM lessons WHERE id = 1`;

    const { columns, rows } = JSON.parse(await ask(sql)) as { columns: string[]; rows: unknown[][] };

    expect(columns.slice(0, 4)).toEqual(['slides', 'NULL', 'a', 'a']);
    expect(rows[0]?.slice(0, 4)).toEqual(['(2 bytes)', null, 1.5, '9007199254740993']);
    expect(rows[0]?.[4]).toMatch(/^x{2000} … \(3000 characters\)$/);
  });

  test('that finds too many rows is answered with the first of them, and says so', async () => {
    const answer = JSON.parse(await ask(`${ENDLESS} SELECT n FROM numbers`)) as { rows: unknown[]; note: string };

    expect(answer.rows).toHaveLength(100);
    expect(answer.note).toMatch(/^There are more rows: these are the first 100\./);
  });

  test('whose answer would be too large is answered with what fits', async () => {
    const answer = await ask(`${ENDLESS} SELECT printf('%1000d', n) FROM numbers`, { maxOutput: 5_000 });

    expect(answer.length).toBeLessThan(5_300);
    expect(JSON.parse(answer)).toMatchObject({ note: expect.stringContaining('these are the first 4.') });
  });
});

describe('refused in words, with the tables that there are', () => {
  test.each([
    { name: 'DROP TABLE', sql: 'DROP TABLE lessons', says: /only SELECT statements/ },
    { name: 'a second statement', sql: 'SELECT 1; DROP TABLE lessons', says: /more than one/ },
    { name: 'a second statement that is broken', sql: 'SELECT 1; oh', says: /more than one/ },
    { name: 'ATTACH', sql: `ATTACH '/etc/passwd' AS other`, says: /only SELECT statements/ },
    { name: 'VACUUM INTO', sql: `VACUUM INTO 'copy-of-it.db'`, says: /only SELECT statements/ },
    { name: 'PRAGMA', sql: 'PRAGMA journal_mode = DELETE', says: /only SELECT statements/ },
    { name: 'a writing RETURNING', sql: 'DELETE FROM lessons RETURNING *', says: /only SELECT statements/ },
    { name: 'a transaction', sql: 'BEGIN', says: /only SELECT statements/ },
    { name: 'a temporary table', sql: 'CREATE TEMP TABLE a (b)', says: /only SELECT statements/ },
    { name: 'an extension', sql: `SELECT load_extension('/nowhere/evil.so')`, says: /only SELECT statements/ },
    { name: 'a huge value', sql: 'SELECT zeroblob(1000000000)', says: /too big/ },
    { name: 'a wrong table', sql: 'SELECT * FROM lesson', says: /no such table: lesson/ },
    { name: 'no SQL at all', sql: 'When is the next lesson?', says: /syntax error/ },
    { name: 'nothing', sql: ' -- nothing', says: /no statements/ },
    { name: 'a statement without end', sql: `SELECT ${'1,'.repeat(20_000)}1`, says: /longer than/ },
  ])('$name', async ({ sql, says }) => {
    const path = courseDatabase();

    const asking = ask(sql, {}, path);

    await expect(asking).rejects.toThrow(ToolError);
    await expect(asking).rejects.toThrow(says);
    await expect(asking).rejects.toThrow('Tables: lessons(id INTEGER, title TEXT, starts_at TEXT, slides BLOB)');
    const database = new DatabaseSync(path, { readOnly: true });
    expect(database.prepare('SELECT count(*) AS count FROM lessons').get()).toEqual({ count: 2 });
    database.close();
  });

  test('a query without end is stopped, and meanwhile everything else goes on', async () => {
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 5);

    const asking = ask(`${ENDLESS} SELECT count(*) FROM numbers`, { timeoutMs: 400 });

    await expect(asking).rejects.toThrow('The query was stopped after 0.4 seconds.');
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(5);
  });

  test.skipIf(process.platform === 'win32')('a sort of more than there is room for', async () => {
    const sorting = ask(`${ENDLESS} SELECT n, zeroblob(10000) FROM numbers ORDER BY random()`, { timeoutMs: 60_000 });

    await expect(sorting).rejects.toThrow('The query needs too much room');
  });

  test('a query that nobody waits for any more is stopped', async () => {
    const stop = new AbortController();
    const databases = createDatabases([{ name: 'course', path: courseDatabase() }], { timeoutMs: 60_000 });

    const asking = databases.query('course', `${ENDLESS} SELECT count(*) FROM numbers`, stop.signal);
    stop.abort(new Error('Nobody waits.'));

    await expect(asking).rejects.toThrow('Nobody waits.');
  });

  test('a database that there is not', async () => {
    const databases = createDatabases([{ name: 'course', path: courseDatabase() }]);

    await expect(databases.query('shop', 'SELECT 1', signal)).rejects.toThrow('Name one of these: course.');
  });
});

describe('the description', () => {
  test('has the tables as they are now, without those of SQLite itself', () => {
    const path = courseDatabase('CREATE VIEW broken AS SELECT * FROM missing;');
    const databases = createDatabases([{ name: 'course', path }]);
    expect(databases.describe(1_000)).toBe(
      'course: lessons(id INTEGER, title TEXT, starts_at TEXT, slides BLOB); broken()',
    );

    const database = new DatabaseSync(path);
    database.exec('DROP VIEW broken; CREATE TABLE people (name TEXT, note)');
    database.close();

    expect(databases.describe(1_000)).toMatch(/; people\(name TEXT, note\)$/);
  });

  test('has less detail when it would be too long', () => {
    const files = [{ name: 'course', path: courseDatabase('CREATE TABLE people (name TEXT)') }];
    const describe = (length: number) => createDatabases(files).describe(length);

    expect(describe(70)).toBe('course: lessons(id, title, starts_at, slides); people(name)');
    expect(describe(30)).toBe('course: lessons; people');
    expect(describe(20)).toBe('course: lessons; …');
  });
});

test('files that cannot be read stop the start, each with its sentence', () => {
  const path = join(temporaryFolder(), 'notes.txt');
  writeFileSync(path, 'This is not a database, but long enough to be looked at as if it were one.'.repeat(20));
  const files = [
    { name: 'course', path: courseDatabase() },
    { name: 'gone', path: '/nowhere/gone.db' },
    { name: 'notes', path },
  ];

  expect(() => openDatabases(files)).toThrow(OperatorError);
  expect(() => openDatabases(files)).toThrow(
    `Correct DATABASE_FILES:\n  gone: there is no file at /nowhere/gone.db.\n  notes: ${path} cannot be read as a SQLite database (file is not a database).`,
  );
});
