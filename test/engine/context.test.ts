import { expect, test } from 'vitest';
import { readContext } from '../../src/engine/context.ts';
import { newMessage } from '../../src/engine/messages.ts';
import { listOf } from '../../src/engine/paging.ts';
import { textOf } from '../support/engine-client.ts';

/** A thread from lines: `u` a user's, `a` an assistant's; a number makes it that many tokens long. */
function threadOf(...lines: readonly string[]) {
  return lines.map((line, seq) => {
    const [who = '', tokens] = line.split(':');
    const text = tokens === undefined ? line : who.padEnd(Number(tokens) * 4, '.');
    const role = who.startsWith('u') ? ('user' as const) : ('assistant' as const);
    return { ...newMessage('thread_x', { role, content: [{ type: 'text', text }] }, 0), seq };
  });
}

async function contextOf(lines: readonly string[], options: { maxTokens: number; maxMessages?: number }) {
  const entries = threadOf(...lines);
  const context = await readContext(listOf(entries), entries.length, options);
  return context.map((item) => textOf(item.type === 'message' ? item : undefined).replace(/\.+$/, ''));
}

test.each([
  { name: 'all that fits', lines: ['u1', 'a1', 'u2'], maxTokens: 1_000, expected: ['u1', 'a1', 'u2'] },
  {
    name: 'the newest that fit',
    lines: ['u1:96', 'a1:96', 'u2:96', 'a2:96', 'u3:96'],
    maxTokens: 300,
    expected: ['u2', 'a2', 'u3'],
  },
  { name: 'nothing older than what does not fit', lines: ['u1', 'u2:500', 'u3:96'], maxTokens: 300, expected: ['u3'] },
  { name: 'the newest of a user, however long', lines: ['u1', 'u2:5000'], maxTokens: 300, expected: ['u2'] },
  {
    name: 'the newest of a user, also behind long answers',
    lines: ['u1', 'u2:500', 'a1:500', 'a2:5'],
    maxTokens: 300,
    expected: ['u2', 'a2'],
  },
  {
    name: 'several that wait',
    lines: ['u1', 'a1', 'u2', 'u3', 'u4'],
    maxTokens: 1_000,
    expected: ['u1', 'a1', 'u2', 'u3', 'u4'],
  },
  {
    name: 'no answer whose question was cut off',
    lines: ['u1:96', 'a1:96', 'u2:96'],
    maxTokens: 250,
    expected: ['u2'],
  },
  { name: 'a greeting with which a thread begins', lines: ['a0', 'u1'], maxTokens: 1_000, expected: ['a0', 'u1'] },
  { name: 'nothing of an empty thread', lines: [], maxTokens: 1_000, expected: [] },
])('the model is given $name', async ({ lines, maxTokens, expected }) => {
  expect(await contextOf(lines, { maxTokens })).toEqual(expected);
});

test('no more messages than were asked for', async () => {
  const lines = ['u1', 'a1', 'u2', 'a2', 'u3'];

  expect(await contextOf(lines, { maxTokens: 1_000, maxMessages: 3 })).toEqual(['u2', 'a2', 'u3']);
  expect(await contextOf(lines, { maxTokens: 1_000, maxMessages: 1 })).toEqual(['u3']);
});
