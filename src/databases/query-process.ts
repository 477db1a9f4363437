/** What `run-query.ts` starts: answers one question, from standard input to standard output, and ends. */
import { constants, DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';

export interface Question {
  readonly path: string;
  readonly sql: string;
  readonly maxRows: number;
  readonly maxOutput: number;
}

/** Rows as JSON, or what to say to whoever wrote the statement. */
export type Answer = { readonly rows: string } | { readonly error: string };

const ALLOWED: ReadonlySet<number> = new Set([
  constants.SQLITE_SELECT,
  constants.SQLITE_READ,
  constants.SQLITE_FUNCTION,
  constants.SQLITE_RECURSIVE,
]);
/** Functions that reach out of the database. */
const REFUSED_FUNCTIONS: ReadonlySet<string> = new Set(['load_extension', 'fts3_tokenizer']);
const MAX_VALUE_BYTES = 1_000_000;
const MAX_CELL = 2_000;

process.stdout.write(JSON.stringify(answer(JSON.parse(await text(process.stdin)) as Question)));

function answer(question: Question): Answer {
  try {
    return ask(question);
  } catch (error) {
    return { error: explain(error as Error) };
  }
}

function ask({ path, sql, maxRows, maxOutput }: Question): Answer {
  const database = new DatabaseSync(path, {
    readOnly: true,
    allowExtension: false,
    timeout: 1_000,
    limits: { attach: 0, length: MAX_VALUE_BYTES },
  });
  database.setAuthorizer((action, _argument, name) =>
    ALLOWED.has(action) && !(action === constants.SQLITE_FUNCTION && REFUSED_FUNCTIONS.has(name?.toLowerCase() ?? ''))
      ? constants.SQLITE_OK
      : constants.SQLITE_DENY,
  );
  const statement = database.prepare(sql);
  if (isStatement(database, sql.slice(statement.sourceSQL.length))) {
    return { error: 'Only one statement at a time can be run, and this is more than one.' };
  }
  statement.setReadBigInts(true);
  statement.setReturnArrays(true);
  const columns = statement.columns().map(({ name }) => name);
  const rows: string[] = [];
  let length = JSON.stringify(columns).length;
  let note = '';
  for (const row of statement.iterate() as Iterable<unknown>) {
    const line = JSON.stringify((row as unknown[]).map(toCell));
    length += line.length + 1;
    if (rows.length === maxRows || length > maxOutput) {
      note = `There are more rows: these are the first ${rows.length}. Ask for fewer columns, a LIMIT or a sum.`;
      break;
    }
    rows.push(line);
  }
  const end = note === '' ? '' : `,"note":${JSON.stringify(note)}`;
  return { rows: `{"columns":${JSON.stringify(columns)},"rows":[${rows.join(',')}]${end}}` };
}

/** SQLite prepares the first statement of a text and passes over the rest. */
function isStatement(database: DatabaseSync, rest: string): boolean {
  try {
    database.prepare(rest);
    return true;
  } catch (error) {
    return (error as { code?: string }).code !== 'ERR_INVALID_ARG_VALUE'; // it says so of blanks and comments
  }
}

function toCell(value: unknown): unknown {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : `${value}`;
  }
  if (value instanceof Uint8Array) return `(${value.length} bytes)`;
  if (typeof value !== 'string' || value.length <= MAX_CELL) return value;
  return `${value.slice(0, MAX_CELL).toWellFormed()} … (${value.length} characters)`;
}

function explain({ message }: Error): string {
  if (/not authorized|authorization denied|prohibited|readonly/.test(message)) {
    return `This is refused: only SELECT statements that read this database can be run (${message}).`;
  }
  // What `ulimit` does to the file of a sort.
  if (/disk I\/O error|disk is full/.test(message)) return `The query needs too much room (${message}). Ask for less.`;
  return `SQLite says: ${message}`;
}
