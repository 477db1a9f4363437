import { expect, test } from 'vitest';
import { unaliased } from '../../src/engine/model-aliases.ts';

const aliases = { 'gpt-4o': 'exact', 'gpt-4*': 'four', '*-mini': 'small', 'a*b*c': 'parts', 'o1*1o': 'both ends' };

test.each([
  { name: 'gpt-4o', model: 'exact' },
  { name: 'gpt-4', model: 'four' },
  { name: 'gpt-4o-mini', model: 'four' },
  { name: 'gpt-3.5-mini', model: 'small' },
  { name: 'a-b-c', model: 'parts' },
  { name: 'abc', model: 'parts' },
  { name: 'acb', model: 'acb' },
  { name: 'o1o', model: 'o1o' },
  { name: 'o11o', model: 'both ends' },
  { name: 'my-gpt-4', model: 'my-gpt-4' },
  { name: 'constructor', model: 'constructor' },
])('$name means $model', ({ name, model }) => {
  expect(unaliased(aliases, name)).toBe(model);
});

test('`*` alone is every other name', () => {
  expect(unaliased({ keep: 'keep', '*': 'one-for-all' }, 'keep')).toBe('keep');
  expect(unaliased({ keep: 'keep', '*': 'one-for-all' }, 'gpt-4')).toBe('one-for-all');
});
