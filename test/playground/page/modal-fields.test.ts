import { expect, test } from 'vitest';
import {
  type Entry,
  entryOf,
  type Field,
  fieldOf,
  problemOf,
  refusedField,
  valueOf,
} from '../../../playground/page/client/dialogs/modal-fields.ts';
import type { Component } from '../../../playground/page/client/types.ts';

function field(input: Partial<Component>): Field {
  const found = fieldOf({ type: 18, label: 'A label', component: { type: 4, custom_id: 'it', ...input } });
  if (!found) throw new Error('It is no field.');
  return found;
}

const file = new File(['hello'], 'a.txt', { type: 'text/plain' });

test.each<{ name: string; input: Partial<Component>; entry: Entry; problem?: string }>([
  { name: 'a text that is missing', input: {}, entry: ' ', problem: 'This field is required.' },
  { name: 'a text that may be missing', input: { required: false }, entry: '' },
  {
    name: 'a short text',
    input: { min_length: 3 },
    entry: 'ab',
    problem: 'Must be at least 3 characters.',
  },
  { name: 'a long text', input: { max_length: 2 }, entry: 'abc', problem: 'Must be 2 characters or fewer.' },
  { name: 'no radio button', input: { type: 21 }, entry: [], problem: 'This field is required.' },
  { name: 'no radio button, which is allowed', input: { type: 21, required: false }, entry: [] },
  {
    name: 'too few check boxes',
    input: { type: 22, min_values: 2 },
    entry: ['a'],
    problem: 'Choose at least 2.',
  },
  {
    name: 'too many check boxes',
    input: { type: 22, max_values: 1 },
    entry: ['a', 'b'],
    problem: 'Choose 1 at most.',
  },
  {
    name: 'a menu with one of at least two',
    input: { type: 3, min_values: 2 },
    entry: [],
    problem: 'Choose at least 2.',
  },
  { name: 'a menu that may be empty', input: { type: 3, min_values: 0 }, entry: [] },
  { name: 'no file', input: { type: 19 }, entry: [], problem: 'This field is required.' },
  { name: 'too few files', input: { type: 19, min_values: 2 }, entry: [file], problem: 'Add at least 2 files.' },
  {
    name: 'a large file',
    input: { type: 19 },
    entry: [new File(['hello!'], 'b.txt')],
    problem: 'b.txt is larger than 5 bytes.',
  },
  { name: 'a check box', input: { type: 23 }, entry: false },
])('$name', ({ input, entry, problem }) => {
  expect(problemOf(field(input), entry, 5)).toBe(problem);
});

test('a field begins with what the bot has put in', () => {
  expect(entryOf(field({ value: 'because' }))).toBe('because');
  expect(entryOf(field({ type: 23, default: true }))).toBe(true);
  expect(entryOf(field({ type: 5, default_values: [{ id: '7', type: 'user' }] }))).toEqual(['7']);
  const options = [
    { label: 'A', value: 'a' },
    { label: 'B', value: 'b', default: true },
  ];
  expect(entryOf(field({ type: 22, options }))).toEqual(['b']);
});

test('what the local Discord refuses is told at the field that it names', () => {
  const fields = [field({ custom_id: 'who' })];

  expect(refusedField(fields, '“who” does not offer "Mia".')).toEqual(['who', 'Does not offer "Mia".']);
  expect(refusedField(fields, '“other” is required.')).toBeUndefined();
  expect(refusedField(fields, 'Unknown interaction.')).toBeUndefined();
});

test('what is sent: texts and ticks as they are, one radio button, files in base64', async () => {
  expect(await valueOf(field({}), 'hi')).toBe('hi');
  expect(await valueOf(field({ type: 21 }), ['a'])).toBe('a');
  expect(await valueOf(field({ type: 21 }), [])).toBeUndefined();
  expect(await valueOf(field({ type: 22 }), ['a', 'b'])).toEqual(['a', 'b']);
  expect(await valueOf(field({ type: 19 }), [file])).toEqual([
    { name: 'a.txt', contentType: 'text/plain', data: 'aGVsbG8=' },
  ]);
});
