import { expect, test } from 'vitest';
import { threadName } from '../../src/markdown/thread-name.ts';

test.each([
  { name: 'a plain question', question: 'what can you do?', expected: 'what can you do?' },
  { name: 'markup and mentions', question: '**Why** is `x` <@123> undefined?', expected: 'Why is x undefined?' },
  {
    name: 'markup before a full stop',
    question: 'Solve `3x`. What is *snake_case*?',
    expected: 'Solve 3x. What is snake_case?',
  },
  { name: 'leading blank lines', question: '\n\n  Hello\nthere', expected: 'Hello' },
  { name: 'a spoiler', question: 'why does ||Snape kill him||?', expected: 'why does …?' },
  { name: 'invisible marks', question: '\u202Ekcab\u200B and forth', expected: 'kcab and forth' },
  { name: 'nothing to read', question: '``` ```', expected: 'Ada' },
  { name: 'an empty question', question: '', expected: 'Ada' },
])('a thread is named after $name', ({ question, expected }) => {
  expect(threadName(question, 'Ada')).toBe(expected);
});

test('a long question is cut at a word', () => {
  const name = threadName('wonderful '.repeat(20), 'Ada');

  expect(name.length).toBeLessThanOrEqual(100);
  expect(name).toMatch(/^(wonderful )*wonderful…$/);
});

test('a long question without spaces is cut between characters', () => {
  const name = threadName('😀'.repeat(90), 'Ada');

  expect(name.length).toBeLessThanOrEqual(100);
  expect(name.isWellFormed()).toBe(true);
});
