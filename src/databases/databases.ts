import { existsSync } from 'node:fs';
import { OperatorError, ToolError } from '../errors.ts';
import type { DatabaseFile } from '../notations.ts';
import { createSlots } from '../slots.ts';
import { runQuery } from './run-query.ts';
import { describeSchema, readSchema } from './schema.ts';

export interface DatabasesOptions {
  /** How long one query may take. @default 5_000 */
  timeoutMs?: number;
  /** How much one query may answer, in characters. @default 12_000 */
  maxOutput?: number;
  /** @default 100 */
  maxRows?: number;
}

export type Databases = ReturnType<typeof createDatabases>;

/** Each query is a process of some 45 MB. */
const MAX_AT_ONCE = 4;
/** What a query that failed is told of the tables. */
const MAX_HINT = 3_000;

/** SQLite files that can be asked and not changed. */
export function createDatabases(files: readonly DatabaseFile[], options: DatabasesOptions = {}) {
  const slots = createSlots(MAX_AT_ONCE);

  function find(name: string | undefined): DatabaseFile {
    const found = name === undefined && files.length === 1 ? files[0] : files.find((file) => file.name === name);
    if (found) return found;
    const names = files.map((file) => file.name).join(', ');
    throw new ToolError(`There is no database named ${name ?? ''}. Name one of these: ${names || '(none)'}.`);
  }

  return {
    names: files.map(({ name }) => name),

    /** The tables and columns of all databases as they are now, in so many characters at most. */
    describe(maxLength: number): string {
      const each = Math.floor(maxLength / Math.max(1, files.length)) - 1;
      return files.map(({ name, path }) => `${name}: ${describeNow(path, each - name.length - 2)}`).join('\n');
    },

    /**
     * The rows that one reading statement finds, as JSON. The only database need not be named.
     * @throws {ToolError} in words for whoever wrote the statement.
     */
    async query(name: string | undefined, sql: string, signal: AbortSignal): Promise<string> {
      const { path } = find(name);
      const result = await slots.run(() => runQuery({ ...options, path, sql, signal }));
      if ('rows' in result) return result.rows;
      throw new ToolError(`${result.error}\nTables: ${describeNow(path, MAX_HINT)}`);
    },
  };
}

function describeNow(path: string, maxLength: number): string {
  try {
    return describeSchema(readSchema(path), maxLength);
  } catch (error) {
    return `cannot be read now (${(error as Error).message})`;
  }
}

/** What is wrong with the files, one sentence each. */
export function findUnreadable(files: readonly DatabaseFile[]): string[] {
  return files.flatMap(({ name, path }) => {
    if (!existsSync(path)) return [`${name}: there is no file at ${path}.`];
    try {
      readSchema(path);
      return [];
    } catch (error) {
      return [`${name}: ${path} cannot be read as a SQLite database (${(error as Error).message}).`];
    }
  });
}

/** @throws {OperatorError} that names every file which cannot be read. */
export function openDatabases(files: readonly DatabaseFile[]): Databases {
  const mistakes = findUnreadable(files);
  if (mistakes.length === 0) return createDatabases(files);
  throw new OperatorError(`Correct DATABASE_FILES:\n${mistakes.map((mistake) => `  ${mistake}`).join('\n')}`);
}
