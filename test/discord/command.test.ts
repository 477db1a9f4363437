import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { loadCommands } from '../../src/discord/command.ts';
import { OperatorError } from '../../src/errors.ts';
import { temporaryFolder } from '../support/temporary.ts';

function folderWith(files: Record<string, string>): URL {
  const folder = join(temporaryFolder(), 'commands');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return pathToFileURL(`${folder}/`);
}

const valid = `export default { data: { name: 'wave', description: 'Waves' }, run: async () => ({ content: 'o/' }) };`;

test('the commands of the project load, each under its name', async () => {
  const commands = await loadCommands(new URL('../../commands/', import.meta.url));

  const files = readdirSync(new URL('../../commands/', import.meta.url)).filter((file) => file.endsWith('.ts'));
  expect([...commands.keys()].map((name) => `${name}.ts`)).toEqual(files.toSorted());
});

test('a command is found by its file', async () => {
  const commands = await loadCommands(folderWith({ 'wave.ts': valid, 'notes.md': 'not a command' }));

  expect([...commands.keys()]).toEqual(['wave']);
});

test.each([
  {
    name: 'another name than its file',
    file: 'greet.ts',
    text: valid,
    expected: /greet\.ts: must export a command named "greet"/,
  },
  { name: 'no default export', file: 'wave.ts', text: 'export const wave = 1;', expected: /wave\.ts: default/ },
  {
    name: 'a name that Discord refuses',
    file: 'Wave.ts',
    text: valid.replace(`'wave'`, `'Wave'`),
    expected: /Wave\.ts: default\.data\.name must be 1-32 lower-case/,
  },
  {
    name: 'a description that is too long',
    file: 'wave.ts',
    text: valid.replace('Waves', 'W'.repeat(101)),
    expected: /wave\.ts: default\.data\.description/,
  },
  {
    name: 'nothing to run',
    file: 'wave.ts',
    text: valid.replace('run:', 'walk:'),
    expected: /wave\.ts: default\.run must be a function/,
  },
])('a command with $name stops the start', async ({ file, text, expected }) => {
  const loading = loadCommands(folderWith({ [file]: text }));

  await expect(loading).rejects.toThrow(OperatorError);
  await expect(loading).rejects.toThrow(expected);
});
