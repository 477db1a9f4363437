import { readdirSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { comparison } from '../bench/compare-split.ts';
import { commandsPage } from '../docs/commands-page.ts';
import { answerScenes } from '../docs/screenshots/answers.ts';
import { readConfig, settings } from '../src/config.ts';

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

const described = Object.entries(settings.shape).map(([name, schema]) => ({ name, meaning: schema.description }));
const defaults = settings.parse({}) as Record<string, string | number | undefined>;

describe('the settings', () => {
  test('are the same in the schema and in .env.example, with one line each', () => {
    const lines = [...read('.env.example').matchAll(/^# (.+)\n(\w+)=.*$/gm)];

    expect(lines.map(([, meaning, name]) => ({ name, meaning }))).toEqual(described);
  });

  test('are the same in the schema and in the README', () => {
    const rows = [...read('README.md').matchAll(/^\| `(\w+)` \| (.*?) ?\| (.+) \|$/gm)];

    expect(rows.map(([, name, , meaning]) => ({ name, meaning }))).toEqual(described);
    for (const [, name = '', value = ''] of rows) {
      expect(value.replaceAll('`', ''), name).toBe(`${defaults[name] ?? ''}`);
    }
  });

  test('of .env.example are the defaults', () => {
    expect(readConfig(parseEnv(read('.env.example')))).toEqual(readConfig({}));
  });
});

test('the documents name no setting that there is not', () => {
  for (const file of [
    'README.md',
    'docs/architecture.md',
    'docs/assistants-api.md',
    'docs/configuration.md',
    'docs/functions.md',
    'docs/reliability.md',
    'docs/privacy.md',
    'docker-compose.yml',
  ]) {
    const text = read(file);
    const names = [
      ...text.matchAll(/\b(?:ENGINE|ASSISTANTS?|OPENAI|DISCORD|MODEL|CONTEXT|REDIS|DATA|DATABASE)_[A-Z_]+/g),
    ].map(([name]) => name);
    expect(names.filter((name) => !(name in settings.shape))).toEqual([]);
  }
});

test("the README's commands exist", () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const used = [...read('README.md').matchAll(/npm (?:run )?(start|test|check|engine|doctor)\b/g)].map(
    ([, name = '']) => name,
  );

  expect(used).toContain('start');
  expect(used).toContain('test');
  for (const name of used) expect(scripts).toHaveProperty(name);
});

test('every link in the documents leads to a file', () => {
  for (const file of [
    'README.md',
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'docs/architecture.md',
    'docs/assistants-api.md',
    'docs/configuration.md',
    'docs/functions.md',
    'docs/reliability.md',
    'docs/privacy.md',
  ]) {
    for (const [, target = ''] of read(file).matchAll(/\]\((?!https?:|#)([^)#]+)\)/g)) {
      const path = new URL(target, new URL(`../${file}`, import.meta.url));
      expect(() => readFileSync(path), `${file} → ${target}`).not.toThrow();
    }
  }
});

test('docs/commands.md is what the commands say (npm run docs)', async () => {
  expect(read('docs/commands.md')).toBe(await commandsPage());
});

describe('docs/rendering.md', () => {
  test('has the figures of the corpus as it is (npm run compare:split -- --write)', () => {
    expect(read('docs/rendering.md')).toContain(comparison());
  });

  test('shows all pictures that are taken, and no others (npm run screenshots)', () => {
    const taken = answerScenes.flatMap(({ name }) => [`${name}-after.png`, `${name}-before.png`]).toSorted();
    const shown = [...read('docs/rendering.md').matchAll(/\(rendering\/([^)]+)\)/g)].map(([, file = '']) => file);

    expect(readdirSync(new URL('../docs/rendering', import.meta.url)).toSorted()).toEqual(taken);
    expect(shown.toSorted()).toEqual(taken);
  });
});
