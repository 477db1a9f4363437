import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import askDatabase from '../../tools/ask_database.ts';
import { createDatabases } from '../../src/databases/databases.ts';
import { OperatorError } from '../../src/errors.ts';
import { loadTools } from '../../src/tools/tool.ts';
import { courseDatabase } from '../support/course-database.ts';
import { temporaryFolder } from '../support/temporary.ts';

const zod = import.meta.resolve('zod');
const valid = `import { z } from '${zod}';
export default { name: 'wave', description: 'Waves', parameters: z.object({}), run: () => 'o/' };`;

function folderWith(files: Record<string, string>): URL {
  const folder = join(temporaryFolder(), 'tools');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return pathToFileURL(`${folder}/`);
}

test('the functions of the project load, each under its name', async () => {
  const tools = await loadTools(new URL('../../tools/', import.meta.url));

  expect(tools.map(({ name }) => name)).toEqual(['ask_database']);
});

test('a function is found by its file', async () => {
  const tools = await loadTools(folderWith({ 'wave.ts': valid, 'notes.md': 'not a function' }));

  expect(tools.map(({ name }) => name)).toEqual(['wave']);
});

test('every malformed function stops the start, each named with its file', async () => {
  const loading = loadTools(
    folderWith({
      'greet.ts': valid,
      'a.b.ts': valid.replace(`'wave'`, `'a.b'`),
      'none.ts': 'export const none = 1;',
      'long.ts': valid.replace(`'wave'`, `'long'`).replace(`'Waves'`, `'W'.repeat(1025)`),
      'json.ts': valid.replace(`'wave'`, `'json'`).replace('z.object({})', `{ type: 'object' }`),
      'date.ts': valid.replace(`'wave'`, `'date'`).replace('z.object({})', 'z.object({ at: z.date() })'),
      'walk.ts': valid.replace(`'wave'`, `'walk'`).replace('run:', 'walk:'),
    }),
  );

  await expect(loading).rejects.toThrow(OperatorError);
  await expect(loading).rejects.toThrow(
    [
      'These functions are malformed:',
      '  a.b.ts: default.name must be 1-64 letters, digits, _ or -',
      '  date.ts: default.parameters must be a zod object that can be written as a JSON Schema',
      '  greet.ts: must export a function named "greet"',
      '  json.ts: default.parameters must be a zod object that can be written as a JSON Schema',
      '  long.ts: default.description must be a text of 1 to 1024 characters, or a function that makes one',
      '  none.ts: default Invalid input: expected object, received undefined',
      '  walk.ts: default.run must be a function',
    ].join('\n'),
  );
});

test('ask_database is offered with the tables of the databases, and not without databases', () => {
  const many = Array.from({ length: 60 }, (_, index) => `CREATE TABLE t${index} (a INTEGER, b TEXT);`).join('');
  const description = (...paths: string[]) =>
    askDatabase.description({
      databases: createDatabases(paths.map((path, index) => ({ name: `course${index}`, path }))),
    });

  expect(description()).toBeUndefined();
  expect(description(courseDatabase())).toMatch(/course0: lessons\(id INTEGER, title TEXT, .*\)$/);
  expect(description(courseDatabase(many), courseDatabase(many))?.length).toBeLessThanOrEqual(1_024);
});
