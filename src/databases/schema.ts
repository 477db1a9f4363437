import { DatabaseSync } from 'node:sqlite';

/** A table or view and its columns. */
export interface Table {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** Reads what there is in a SQLite file. Throws SQLite's error when it is none, or cannot be read now. */
export function readSchema(path: string): Table[] {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 100 });
  try {
    const tables = database
      .prepare(
        `SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid`,
      )
      .all() as { name: string }[];
    const columns = database.prepare('SELECT name, type FROM pragma_table_info(?)');
    return tables.map(({ name }) => ({ name, columns: columnsOf(columns, name) }));
  } finally {
    database.close();
  }
}

/** None for a view that is broken, or a table of an extension that is not there. */
function columnsOf(statement: ReturnType<DatabaseSync['prepare']>, table: string): Table['columns'] {
  try {
    return statement.all(table) as { name: string; type: string }[];
  } catch {
    return [];
  }
}

/** `lessons(id INTEGER, title TEXT); …`, with less detail where it would be longer than that. */
export function describeSchema(tables: readonly Table[], maxLength: number): string {
  if (tables.length === 0) return 'no tables';
  const ways = [
    ({ name, columns }: Table) =>
      `${name}(${columns.map((column) => `${column.name} ${column.type}`.trim()).join(', ')})`,
    ({ name, columns }: Table) => `${name}(${columns.map((column) => column.name).join(', ')})`,
    ({ name }: Table) => name,
  ];
  const texts = ways.map((way) => tables.map(way).join('; '));
  const fitting = texts.find((text) => text.length <= maxLength);
  return (
    fitting ??
    `${texts
      .at(-1)
      ?.slice(0, Math.max(0, maxLength - 2))
      .toWellFormed()
      .trimEnd()} …`
  );
}
