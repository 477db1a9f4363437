import { describe, expect, test } from 'vitest';
import { addLines, filesIntoParts } from '../../src/conversation/parts.ts';

const file = (name: string) => ({ fileId: name, name });
const full = 'x'.repeat(1_995);

describe('lines around an answer', () => {
  test.each([
    { name: 'stand in its first and last message', contents: ['a', 'b'], expected: ['before\na', 'b\nafter'] },
    { name: 'of one message, in that', contents: ['a\n'], expected: ['before\na\nafter'] },
    { name: 'stand alone where they do not fit', contents: [full], expected: ['before', full, 'after'] },
    { name: 'are all that there is', contents: [], expected: ['before\nafter'] },
  ])('$name', ({ contents, expected }) => {
    const parts = contents.map((content) => ({ content }));

    expect(addLines(parts, ['before'], ['after']).map(({ content }) => content)).toEqual(expected);
  });

  test('leave files where they are', () => {
    const parts = [{ content: 'a' }, { content: '', files: [file('x.csv')] }];

    expect(addLines(parts, [], ['one', 'two'])).toEqual([{ content: 'a' }, { ...parts[1], content: 'one\ntwo' }]);
  });
});

test('files go to their messages, blank messages without any are left out', () => {
  const files = [
    { index: 2, file: file('b') },
    { index: 0, file: file('a') },
  ];

  expect(filesIntoParts(['\u200b', ' ', '', 'c'], files, 10)).toEqual([
    { content: '\u200b', files: [file('a')] },
    { content: '', files: [file('b')] },
    { content: 'c' },
  ]);
});

test('files of unknown size count as the largest that there may be', () => {
  const files = ['a', 'b', 'c'].map((name) => ({ index: 0, file: file(name) }));
  const lengths = (maxFileBytes: number) => filesIntoParts([''], files, maxFileBytes).map((part) => part.files?.length);

  expect(lengths(10 * 1024 * 1024)).toEqual([2, 1]);
  expect(lengths(100 * 1024 * 1024)).toEqual([1, 1, 1]);
});

test('files of a message leave room for what else there is in a request', () => {
  const MIB = 1024 * 1024;
  const files = [10, 10, 5].map((mib) => ({ index: 0, file: file(`${mib}`), bytes: mib * MIB }));

  expect(filesIntoParts([''], files, 10 * MIB).map((part) => part.files?.length)).toEqual([2, 1]);
});
