import { expect, test } from 'vitest';
import { countText, toggled } from '../../../playground/page/client/components/chosen.ts';
import { attachmentOf } from '../../../playground/page/client/components/media-attachment.ts';
import { nextIndex } from '../../../playground/page/client/menus/next-index.ts';

test.each([
  { name: 'a single one takes the place of the other', chosen: ['a'], min: 1, max: 1, after: ['b'] },
  { name: 'pressed again, a single one stays', chosen: ['b'], min: 1, max: 1, after: ['b'] },
  { name: 'pressed again, a single one goes where none is allowed', chosen: ['b'], min: 0, max: 1, after: [] },
  { name: 'one of several is added', chosen: ['a'], min: 1, max: 3, after: ['a', 'b'] },
  { name: 'pressed again, one of several goes', chosen: ['a', 'b'], min: 2, max: 3, after: ['a'] },
  { name: 'no more than are allowed', chosen: ['a', 'c'], min: 1, max: 2, after: ['a', 'c'] },
])('choosing b: $name', ({ chosen, min, max, after }) => {
  expect(toggled(chosen, 'b', { min, max })).toEqual(after);
});

test('how many are chosen is told with how many are missing', () => {
  expect(countText(1, { min: 2, max: 3 })).toBe('Choose at least 2. 1 of 3 chosen');
  expect(countText(2, { min: 2, max: 3 })).toBe('2 of 3 chosen');
});

test.each([
  { key: 'ArrowDown', from: 2, to: 0 },
  { key: 'ArrowUp', from: 0, to: 2 },
  { key: 'ArrowUp', from: -1, to: 2 },
  { key: 'Home', from: 1, to: 0 },
  { key: 'End', from: 0, to: 2 },
  { key: 'b', from: 0, to: 1 },
  { key: 'B', from: 1, to: 2 },
  { key: 'b', from: 2, to: 1 },
  { key: 'x', from: 1, to: undefined },
  { key: ' ', from: 1, to: undefined },
  { key: 'Enter', from: 1, to: undefined },
])('$key leads from entry $from to $to', ({ key, from, to }) => {
  expect(nextIndex(key, from, ['Ask', 'Ban', 'Bake'])).toBe(to);
});

test('what a layout shows is a file of its message, with what the layout says of it, or something from elsewhere', () => {
  const url = 'http://127.0.0.1:1/cdn/attachments/1/1/a.png?ex=1';
  const attachments = [{ id: '1', filename: 'a.png', size: 1, url, description: 'As it was sent' }];

  expect(attachmentOf({ attachments }, { media: { url, attachment_id: '1' }, description: 'A map' })).toEqual({
    id: '1',
    filename: 'a.png',
    size: 1,
    url,
    description: 'A map',
  });
  expect(attachmentOf({ attachments }, { media: { url: 'https://example.org/cat.png' } })).toEqual({
    id: 'https://example.org/cat.png',
    filename: 'cat.png',
    size: 0,
    url: 'https://example.org/cat.png',
  });
});
