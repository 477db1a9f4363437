import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDocumentReader } from '../../src/documents/document-reader.ts';
import { samplePdf } from '../support/sample-pdf.ts';

const pdf = { name: 'a.pdf', bytes: samplePdf([['Words']]) };
const words = { kind: 'text', text: '[page 1]\nWords', isCut: false };
const broken = { kind: 'unreadable', because: 'broken' };

/** What Node says of every process that it starts. */
let children: ChildProcess[];
const hear = (message: unknown) => void children.push((message as { process: ChildProcess }).process);
let reader: ReturnType<typeof createDocumentReader>;

beforeEach(() => {
  children = [];
  subscribe('child_process', hear);
  reader = createDocumentReader();
});

afterEach(async () => {
  unsubscribe('child_process', hear);
  await reader.close();
});

function read(document = pdf, signal = new AbortController().signal) {
  return reader.read(document, signal);
}

test('text needs no process, however much it is', async () => {
  await read({ name: 'a.txt', bytes: Buffer.alloc(25_000_000, 'Words\n') });

  expect(children).toEqual([]);
});

test('one process reads many documents', async () => {
  const answers = await Promise.all([read(), read(), read()]);

  expect(answers).toEqual([words, words, words]);
  expect(children).toHaveLength(1);
});

test('the process ends when there is nothing to read for a while, and comes back', async () => {
  reader = createDocumentReader({ idleMs: 1 });

  await read();
  await once(children[0] as ChildProcess, 'exit');

  expect(await read()).toEqual(words);
  expect(children).toHaveLength(2);
});

test('a process that ended between two documents is not missed', async () => {
  await read();
  const [child] = children as [ChildProcess];
  child.kill('SIGKILL');
  await once(child, 'exit');

  expect(await read()).toEqual(words);
});

test('the process may do nothing but read', async () => {
  await read();

  expect(children[0]?.spawnargs).toContain('--permission');
  expect(children[0]?.spawnargs.filter((argument) => argument.startsWith('--allow'))).toEqual(['--allow-fs-read=*']);
});

test('a document that takes too long is broken, and its process is gone', async () => {
  reader = createDocumentReader({ timeoutMs: 1 });

  expect(await read()).toEqual(broken);
  expect(children[0]?.killed).toBe(true);
});

test('a document that kills the process is broken, and the next is read', async () => {
  const first = read();
  const second = read();
  await expect.poll(() => children).toHaveLength(1);
  children[0]?.kill('SIGKILL');

  expect(await first).toEqual(broken);
  expect(await second).toEqual(words);
});

test('a reading can be called off at work and in line, and the others go on', async () => {
  const atWork = new AbortController();
  const inLine = new AbortController();
  const readings = [read(pdf, atWork.signal), read(pdf, inLine.signal), read()];

  inLine.abort(new Error('in line'));
  await expect(readings[1]).rejects.toThrow('in line');
  atWork.abort(new Error('at work'));

  await expect(readings[0]).rejects.toThrow('at work');
  expect(await readings[2]).toEqual(words);
});

test('nothing is left after the end', async () => {
  const reading = read();
  await expect.poll(() => children).toHaveLength(1);

  await reader.close();

  expect(await reading).toEqual(broken);
  expect(await read()).toEqual(broken);
  expect(children).toHaveLength(1);
});
