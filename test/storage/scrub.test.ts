import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { createClient } from '@keyv/redis';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { openStore } from '../../src/storage/open-store.ts';
import { openRedisStore } from '../../src/storage/redis-store.ts';
import { openSqliteStore } from '../../src/storage/sqlite-store.ts';
import type { Store } from '../../src/storage/store.ts';
import { filesWith } from '../support/files-of.ts';
import { redisIsMissing, startOwnRedis } from '../support/redis.ts';
import { temporaryFolder } from '../support/temporary.ts';

const log = pino({ level: 'silent' });

/** Rows of all lengths that grow, shrink and go, so that SQLite moves them from page to page. */
async function fill(store: Store): Promise<void> {
  for (let index = 0; index < 3_000; index += 1) {
    const key = `k${(index * 7_919) % 400}`;
    const text = `SECRET${index}`;
    await store.commit({ [key]: index % 3 === 0 ? undefined : text.repeat(1 + ((index * 31) % 300)) });
  }
  await store.set('kept', 'a harmless value');
  for (let index = 0; index < 400; index += 1) await store.delete(`k${index}`);
}

describe('what was deleted and overwritten is in no file after a scrub', () => {
  test('of SQLite, also with the thread that moves its log', async () => {
    const folder = temporaryFolder();
    const store = await openStore({ dataDir: folder, log });
    onTestFinished(() => store.close());
    await fill(store);
    expect(filesWith(folder, 'SECRET')).not.toEqual([]);

    expect(await store.scrub()).toBe('done');

    expect(filesWith(folder, 'SECRET')).toEqual([]);
    expect(await store.get('kept')).toBe('a harmless value');
  });

  test.skipIf(redisIsMissing)('of Redis, neither in its append-only file nor in its snapshot', async () => {
    const dir = temporaryFolder();
    const server = await startOwnRedis(undefined, { dir, appendonly: 'yes', save: '3600 1', rdbcompression: 'no' });
    onTestFinished(() => server.stop());
    const store = await openRedisStore({ url: server.url, log });
    onTestFinished(() => store.close());
    await store.set('gone', 'SECRET');
    await store.set('kept', 'a harmless value');
    await store.scrub();
    const dump = filesWith(dir, 'SECRET').filter((file) => file.endsWith('.rdb'));
    expect(dump.length).toBeGreaterThan(0);
    await store.delete('gone');

    expect(await store.scrub()).toBe('done');

    // Redis unlinks the files that it has replaced a moment later.
    await vi.waitFor(() => expect(filesWith(dir, 'SECRET')).toEqual([]), 5_000);
    expect(filesWith(dir, 'a harmless value')).not.toEqual([]);
  });
});

describe('while SQLite is scrubbed', () => {
  test('everything is read at once, and written afterwards', async () => {
    const file = join(temporaryFolder(), 'bobbin.sqlite');
    const store = openSqliteStore({ file });
    onTestFinished(() => store.close());
    await fill(store);

    const order: string[] = [];
    const scrubbing = store.scrub().then(() => order.push('scrubbed'));
    const reading = store.get('kept').then((value) => order.push(`read ${String(value)}`));
    const writing = [store.set('a', 1), store.commit({ b: 2 }), store.delete('kept')];
    await Promise.all([scrubbing, reading, ...writing]);

    expect(order).toEqual(['read a harmless value', 'scrubbed']);
    expect(await store.getMany(['a', 'b', 'kept'])).toEqual([1, 2, undefined]);
  });

  test('locks do not run out', async () => {
    const clock = { ms: 0 };
    const store = openSqliteStore({ file: join(temporaryFolder(), 'bobbin.sqlite'), now: () => clock.ms });
    onTestFinished(() => store.close());
    const lock = await store.lock('lock', 1_000);

    const scrubbing = store.scrub();
    clock.ms = 60_000;
    await scrubbing;

    expect(await store.lock('lock', 1_000)).toBeUndefined();
    expect(await lock?.renew()).toBe(true);
  });

  test('a reader that does not go makes it fail, and nothing else', async () => {
    const file = join(temporaryFolder(), 'bobbin.sqlite');
    const store = openSqliteStore({ file, busyTimeoutMs: 50 });
    onTestFinished(() => store.close());
    const reader = new DatabaseSync(file);
    onTestFinished(() => reader.close());
    reader.exec('BEGIN; SELECT * FROM entries');

    await expect(store.scrub()).rejects.toThrow('another process keeps using it');

    await store.set('a', 1);
    expect(await store.get('a')).toBe(1);
  });
});

test('another process that is reading is waited for', async () => {
  const file = join(temporaryFolder(), 'bobbin.sqlite');
  const store = openSqliteStore({ file });
  onTestFinished(() => store.close());
  await store.set('gone', 'SECRET');
  const reader = new DatabaseSync(file);
  onTestFinished(() => reader.close());
  reader.exec('BEGIN; SELECT * FROM entries');
  await store.delete('gone');

  const scrubbing = store.scrub();
  setImmediate(() => reader.exec('COMMIT'));

  expect(await scrubbing).toBe('done');
  expect(filesWith(join(file, '..'), 'SECRET')).toEqual([]);
});

test.skipIf(redisIsMissing)('a Redis that keeps no files has nothing to scrub', async () => {
  const dir = temporaryFolder();
  const server = await startOwnRedis(undefined, { dir });
  onTestFinished(() => server.stop());
  const store = await openRedisStore({ url: server.url, log });
  onTestFinished(() => store.close());

  expect(await store.scrub()).toBe('done');

  expect(filesWith(dir, '')).toEqual([]);
});

test.skipIf(redisIsMissing)('a Redis user who may not do it is told that its operator has to', async () => {
  const server = await startOwnRedis(undefined, { dir: temporaryFolder(), appendonly: 'yes' });
  onTestFinished(() => server.stop());
  const admin = createClient({ url: server.url });
  await admin.connect();
  await admin.sendCommand(['ACL', 'SETUSER', 'bobbin', 'on', '>pw', '~*', '+@all', '-@admin', '-@dangerous', '+info']);
  await admin.close();
  const store = await openRedisStore({ url: server.url.replace('//', '//bobbin:pw@'), log });
  onTestFinished(() => store.close());

  expect(await store.scrub()).toBe('refused');
});
