import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Who may import whom; what is not here is forbidden. A part may always import itself. */
const allowed: Record<string, readonly string[]> = {
  'start.ts': [
    'start-playground.ts',
    'src/errors.ts',
    'src/main.ts',
    'src/introduction.ts',
    'src/run-program.ts',
    'src/stop-signals.ts',
  ],
  'start-playground.ts': [
    'src/main.ts',
    'src/config.ts',
    'src/errors.ts',
    'src/introduction.ts',
    'src/model-choices.ts',
    'src/restarts.ts',
    'src/run-program.ts',
    'src/stop-signals.ts',
    'src/storage',
    'playground/host.ts',
    'playground/playground.ts',
  ],
  'start-engine.ts': [
    'src/serve-engine.ts',
    'src/introduction.ts',
    'src/run-program.ts',
    'src/stop-signals.ts',
    'src/engine',
    'src/storage',
  ],
  'doctor.ts': ['src/doctor', 'src/run-program.ts'],
  tools: ['src/tools', 'src/errors.ts'],
  commands: [
    'src/assistants',
    'src/budgets',
    'src/conversation',
    'src/discord',
    'src/errors.ts',
    'src/markdown',
    'src/server-settings',
    'src/texts',
  ],
  'src/main.ts': [
    'src/config.ts',
    'src/errors.ts',
    'src/assistants',
    'src/budgets',
    'src/conversation',
    'src/databases',
    'src/discord',
    'src/documents',
    'src/engine',
    'src/formulas',
    'src/serve-engine.ts',
    'src/server-settings',
    'src/storage',
    'src/tools',
  ],
  'src/serve-engine.ts': [
    'src/config.ts',
    'src/errors.ts',
    'src/loopback.ts',
    'src/seed.ts',
    'src/engine',
    'src/storage',
  ],
  'src/doctor': [
    'src/server-settings',
    'src/assistants',
    'src/config.ts',
    'src/databases',
    'src/discord',
    'src/engine',
    'src/errors.ts',
    'src/log.ts',
    'src/storage',
  ],
  'src/seed.ts': ['src/engine', 'src/errors.ts'],
  'src/introduction.ts': ['src/config.ts', 'src/engine'],
  'src/model-choices.ts': ['src/config.ts', 'src/engine'],
  'src/restarts.ts': ['src/errors.ts', 'src/in-order.ts'],
  'src/discord': [
    'src/assistants',
    'src/budgets',
    'src/conversation',
    'src/server-settings',
    'src/tools',
    'src/in-order.ts',
    'src/markdown',
    'src/errors.ts',
    'src/patiently.ts',
    'src/slots.ts',
    'src/snowflake.ts',
    'src/texts',
    'src/tools',
  ],
  'src/conversation': [
    'src/assistants',
    'src/budgets',
    'src/documents',
    'src/server-settings',
    'src/storage',
    'src/markdown',
    'src/tools',
    'src/errors.ts',
    'src/image-type.ts',
    'src/patiently.ts',
    'src/slots.ts',
    'src/snowflake.ts',
    'src/texts',
  ],
  'src/budgets': ['src/storage', 'src/errors.ts', 'src/in-order.ts'],
  'src/engine': ['src/storage', 'src/image-type.ts', 'src/in-order.ts', 'src/loopback.ts'],
  'src/storage': ['src/errors.ts'],
  'src/server-settings': ['src/storage', 'src/errors.ts'],
  'src/assistants': ['src/slots.ts'],
  'src/tools': ['src/databases', 'src/errors.ts'],
  'src/databases': ['src/errors.ts', 'src/notations.ts', 'src/slots.ts'],
  'src/formulas': ['src/markdown', 'src/side-process.ts'],
  'src/markdown': [],
  'src/documents': ['src/side-process.ts'],
  'src/config.ts': ['src/errors.ts', 'src/loopback.ts', 'src/notations.ts'],
  'src/notations.ts': [],
  'src/loopback.ts': [],
  'src/run-program.ts': ['src/config.ts', 'src/errors.ts', 'src/log.ts', 'src/stop-signals.ts'],
  'src/stop-signals.ts': [],
  'src/log.ts': ['src/config.ts'],
  'src/image-type.ts': [],
  'src/in-order.ts': [],
  'src/errors.ts': ['src/texts'],
  'src/patiently.ts': [],
  'src/side-process.ts': ['src/slots.ts', 'src/start-confined.ts'],
  'src/slots.ts': [],
  'src/start-confined.ts': [],
  'src/snowflake.ts': [],
  'src/texts': [],
  'playground/main.ts': ['playground/playground.ts'],
  'playground/playground.ts': [
    'playground/controls.ts',
    'playground/discord',
    'playground/host.ts',
    'playground/inspector',
    'playground/page',
  ],
  'playground/controls.ts': ['playground/discord', 'playground/host.ts', 'playground/inspector'],
  'playground/host.ts': [],
  'playground/inspector': ['playground/discord'],
  'playground/page': ['playground/discord'],
  'playground/discord': [],
};

/** Only these folders may know these packages. */
const owners: Record<string, readonly string[]> = {
  'discord.js': ['src/discord', 'src/doctor', 'commands'],
  openai: ['src/assistants', 'src/conversation', 'src/doctor', 'src/engine', 'src/tools'],
  '@fastify/busboy': ['src/engine'],
  fflate: ['src/documents'],
  keyv: ['src/storage'],
  '@keyv/redis': ['src/storage'],
  i18next: ['src/texts'],
  hono: ['src/engine', 'playground/controls.ts', 'playground/discord', 'playground/inspector', 'playground/page'],
  saxen: ['src/documents'],
  unpdf: ['src/documents'],
  mathjax: ['src/formulas'],
  '@resvg/resvg-wasm': ['src/formulas'],
  ws: ['playground/discord'],
};

const files = [
  'start.ts',
  'start-playground.ts',
  'start-engine.ts',
  'doctor.ts',
  ...['src', 'commands', 'tools', 'playground'].flatMap((folder) => listFiles(folder)),
];

function listFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => posix.join(folder, file.replaceAll('\\', '/')));
}

/** The part of the project that a file belongs to: the longest name in the table that it lies in. */
function partOf(file: string): string {
  return Object.keys(allowed).find((part) => file === part || file.startsWith(`${part}/`)) ?? file;
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, name = '']) => name);
}

test('the table knows every file', () => {
  expect(files.filter((file) => !(partOf(file) in allowed))).toEqual([]);
});

test('no part imports what it may not', () => {
  const mistakes = files.flatMap((file) =>
    importsOf(file)
      .filter((name) => name.startsWith('.'))
      .map((name) => posix.join(posix.dirname(file), name))
      .filter((target) => {
        const [from, to] = [partOf(file), partOf(target)];
        return from !== to && !allowed[from]?.includes(to);
      })
      .map((target) => `${file} imports ${target}`),
  );

  expect(mistakes).toEqual([]);
});

test('packages stay in the folders that own them', () => {
  const mistakes = files.flatMap((file) =>
    importsOf(file)
      .filter((name) => {
        const owner = owners[name.startsWith('@') ? name : (name.split('/')[0] ?? name)];
        return owner !== undefined && !owner.includes(partOf(file));
      })
      .map((name) => `${file} imports ${name}`),
  );

  expect(mistakes).toEqual([]);
});

test('a program reads the environment in one place', () => {
  const readers = files.filter((file) => readFileSync(join(root, file), 'utf8').includes('process.env'));

  expect(readers).toEqual(['src/run-program.ts', 'playground/main.ts']);
});
