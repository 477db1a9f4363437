import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../src/storage/open-store.ts';
import { removeStore } from '../../src/storage/remove-store.ts';
import { createLog } from '../../src/log.ts';
import { temporaryFolder } from '../support/temporary.ts';

const log = createLog({ level: 'silent' });

test('what a bot has kept goes, and what else lies there stays', async () => {
  const dataDir = temporaryFolder();
  const store = await openStore({ dataDir, log });
  await store.set('a', 1);
  await store.close();
  mkdirSync(join(dataDir, 'files'));
  writeFileSync(join(dataDir, 'files', 'file_1'), 'x');
  writeFileSync(join(dataDir, 'playground.sqlite'), 'x');

  removeStore(dataDir);

  expect(readdirSync(dataDir).toSorted()).toEqual(['bobbin.lock', 'playground.sqlite']);
  const again = await openStore({ dataDir, log });
  expect(await again.get('a')).toBeUndefined();
  await again.close();
});

test('not while a bot runs on it, and nothing where there is no folder', async () => {
  const dataDir = temporaryFolder();
  const store = await openStore({ dataDir, log });
  await store.set('a', 1);

  expect(() => removeStore(dataDir)).toThrow('Another Bobbin is already running');

  expect(await store.get('a')).toBe(1);
  await store.close();
  removeStore(join(dataDir, 'nowhere'));
});
