import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@keyv/redis';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { OperatorError } from '../../src/errors.ts';
import { createLog } from '../../src/log.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { openSqliteStore } from '../../src/storage/sqlite-store.ts';
import { freePort, redisIsMissing, startOwnRedis } from '../support/redis.ts';
import { temporaryFolder } from '../support/temporary.ts';

const log = pino({ level: 'silent' });
const lockFile = fileURLToPath(new URL('../../src/storage/lock-folder.ts', import.meta.url));

describe('SQLite', () => {
  test('a second bot on the same folder is refused until the first is gone', async () => {
    const dataDir = join(temporaryFolder(), 'new', 'folder');
    const first = await openStore({ dataDir, log });

    await expect(openStore({ dataDir, log })).rejects.toThrow(/Another Bobbin is already running/);
    await first.close();
    const second = await openStore({ dataDir, log });

    await second.close();
  });

  test('the folder is free again when the first bot was killed', async () => {
    const dataDir = temporaryFolder();
    const program = `import { lockFolder } from '${lockFile}'; lockFolder('${dataDir}'); console.log('locked'); setInterval(() => {}, 1e6);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    await expect(openStore({ dataDir, log })).rejects.toThrow(OperatorError);

    child.kill('SIGKILL');
    await once(child, 'exit');

    const store = await openStore({ dataDir, log });
    await store.close();
  });

  test.each([
    { name: 'in a file', prepare: () => join(lockFile, 'data') },
    { name: 'a file', prepare: () => lockFile },
    { name: 'where no folder can be', prepare: () => '/proc/nothing/here' },
    {
      name: 'with a folder for a lock',
      prepare(folder: string) {
        mkdirSync(join(folder, 'bobbin.lock'));
        return folder;
      },
    },
    {
      name: 'with something else for a lock',
      prepare(folder: string) {
        writeFileSync(join(folder, 'bobbin.lock'), 'this was never a database '.repeat(100));
        return folder;
      },
    },
    {
      name: 'with something else for a database',
      prepare(folder: string) {
        writeFileSync(join(folder, 'bobbin.sqlite'), 'this was never a database '.repeat(100));
        return folder;
      },
    },
  ])('a folder that cannot be used is named: $name', async ({ prepare }) => {
    const dataDir = prepare(temporaryFolder());

    const opening = openStore({ dataDir, log });

    await expect(opening).rejects.toThrow(OperatorError);
    await expect(opening).rejects.toThrow(`Cannot use DATA_DIR ${dataDir}: `);
  });

  test('a file that may not be written is named', async ({ skip }) => {
    skip(process.getuid?.() === 0, 'SKIPPED: root may write every file');
    const dataDir = temporaryFolder();
    openSqliteStore({ file: join(dataDir, 'bobbin.sqlite') }).close();
    chmodSync(join(dataDir, 'bobbin.sqlite'), 0o444);

    await expect(openStore({ dataDir, log })).rejects.toThrow(`Cannot use DATA_DIR ${dataDir}: `);
  });

  test('a folder that could not be used is free again', async () => {
    const dataDir = temporaryFolder();
    mkdirSync(join(dataDir, 'bobbin.sqlite'));
    await expect(openStore({ dataDir, log })).rejects.toThrow(/Cannot use DATA_DIR/);

    await expect(openStore({ dataDir, log })).rejects.toThrow(/Cannot use DATA_DIR/);
  });
});

describe.skipIf(redisIsMissing)('Redis', () => {
  test('not reachable at start: says so once and goes on when it is there', async () => {
    const port = await freePort();
    const lines: string[] = [];
    const recording = createLog({ level: 'info', destination: { write: (line: string) => void lines.push(line) } });

    const opening = openStore({ redisUrl: `redis://127.0.0.1:${port}`, dataDir: temporaryFolder(), log: recording });
    await new Promise((resolve) => setTimeout(resolve, 400));
    const server = await startOwnRedis(port);
    onTestFinished(() => server.stop());
    const store = await opening;
    await store.set('key', 1);
    await store.close();

    expect(lines.filter((line) => line.includes('redis is not reachable'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('redis is reachable again'))).toHaveLength(1);
  });

  test('a wait for a server that is not there ends with the signal', async () => {
    const stop = new AbortController();
    const opening = openStore({
      redisUrl: `redis://127.0.0.1:${await freePort()}`,
      dataDir: temporaryFolder(),
      log,
      signal: stop.signal,
    });

    stop.abort(new Error('enough'));

    await expect(opening).rejects.toThrow('enough');
  });

  test.each([
    { name: 'a wrong password', login: ':wrong-password@', says: 'WRONGPASS' },
    { name: 'an unknown user', login: 'nobody:right-password@', says: 'WRONGPASS' },
    { name: 'no password', login: '', says: 'NOAUTH' },
    { name: 'a user who may do nothing', login: 'guest:right-password@', says: 'NOPERM' },
  ])('$name is one sentence, and nothing is tried again', async ({ login, says }) => {
    const server = await startOwnRedis();
    onTestFinished(() => server.stop());
    const admin = await createClient({ url: server.url }).connect();
    await admin.sendCommand(['ACL', 'SETUSER', 'guest', 'on', '>right-password']);
    await admin.sendCommand(['CONFIG', 'SET', 'requirepass', 'right-password']);
    admin.destroy();
    const lines: string[] = [];
    const recording = createLog({ level: 'info', destination: { write: (line: string) => void lines.push(line) } });

    const opening = openStore({
      redisUrl: server.url.replace('//', `//${login}`),
      dataDir: temporaryFolder(),
      log: recording,
    });

    await expect(opening).rejects.toThrow(OperatorError);
    await expect(opening).rejects.toThrow(new RegExp(`^Redis does not let Bobbin in\\. .*REDIS_URL.* ${says}`));
    await expect(opening).rejects.not.toThrow(/(?:wrong|right)-password/);
    expect(lines).toEqual([]);
  });

  test('a server that dies is an error, never “not found”, and works again when it is back', async () => {
    const server = await startOwnRedis();
    const store = await openStore({ redisUrl: server.url, dataDir: temporaryFolder(), log });
    onTestFinished(() => store.close());
    await store.set('key', 'value');

    await server.stop();
    await expect(store.get('key')).rejects.toThrow();
    await expect(store.set('key', 'other')).rejects.toThrow();
    await expect(store.commit({ key: 'other' })).rejects.toThrow();
    await expect(store.lock('key', 1_000)).rejects.toThrow();
    const next = await startOwnRedis(server.port);
    onTestFinished(() => next.stop());

    await expect.poll(() => store.get('key').catch(() => 'away'), { timeout: 10_000 }).toBeUndefined();
  });

  test('a server that hangs is an error within seconds', async () => {
    const server = await startOwnRedis();
    onTestFinished(() => server.stop());
    const store = await openStore({ redisUrl: server.url, dataDir: temporaryFolder(), log });
    onTestFinished(() => store.close());

    server.process.kill('SIGSTOP');
    onTestFinished(() => void server.process.kill('SIGCONT'));

    await expect(store.get('key')).rejects.toThrow();
  });

  test('a server that hangs is an error within seconds also while others go on writing', async () => {
    const server = await startOwnRedis();
    onTestFinished(() => server.stop());
    const store = await openStore({ redisUrl: server.url, dataDir: temporaryFolder(), log });
    onTestFinished(() => store.close());
    const writing = setInterval(() => void store.set('other', 1).catch(() => undefined), 200);
    onTestFinished(() => clearInterval(writing));

    server.process.kill('SIGSTOP');
    onTestFinished(() => void server.process.kill('SIGCONT'));

    await expect(store.get('key')).rejects.toThrow();
  });
});

test('what SQLite writes reaches the database file beside the commits, not in them', async () => {
  const folder = temporaryFolder();
  const store = await openStore({ dataDir: folder, log });
  onTestFinished(() => store.close());
  const size = () => statSync(join(folder, 'bobbin.sqlite')).size;

  // Far less than what makes the writing connection move it by itself.
  for (let index = 0; index < 50; index += 1) await store.set(`key ${index}`, 'x'.repeat(20_000));

  await expect.poll(size, { timeout: 20_000 }).toBeGreaterThan(1_000_000);
  expect(await store.get('key 49')).toHaveLength(20_000);
});
