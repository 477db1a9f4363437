import { expect, test } from 'vitest';
import { complaintsAbout } from './invariants.ts';

const [before, after] = ['Words and more words. '.repeat(6), ' and words behind it.'.repeat(6)];

test.each([
  { fault: 'length', text: before, messages: [before.trim()], limit: 50 },
  { fault: 'blank', text: 'a\n\nb', messages: ['a', ' ', 'b'] },
  { fault: 'lost: is missing', text: 'one two three', messages: ['one', 'two'] },
  { fault: 'lost: is not there', text: 'one two three', messages: ['one', 'half', 'two', 'three'] },
  { fault: 'added', text: 'one two', messages: ['one', 'two and more'] },
  { fault: 'looks like', text: 'one two three', messages: ['one', 'three', 'two'] },
  { fault: 'fence', text: '```js\na\nb\n```', messages: ['```js\na', 'b\n```'] },
  { fault: 'looks like', text: '```js\na\nb\n```', messages: ['```js\na\n```', '```\nb\n```'] },
  { fault: 'looks like', text: '> a\n> b', messages: ['> a', 'b'] },
  { fault: 'looks like', text: '- a\n- b', messages: ['- a', 'b'] },
  { fault: 'link', text: '[a b](https://example.com)', messages: ['[a', 'b](https://example.com)'] },
  { fault: 'mention', text: 'Hello <@123456>', messages: ['Hello <@123', '456>'] },
  { fault: 'inline code', text: '`a b`', messages: ['`a`', '`b`'] },
  { fault: 'emphasis', text: '**a b**', messages: ['**a**', '**b**'] },
  { fault: 'heading', text: 'So.\n\n# Title\n\nText', messages: ['So.\n\n# Title', 'Text'] },
  { fault: 'word', text: 'words and answers', messages: ['words and ans', 'wers'] },
  { fault: 'character', text: '👨‍👩‍👧', messages: ['👨', '\u200d👩‍👧'] },
  { fault: 'character', text: '😀', messages: ['\ud83d', '\ude00'] },
  {
    fault: 'emphasis',
    text: `${before}**very bold**${after}`,
    messages: [`${before}**very`, `bold**${after}`],
    limit: 140,
  },
])('$fault is found: $messages', ({ fault, text, messages, limit }) => {
  expect(complaintsAbout(text, messages, limit).join('\n')).toContain(fault);
});

test('nothing is found where all is well', () => {
  expect(complaintsAbout('> ```js\n> a\n> b\n> ```', ['> ```js\n> a\n> ```', '> ```js\n> b\n> ```'])).toEqual([]);
  expect(complaintsAbout('1. a\n   - b\n   - c\n2. d', ['1. a\n   - b', '1. …\n   - c\n2. d'])).toEqual([]);
});
