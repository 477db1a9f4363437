import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { sample } from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createMessageWriter, type MessageWriterOptions } from '../../src/markdown/message-writer.ts';
import { renderForDiscord } from '../../src/markdown/render.ts';
import { splitMessage } from '../../src/markdown/split.ts';
import { writeMessages } from '../../src/markdown/write-messages.ts';
import { documents } from './documents.ts';

/** So that every answer is long. */
const LONG = { maxInline: 0 };
/** A thread that does this with each answer. */
const thread = (action: string) =>
  new URL(
    `data:text/javascript,import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ isRendered }) => { ${action} });`,
  );
const CUTS_ONLY = thread("if (isRendered) process.exit(1); parentPort.postMessage({ messages: ['cut only'] });");
const HANGS = thread('');

let close: (() => Promise<void>) | undefined;
afterEach(() => close?.());

function open(options: MessageWriterOptions) {
  const writer = createMessageWriter(options);
  ({ close } = writer);
  return writer;
}

/** The threads that are started meanwhile. */
async function threadsDuring(action: () => Promise<unknown>): Promise<Worker[]> {
  const threads: Worker[] = [];
  const listen = (thread: Worker) => void threads.push(thread);
  process.on('worker', listen);
  try {
    await action();
  } finally {
    process.off('worker', listen);
  }
  return threads;
}

describe('an answer', () => {
  test('is rendered and cut, the lines around it only cut', async () => {
    const messages = await open({}).write('<b>x</b>', { before: ['<b>before</b>'], after: ['| a |', '|---|'] });

    expect(messages).toEqual(['<b>before</b>\n**x**\n| a |\n|---|']);
  });

  test('that is short needs no thread', async () => {
    const writer = open({ maxInline: 10 });

    expect(await threadsDuring(() => writer.write('<b>x</b>'))).toHaveLength(0);
    expect(await threadsDuring(() => writer.write('<b>xxxxx</b>'))).toHaveLength(1);
  });

  test('is the same from a thread, many of them at once', async () => {
    const answers = sample(documents, { seed: 1, numRuns: 100 });
    const writer = open(LONG);
    const around = { before: ['So:'], after: ['End.'] };

    let written: string[][] = [];
    const threads = await threadsDuring(async () => {
      written = await Promise.all(answers.map((answer) => writer.write(answer, around)));
    });

    expect(threads).toHaveLength(1);
    expect(written).toEqual(
      answers.map((answer) => splitMessage(['So:', renderForDiscord(answer), 'End.'].join('\n'))),
    );
  });

  test('that is blank is none', async () => {
    expect(await open({}).write(' \n')).toEqual([]);
    expect(await open(LONG).write(' \n')).toEqual([]);
  });
});

test('the thread ends when there is nothing to do, and another is started when there is', async () => {
  const writer = open({ ...LONG, idleMs: 1 });

  const [first] = await threadsDuring(() => writer.write('one'));
  await once(first ?? process, 'exit');
  const later = await threadsDuring(async () => expect(await writer.write('<b>two</b>')).toEqual(['**two**']));

  expect(later).toHaveLength(1);
});

describe('an answer that fails', () => {
  const answer = `<b>${'many words '.repeat(500)}</b>😀`;
  const seen = (messages: readonly string[]) => messages.join('').replaceAll(/\s/g, '');

  test.each([
    { name: 'the thread throws', action: "throw new Error('No.');", timeoutMs: 60_000 },
    { name: 'the thread ends', action: 'process.exit(1);', timeoutMs: 60_000 },
    { name: 'the thread takes too long', action: '', timeoutMs: 10 },
  ])('is cut wherever a message is full when $name', async ({ action, timeoutMs }) => {
    const errors: unknown[] = [];
    const writer = open({ ...LONG, thread: thread(action), timeoutMs });

    const messages = await writer.write(answer, { before: ['So:'], onFailure: (error) => errors.push(error) });

    expect(seen(messages)).toBe(seen([`So:${answer}`]));
    expect(messages.every((message) => message.length <= 2_000 && message.isWellFormed())).toBe(true);
    expect(errors).toEqual([expect.any(Error)]);
  });

  test('in the thread only when it is rendered is cut there', async () => {
    const errors: unknown[] = [];
    const writer = open({ ...LONG, thread: CUTS_ONLY });

    expect(await writer.write(answer, { onFailure: (error) => errors.push(error) })).toEqual(['cut only']);
    expect(errors).toHaveLength(1);
  });

  test('leaves the next one alone', async () => {
    const writer = open({ ...LONG, thread: CUTS_ONLY });

    const both = await Promise.all([writer.write(answer), writer.write(answer)]);

    expect(both).toEqual([['cut only'], ['cut only']]);
  });

  test('because the bot ends is cut all the same', async () => {
    const writer = open({ ...LONG, thread: HANGS, timeoutMs: 60_000 });

    const writing = writer.write(answer);
    await writer.close();

    expect(seen(await writing)).toBe(seen([answer]));
  });

  test('to be rendered is cut well, and one that cannot be cut well is cut', () => {
    const fail = () => {
      throw new Error('This cannot be read.');
    };

    const cutWell = writeMessages({ markdown: answer }, fail);
    const cut = writeMessages({ markdown: answer }, undefined, fail);

    expect(cutWell.messages).toEqual(splitMessage(answer));
    expect(seen(cut.messages)).toBe(seen([answer]));
    expect([cutWell.error, cut.error]).toEqual([expect.any(Error), expect.any(Error)]);
  });

  test('is cut in no character and to no blank message', () => {
    const fail = () => {
      throw new Error('This cannot be read.');
    };
    const markdown = `x${'😀'.repeat(1_500)}${' '.repeat(5_000)}y`;

    const { messages } = writeMessages({ markdown }, fail, fail);

    expect(messages.every((message) => message.isWellFormed() && message.trim() !== '')).toBe(true);
    expect(seen(messages)).toBe(seen([markdown]));
  });
});
