import type { ChildProcess } from 'node:child_process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDocumentReader } from '../../src/documents/document-reader.ts';
import { watchChildren } from '../support/children.ts';
import { samplePdf } from '../support/sample-pdf.ts';

const pdf = { name: 'a.pdf', bytes: samplePdf([['Words']]) };
const words = { kind: 'text', text: '[page 1]\nWords', isCut: false };
const broken = { kind: 'unreadable', because: 'broken' };

let children: readonly ChildProcess[];
let reader: ReturnType<typeof createDocumentReader>;

beforeEach(() => {
  children = watchChildren();
  reader = createDocumentReader();
});

afterEach(() => reader.close());

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
