import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Store } from '../../src/storage/store.ts';
import { transact } from '../../src/storage/transact.ts';
import { storeKinds, uniqueKey } from '../support/stores.ts';

describe.each(storeKinds)('a store on $name', ({ prepare }) => {
  test('gives back what was set, unchanged, also to another process', async () => {
    const open = await prepare();
    const [here, there] = [await open(), await open()];
    const key = uniqueKey('value');
    const value = { text: 'Grüße, 世界 👩‍👩‍👧 \u0000 :base64:QQ==', list: [1, null, { deep: true }], empty: '' };

    await here.set(key, value);

    expect(await there.get(key)).toEqual(value);
  });

  test('answers undefined for what is not there, alone and among others', async () => {
    const store = await (await prepare())();
    const [one, two, three] = [uniqueKey('1'), uniqueKey('2'), uniqueKey('3')];
    await store.set(two, 'here');

    expect(await store.get(one)).toBeUndefined();
    expect(await store.getMany([one, two, three])).toEqual([undefined, 'here', undefined]);
    expect(await store.getMany([])).toEqual([]);
  });

  test('forgets what was deleted', async () => {
    const store = await (await prepare())();
    const key = uniqueKey('gone');
    await store.set(key, 1);

    await store.delete(key);

    expect(await store.get(key)).toBeUndefined();
  });

  test('commits all writes together, deletions too', async () => {
    const store = await (await prepare())();
    const [made, removed] = [uniqueKey('made'), uniqueKey('removed')];
    await store.set(removed, 'old');

    expect(await store.commit({ [made]: { n: 1 }, [removed]: undefined })).toBe(true);

    expect(await store.getMany([made, removed])).toEqual([{ n: 1 }, undefined]);
  });

  test.each([
    { name: 'another value is there', stored: { n: 2 }, expected: { n: 1 } },
    { name: 'a value is there and none was expected', stored: 'x', expected: undefined },
    { name: 'none is there and one was expected', stored: undefined, expected: 'x' },
  ])('commits nothing when $name', async ({ stored, expected }) => {
    const store = await (await prepare())();
    const [watched, written] = [uniqueKey('watched'), uniqueKey('written')];
    if (stored !== undefined) await store.set(watched, stored);

    expect(await store.commit({ [written]: 1 }, { values: { [watched]: expected } })).toBe(false);

    expect(await store.get(written)).toBeUndefined();
  });

  test('a commit may expect and write the same key', async () => {
    const store = await (await prepare())();
    const key = uniqueKey('counter');

    expect(await store.commit({ [key]: 1 }, { values: { [key]: undefined } })).toBe(true);
    expect(await store.commit({ [key]: 2 }, { values: { [key]: 1 } })).toBe(true);
    expect(await store.commit({ [key]: 3 }, { values: { [key]: 1 } })).toBe(false);

    expect(await store.get(key)).toBe(2);
  });

  test('gives a lock to one holder at a time', async () => {
    const open = await prepare();
    const [here, there] = [await open(), await open()];
    const key = uniqueKey('lock');

    const lock = await here.lock(key, 60_000);

    expect(lock).toBeDefined();
    expect(await there.lock(key, 60_000)).toBeUndefined();
    await lock?.release();
    expect(await there.lock(key, 60_000)).toBeDefined();
  });

  test('a lock that ran out goes to the next, and its old holder can neither renew, release nor commit', async () => {
    const open = await prepare();
    const [here, there] = [await open(), await open()];
    const [key, written] = [uniqueKey('lock'), uniqueKey('written')];
    const old = await here.lock(key, 1);
    await delay(20);

    const next = await there.lock(key, 60_000);

    if (!old || !next) throw new Error('both should have been given the lock');
    expect(await old.renew()).toBe(false);
    await old.release();
    expect(await here.commit({ [written]: 'old' }, { locks: [old] })).toBe(false);
    expect(await there.commit({ [written]: 'next' }, { locks: [next] })).toBe(true);
    expect(await next.renew()).toBe(true);
    expect(await here.get(written)).toBe('next');
  });

  test('a sorted set is changed with a commit or not at all, and read by score', async () => {
    const store = await (await prepare())();
    const set = uniqueKey('set');
    const score = (member: string, at: number | undefined) => ({ set, member, score: at });

    await store.commit({}, {}, { scores: [score('late', 1_795_000_000_000), score('early', 1), score('middle', 5)] });
    await store.commit({}, { values: { [uniqueKey('missing')]: 1 } }, { scores: [score('never', 2)] });
    await store.commit({}, {}, { scores: [score('early', 9), score('middle', undefined)] });

    expect(await store.members(set)).toEqual(['early', 'late']);
    expect(await store.members(set, { highestFirst: true, limit: 1 })).toEqual(['late']);
    expect(await store.members(set, { min: 10 })).toEqual(['late']);
    expect(await store.members(set, { min: 10, highestFirst: true })).toEqual(['late']);
    expect(await store.members(set, { max: 9 })).toEqual(['early']);
    expect(await store.members(set, { min: 9, max: 1_795_000_000_000, highestFirst: true })).toEqual(['late', 'early']);
    expect(await store.members(uniqueKey('empty'))).toEqual([]);
  });

  test('a commit gives up a lock that it holds, and does nothing with one that it has lost', async () => {
    const store = await (await prepare())();
    const [key, written] = [uniqueKey('lock'), uniqueKey('written')];
    const lock = await store.lock(key, 60_000);
    if (!lock) throw new Error('it should be free');

    expect(await store.commit({ [written]: 1 }, {}, { releases: [lock] })).toBe(true);
    expect(await store.lock(key, 60_000)).toBeDefined();
    expect(await store.commit({ [written]: 2 }, {}, { releases: [lock] })).toBe(false);

    expect(await store.get(written)).toBe(1);
    expect(await store.lock(key, 60_000)).toBeUndefined();
  });

  test('transactions of several processes on one value lose nothing', async () => {
    const open = await prepare();
    const stores = [await open(), await open(), await open()];
    const key = uniqueKey('total');
    const addOne = (store: Store) =>
      transact(store, async (transaction) => {
        transaction.set(key, ((await transaction.get<number>(key)) ?? 0) + 1);
      });

    await Promise.all(stores.flatMap((store) => Array.from({ length: 20 }, () => addOne(store))));

    expect(await stores[0]?.get(key)).toBe(60);
  });

  test('a transaction whose work throws writes nothing', async () => {
    const store = await (await prepare())();
    const key = uniqueKey('untouched');

    const failing = transact(store, (transaction) => {
      transaction.set(key, 1);
      throw new Error('changed my mind');
    });

    await expect(failing).rejects.toThrow('changed my mind');
    expect(await store.get(key)).toBeUndefined();
  });
});
