import { chmodSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { createClient } from '@keyv/redis';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { runDoctor } from '../../src/doctor/doctor.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { ownRoleId, startDiscord } from '../support/bot.ts';
import { courseDatabase } from '../support/course-database.ts';
import { answering, type Behaviour, refusing, startModelServer } from '../support/model-server.ts';
import { startScript } from '../support/process.ts';
import { redisIsMissing, startOwnRedis } from '../support/redis.ts';
import { temporaryFolder } from '../support/temporary.ts';

const log = pino({ level: 'silent' });
const KEY = 'sk-test-abcdef123456';
const TOKEN = 'a-token-that-is-wrong.abc.defghijkl';

/** What the doctor says with these settings, and whether it is content. */
async function ask(settings: Record<string, string>) {
  const lines: string[] = [];
  const isWell = await runDoctor({
    readSettings: async () => readConfig({ DATA_DIR: temporaryFolder(), ...settings }),
    print: (line) => void lines.push(line),
    log,
  });
  return { isWell, text: lines.join('\n') };
}

/** A server that answers everything with this; its address. */
async function stub(status: number, body: object | string): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('without any setting all is well: the playground, SQLite and the demo', async () => {
  const doctor = startScript('doctor.ts', { DATA_DIR: temporaryFolder() });

  expect(await doctor.exit()).toBe(0);
  expect(doctor.output()).toMatch(/^✓ Settings {3}are valid\.$/m);
  expect(doctor.output()).toContain('`npm start` opens the playground at http://localhost:3000.');
  expect(doctor.output()).not.toMatch(/^[!✗]/m);
});

test('settings that are wrong are named, and end it with 1', async () => {
  const doctor = startScript('doctor.ts', { PORT: 'many', LOG_LEVEL: 'loud' });

  expect(await doctor.exit()).toBe(1);
  expect(doctor.output()).toMatch(/^✗ Settings/);
  expect(doctor.output()).toMatch(/^ +PORT must be a number\n +LOG_LEVEL must be one of/m);
});

describe('Discord', () => {
  async function setUp(options: Parameters<typeof startDiscord>[0] = {}) {
    const discord = await startDiscord(options);
    const settings = { DISCORD_API_URL: discord.apiUrl, DISCORD_TOKEN: discord.token };
    return { discord, ask: () => ask(settings) };
  }
  const ALL =
    Flags.ViewChannel |
    Flags.SendMessages |
    Flags.SendMessagesInThreads |
    Flags.CreatePublicThreads |
    Flags.CreatePrivateThreads |
    Flags.ReadMessageHistory |
    Flags.AttachFiles |
    Flags.EmbedLinks;

  test('is in order: which bot it is, where, and that it can speak', async () => {
    const { discord, ask } = await setUp();

    const { isWell, text } = await ask();

    expect(isWell).toBe(true);
    expect(text).toContain(`✓ Discord    takes DISCORD_TOKEN: it is ${discord.bot.username}'s (${discord.bot.id}).`);
    expect(text).toContain('✓ Intents    Message Content is on');
    expect(text).toContain('✓ Servers    It is in 1.');
    expect(text).toMatch(/✓ “.+” It can speak in (\d+) of \1 channels\./);
    expect(text).not.toContain(discord.token);
  });

  test('does not accept the token', async () => {
    const { discord } = await setUp();

    const { isWell, text } = await ask({ DISCORD_API_URL: discord.apiUrl, DISCORD_TOKEN: TOKEN });

    expect(isWell).toBe(false);
    expect(text).toContain('✗ Discord    does not accept DISCORD_TOKEN.');
    expect(text).toContain('→ Copy the token again from https://discord.com/developers/applications');
    expect(text).not.toContain(TOKEN);
  });

  test('has the intent switched off: the page on which to switch it on', async () => {
    const { discord, ask } = await setUp({ application: { privilegedIntents: false } });

    const { isWell, text } = await ask();

    expect(isWell).toBe(false);
    expect(text).toContain('✗ Intents    Message Content is off');
    expect(text).toContain(`https://discord.com/developers/applications/${discord.application.id}/bot`);
  });

  test('lets it not speak in some channels', async () => {
    const { discord, ask } = await setUp();
    discord.setOverwrites(discord.channel('general').id, [
      { id: await ownRoleId(discord), type: 0, allow: '0', deny: `${Flags.SendMessages}` },
    ]);

    const { isWell, text } = await ask();

    expect(isWell).toBe(true);
    expect(text).toMatch(/It can speak in \d+ of \d+ channels, not in #general\./);
  });

  test('lets it speak again where an overwrite for the bot itself does', async () => {
    const { discord, ask } = await setUp();
    discord.setOverwrites(discord.channel('general').id, [
      { id: discord.guild.id, type: 0, allow: '0', deny: `${ALL}` },
      { id: discord.bot.id, type: 1, allow: `${ALL}`, deny: '0' },
    ]);

    expect((await ask()).text).toMatch(/It can speak in (\d+) of \1 channels\./);
  });

  test.each([
    { name: 'nothing that is Discord', status: 200, body: '<html>', says: '✗ Discord    is not at DISCORD_API_URL' },
    { name: 'no such path', status: 404, body: {}, says: '✗ Discord    is not at DISCORD_API_URL' },
    { name: 'trouble', status: 503, body: {}, says: '✗ Discord    has trouble itself: it answers with 503.' },
  ])('has $name at its address', async ({ status, body, says }) => {
    const { isWell, text } = await ask({ DISCORD_API_URL: await stub(status, body), DISCORD_TOKEN: TOKEN });

    expect(isWell).toBe(false);
    expect(text).toContain(says);
  });

  test('cannot be reached', async () => {
    const { text } = await ask({ DISCORD_API_URL: 'http://127.0.0.1:1', DISCORD_TOKEN: TOKEN });

    expect(text).toContain('✗ Discord    cannot be reached at http://127.0.0.1:1.');
  });
});

describe('the store', () => {
  test('is SQLite in a folder, on which a bot is running now', async () => {
    const DATA_DIR = temporaryFolder();
    const store = await openStore({ dataDir: DATA_DIR, log });
    onTestFinished(() => store.close());

    expect((await ask({ DATA_DIR })).text).toMatch(/✓ Store .* can be written\. A bot is running on it now\./);
  });

  test('is a folder that cannot be', async () => {
    const DATA_DIR = join(temporaryFolder(), 'file');
    writeFileSync(DATA_DIR, '');
    chmodSync(DATA_DIR, 0o400);

    const { isWell, text } = await ask({ DATA_DIR });

    expect(isWell).toBe(false);
    expect(text).toMatch(/✗ Store {6}Cannot use DATA_DIR/);
  });

  test.skipIf(redisIsMissing)('is a Redis that forgets: what it should be told', async () => {
    const redis = await startOwnRedis();
    onTestFinished(() => redis.stop());

    const { isWell, text } = await ask({ REDIS_URL: redis.url });

    expect(isWell).toBe(true);
    expect(text).toMatch(/✓ Store {6}Redis \d\S+ at 127\.0\.0\.1:\d+ can be written\./);
    expect(text).toContain('! Store      This Redis keeps nothing on disk');
  });

  test.skipIf(redisIsMissing)(
    'is a Redis that throws things away, one that wants a password, one that is full',
    async () => {
      const redis = await startOwnRedis();
      onTestFinished(() => redis.stop());
      const client = createClient({ url: redis.url });
      await client.connect();
      onTestFinished(() => client.destroy());

      await client.configSet({ save: '3600 1', 'maxmemory-policy': 'allkeys-lru' });
      const evicting = await ask({ REDIS_URL: redis.url });
      await client.configSet({ 'maxmemory-policy': 'noeviction', maxmemory: '1' });
      const full = await ask({ REDIS_URL: redis.url });
      await client.configSet({ maxmemory: '0', requirepass: 'secret' });
      const locked = await ask({ REDIS_URL: redis.url });

      expect(evicting.text).toContain('! Store      This Redis throws away what it likes when it is full');
      expect(evicting.text).not.toContain('keeps nothing on disk');
      expect(full.text).toMatch(/✗ Store {6}Redis at \S+ refuses: OOM/);
      expect(locked.text).toMatch(/✗ Store {6}Redis at \S+ refuses: NOAUTH.*\n +→ Correct the user and the password/);
    },
  );

  test.skipIf(redisIsMissing)('is a Redis that is not there', async () => {
    const { isWell, text } = await ask({ REDIS_URL: 'redis://:hunter2-hunter2@127.0.0.1:1' });

    expect(isWell).toBe(false);
    expect(text).toContain('✗ Store      Redis cannot be reached at 127.0.0.1:1 (ECONNREFUSED).');
    expect(text).not.toContain('hunter2');
  });
});

describe('the model', () => {
  test.each<{ name: string; behaviour: Behaviour; isWell: boolean; says: RegExp }>([
    { name: 'answers', behaviour: answering('OK'), isWell: true, says: /✓ Model {6}m at 127\S+ answers, in \d/ },
    {
      name: 'refuses the key',
      behaviour: refusing(401, { message: `Incorrect API key provided: ${KEY}` }),
      isWell: false,
      says: /✗ Model {6}127\S+ refuses the key\.\n +→ Correct OPENAI_API_KEY/,
    },
    {
      name: 'is not known',
      behaviour: refusing(404, { message: 'The model does not exist.' }),
      isWell: false,
      says: /✗ Model {6}127\S+ does not know m\.\n +→ Set OPENAI_MODEL/,
    },
    {
      name: 'has had enough',
      behaviour: refusing(429, { message: 'You exceeded your quota.' }, { 'retry-after-ms': '1' }),
      isWell: false,
      says: /✗ Model {6}127\S+ has had enough of this key for now\./,
    },
  ])('$name', async ({ behaviour, isWell, says }) => {
    const { url } = await startModelServer(behaviour);

    const answer = await ask({ OPENAI_BASE_URL: url, OPENAI_MODEL: 'm', OPENAI_API_KEY: KEY });

    expect(answer.text).toMatch(says);
    expect(answer.isWell).toBe(isWell);
    expect(answer.text).not.toContain(KEY);
  });

  test('is away', async () => {
    const { text } = await ask({ OPENAI_BASE_URL: 'http://127.0.0.1:1/v1', OPENAI_MODEL: 'm' });

    expect(text).toContain('✗ Model      There is nobody at 127.0.0.1:1.');
  });
});

describe("somebody else's Assistants server", () => {
  const list = (...names: string[]) => ({
    object: 'list',
    data: names.map((name, index) => ({ id: `asst_${index}`, name })),
  });

  test.each([
    {
      name: 'has Bobbin',
      status: 200,
      body: list('Tutor', 'Bobbin'),
      says: '✓ Assistants The default is Bobbin (asst_1).',
    },
    {
      name: 'has no Bobbin yet',
      status: 200,
      body: list(),
      says: 'The default, Bobbin, will be made at the first start.',
    },
    {
      name: 'refuses the key',
      status: 401,
      body: {},
      says: 'refuses the key.\n             → Correct ASSISTANTS_API_KEY.',
    },
    { name: 'is something else', status: 404, body: {}, says: 'does not speak the Assistants API.' },
    { name: 'talks rubbish', status: 200, body: { hello: 'world' }, says: 'does not speak the Assistants API.' },
  ])('$name', async ({ status, body, says }) => {
    const { text } = await ask({ ASSISTANTS_BASE_URL: await stub(status, body), ASSISTANTS_API_KEY: KEY });

    expect(text).toContain(says);
    expect(text).not.toContain(KEY);
  });
});

test('databases: those that can be read, and what is wrong with the others', async () => {
  const good = await ask({ DATABASE_FILES: `course=${courseDatabase()}` });
  const bad = await ask({ DATABASE_FILES: '/nowhere/shop.db' });

  expect(good.text).toContain('✓ Databases  Functions can read course.');
  expect(bad.text).toContain('✗ Databases  shop: there is no file at /nowhere/shop.db.');
  expect(bad.isWell).toBe(false);
});

test('a SERVERS_FILE with mistakes is told with all of them', async () => {
  const file = join(temporaryFolder(), 'servers.json');
  const look = () => ask({ SERVERS_FILE: file });
  writeFileSync(file, JSON.stringify({ defaults: { longestPost: -1, speaking: 'loud' } }));
  const bad = await look();
  writeFileSync(file, JSON.stringify({ ceilings: { longestPost: 4_000 } }));
  const good = await look();

  expect(bad.isWell).toBe(false);
  expect(bad.text).toContain('defaults.longestPost');
  expect(bad.text).toContain('speaking');
  expect(good.text).toContain('Servers file is valid');
});
