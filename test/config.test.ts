import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig, readEnvFile, secretsOf } from '../src/config.ts';
import { OperatorError } from '../src/errors.ts';
import { temporaryFolder } from './support/temporary.ts';

describe('the configuration', () => {
  test('needs nothing: playground, SQLite, demo model', () => {
    expect(readConfig({})).toEqual({
      discord: { apiUrl: 'https://discord.com/api', cdnUrl: 'https://cdn.discordapp.com' },
      models: { api: 'demo' },
      hasMessageContent: true,
      ownerIds: [],
      runTimeoutMs: 600_000,
      catchUpHours: 24,
      engine: {
        host: '127.0.0.1',
        port: 8787,
        isServedByBot: false,
        keys: [],
        isStrict: false,
        modelAliases: {},
        adoptsThreads: false,
      },
      dataDir: './data',
      databaseFiles: [],
      port: 3000,
      logLevel: 'info',
    });
  });

  test.each([
    { name: 'a key', environment: { OPENAI_API_KEY: 'k' }, api: 'responses' },
    { name: 'a base URL', environment: { OPENAI_BASE_URL: 'http://localhost:11434/v1' }, api: 'chat' },
    { name: 'both', environment: { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: 'http://localhost/v1' }, api: 'chat' },
    { name: 'neither', environment: {}, api: 'demo' },
    { name: 'a choice', environment: { OPENAI_API_KEY: 'k', MODEL_API: 'demo' }, api: 'demo' },
  ])('with $name the models speak $api', ({ environment, api }) => {
    expect(readConfig(environment).models.api).toBe(api);
  });

  test('takes the environment before the file, and an empty value for none', () => {
    const config = readConfig({ LOG_LEVEL: 'debug', DATA_DIR: '' }, { LOG_LEVEL: 'warn', DATA_DIR: '/srv/bobbin' });

    expect(config).toMatchObject({ logLevel: 'debug', dataDir: '/srv/bobbin' });
  });

  test('reports every mistake at once, without the values', () => {
    const environment = {
      DISCORD_API_URL: 'https://discord.example/api/v10',
      OPENAI_BASE_URL: 'secret-nonsense',
      MODEL_API: 'telepathy',
      ASSISTANTS_BASE_URL: 'https://assistants.example/v1',
      REDIS_URL: 'http://user:hunter2@redis',
      PORT: '70000',
      LOG_LEVEL: 'loud',
    };

    const mistakes = () => readConfig(environment);

    expect(mistakes).toThrow(OperatorError);
    for (const name of Object.keys(environment)) {
      if (name !== 'ASSISTANTS_BASE_URL') expect(mistakes).toThrow(new RegExp(`^  ${name} `, 'm'));
    }
    expect(mistakes).not.toThrow(/hunter2|secret-nonsense/);
  });

  test.each([
    { name: 'a server without its key', environment: { ASSISTANTS_BASE_URL: 'http://a/v1', OPENAI_API_KEY: 'k' } },
    { name: 'its key without the server', environment: { ASSISTANTS_API_KEY: 'k' } },
    { name: 'the Responses API without a key', environment: { MODEL_API: 'responses' } },
    { name: 'a chat server that is nowhere', environment: { MODEL_API: 'chat' } },
  ])('refuses $name', ({ environment }) => {
    expect(() => readConfig(environment)).toThrow(OperatorError);
  });

  test('reads the keys of the engine, with and without the names of their projects', () => {
    const base64 = 'c29tZSBzZWNyZXQgdGV4dA==';
    const { engine } = readConfig({
      ENGINE_API_KEYS: `alice=sk-0123456789abcdef, bot=sk-=fedcba9876543210 ,sk-nameless-0123456,${base64},`,
    });

    expect(engine.keys).toEqual([
      { project: 'alice', key: 'sk-0123456789abcdef' },
      { project: 'bot', key: 'sk-=fedcba9876543210' },
      { project: expect.stringMatching(/^key-[0-9a-f]{12}$/), key: 'sk-nameless-0123456' },
      { project: expect.stringMatching(/^key-[0-9a-f]{12}$/), key: base64 },
    ]);
    expect(engine.keys[2]?.project).not.toBe(engine.keys[3]?.project);
  });

  test('reads the other names of models in their order', () => {
    const { engine } = readConfig({ MODEL_ALIASES: 'gpt-4o=gpt-6-luna, gpt-4*=gpt-6-terra' });

    expect(Object.entries(engine.modelAliases)).toEqual([
      ['gpt-4o', 'gpt-6-luna'],
      ['gpt-4*', 'gpt-6-terra'],
    ]);
  });

  test('reads the names of databases, or takes them from their files', () => {
    const { databaseFiles } = readConfig({ DATABASE_FILES: 'course=/data/c=1.db, ./shop.sqlite' });

    expect(databaseFiles).toEqual([
      { name: 'course', path: '/data/c=1.db' },
      { name: 'shop', path: './shop.sqlite' },
    ]);
  });

  test.each([
    { name: 'two databases of one name', environment: { DATABASE_FILES: 'a/hunter2.db,b/hunter2.db' } },
    { name: 'a database without a file', environment: { DATABASE_FILES: 'hunter2=' } },
    { name: 'a short key', environment: { ENGINE_API_KEYS: 'alice=hunter2' } },
    { name: 'a key with a blank', environment: { ENGINE_API_KEYS: 'hunter2 hunter2 hunter2' } },
    { name: 'a key twice', environment: { ENGINE_API_KEYS: 'a=hunter2-hunter2-hunter2,b=hunter2-hunter2-hunter2' } },
    { name: 'an alias for nothing', environment: { MODEL_ALIASES: 'gpt-4o=' } },
    { name: 'a name without an alias', environment: { MODEL_ALIASES: 'gpt-4o' } },
    { name: 'a host for everybody without keys', environment: { ENGINE_HOST: '::' } },
    { name: 'keys that are none', environment: { ENGINE_HOST: '10.0.0.1', ENGINE_API_KEYS: ',' } },
    { name: 'a Redis that is nowhere', environment: { REDIS_URL: 'redis:' } },
    { name: 'a Redis without a host', environment: { REDIS_URL: 'redis:///0' } },
    { name: 'a database that is no number', environment: { REDIS_URL: 'redis://localhost/hunter2' } },
    { name: 'a password that is not written for a URL', environment: { REDIS_URL: 'redis://:10%hunter2@localhost' } },
    { name: 'a switch that is neither on nor off', environment: { ENGINE_STRICT: 'yes' } },
    { name: 'a context that holds nothing', environment: { CONTEXT_TOKENS: '10' } },
    {
      name: 'to serve an engine that there is not',
      environment: { ENGINE_HTTP: '1', ASSISTANTS_BASE_URL: 'http://a/v1', ASSISTANTS_API_KEY: 'k' },
    },
  ])('refuses $name', ({ environment }) => {
    expect(() => readConfig({ ...environment })).toThrow(OperatorError);
    expect(() => readConfig({ ...environment })).not.toThrow(/hunter2/);
  });

  test.each(['redis://redis', 'rediss://user:p%25@10.0.0.1:6380/3', 'redis://[::1]:6379/'])('takes %s', (REDIS_URL) => {
    expect(readConfig({ REDIS_URL }).redisUrl).toBe(REDIS_URL);
  });

  test.each(['localhost', '127.0.0.1', '127.3.2.1', '::1', 'LOCALHOST'])('needs no keys on %s', (ENGINE_HOST) => {
    expect(readConfig({ ENGINE_HOST }).engine.keys).toEqual([]);
  });

  test('ignores variables that it does not know', () => {
    expect(readConfig({ COLOUR: 'blue' })).toEqual(readConfig({}));
  });

  test('knows its secrets, the password in a Redis URL too', () => {
    const config = readConfig({
      DISCORD_TOKEN: 'token',
      OPENAI_API_KEY: 'key',
      ASSISTANTS_BASE_URL: 'http://a/v1',
      ASSISTANTS_API_KEY: 'other',
      ENGINE_API_KEYS: 'alice=sk-0123456789abcdef,sk-fedcba9876543210',
      REDIS_URL: 'redis://user:p%40ss@redis:6379',
    });

    expect(secretsOf(config)).toEqual([
      'token',
      'key',
      'other',
      'sk-0123456789abcdef',
      'sk-fedcba9876543210',
      'p%40ss',
      'p@ss',
    ]);
  });
});

test('an .env file is read, and one that is not there is no mistake', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, '.env'), '# a comment\nPORT=8080\nDISCORD_TOKEN="quoted"\n');

  expect(readEnvFile(join(folder, '.env'))).toEqual({ PORT: '8080', DISCORD_TOKEN: 'quoted' });
  expect(readEnvFile(join(folder, 'nothing'))).toEqual({});
});

test('a byte order mark, as editors on Windows write it, hides nothing', () => {
  const file = join(temporaryFolder(), '.env');
  writeFileSync(file, '\uFEFFOPENAI_API_KEY=abc\r\nPORT=8080\r\n');

  expect(readEnvFile(file)).toEqual({ OPENAI_API_KEY: 'abc', PORT: '8080' });
});

test('a file in UTF-16 is a mistake that is named', () => {
  const file = join(temporaryFolder(), '.env');
  writeFileSync(file, '\uFEFFPORT=8080\n', 'utf16le');

  expect(() => readEnvFile(file)).toThrow(OperatorError);
  expect(() => readEnvFile(file)).toThrow(`Cannot read ${file}: it is not text in UTF-8. Save it as UTF-8.`);
});
