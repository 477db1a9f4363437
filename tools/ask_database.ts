import { z } from 'zod';
import type { Tool } from '../src/tools/tool.ts';

const parameters = z.object({
  sql: z.string().min(1).describe('One SELECT statement in the SQL of SQLite'),
  database: z.string().optional().describe('The name of the database; may be left out when there is only one'),
});

const INTRODUCTION =
  'Reads the databases of this community: answers one SELECT statement with at most 100 rows, as JSON. Nothing can be ' +
  "changed. date('now') is today in UTC. SELECT name, sql FROM sqlite_schema tells more of a database than this:";
const MAX_DESCRIPTION = 1_024;

export default {
  name: 'ask_database',
  description({ databases }) {
    if (databases.names.length === 0) return undefined;
    return `${INTRODUCTION}\n${databases.describe(MAX_DESCRIPTION - INTRODUCTION.length - 1)}`;
  },
  parameters,
  run: ({ sql, database }, { databases, signal }) => databases.query(database, sql, signal),
} satisfies Tool<typeof parameters>;
