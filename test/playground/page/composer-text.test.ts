import { expect, test } from 'vitest';
import { complete, insertAt, typedAt } from '../../../playground/page/client/composer/text/completions.ts';
import { moveMarks } from '../../../playground/page/client/composer/text/marks.ts';
import type { Nameable, Naming } from '../../../playground/page/client/composer/text/naming.ts';
import { sentText } from '../../../playground/page/client/composer/text/sent-text.ts';
import { isInCode, isInFence, toggleFormat } from '../../../playground/page/client/composer/text/text-editing.ts';
import { emojiChoices } from '../../../playground/page/client/emoji/emoji-choices.ts';

const ada = nameable('@Ada', '<@1>', 'ada');
const adaLovelace = nameable('@Ada Lovelace', '<@2>', 'lovelace');
const otherAda = nameable('@Ada', '<@3>', 'ada2');
const general = nameable('#general', '<#4>');
const party = { id: '5', name: 'party' };

const known = { names: [ada, adaLovelace, otherAda, general], emojis: [party] };
const naming: Naming = {
  users: [ada, adaLovelace],
  roles: [],
  channels: [general],
  mentionable: [ada, adaLovelace],
  emojis: [party],
  emojiUrl: ({ id }) => `/${id}.png`,
};

function nameable(written: string, meant: string, username = ''): Nameable {
  const label = written.slice(1);
  return { id: meant, written, meant, label, names: [label, username], picture: { kind: 'sign', text: '#' } };
}

const send = (text: string) => sentText({ text, marks: [] }, known);
const offered = (text: string) => {
  const typed = typedAt(text, text.length);
  return typed && complete(typed, naming).map(({ label }) => label);
};

test.each([
  { name: 'names, in any case', text: 'hi @ada, see #General', sent: 'hi <@1>, see <#4>' },
  { name: 'the longest name', text: '@Ada Lovelace and @Ada', sent: '<@2> and <@1>' },
  { name: 'no part of a word', text: 'me@Ada @Adam #generals', sent: 'me@Ada @Adam #generals' },
  { name: 'no code', text: '`@Ada` ```\n@Ada :smile:\n``` @Ada', sent: '`@Ada` ```\n@Ada :smile:\n``` <@1>' },
  { name: 'emoji', text: ':smile: :party: :nothing:', sent: '😄 <:party:5> :nothing:' },
  {
    name: 'no finished mentions',
    text: '<:smile:7> <a:smile:7> <t:100:R> <@9>',
    sent: '<:smile:7> <a:smile:7> <t:100:R> <@9>',
  },
])('what is sent for a text: $name', ({ text, sent }) => {
  expect(send(text)).toBe(sent);
});

test('of two people of one name the chosen one is meant, also after the text before it has changed', () => {
  const before = 'hi @Ada';
  const marks = [{ start: 3, written: '@Ada', meant: '<@3>' }];
  const then = 'well, hi @Ada';
  const after = 'well, hi @Ada!';
  const moved = moveMarks(moveMarks(marks, before, then), then, after);

  expect(sentText({ text: after, marks: moved }, known)).toBe('well, hi <@3>!');
  expect(moveMarks(marks, before, 'hi @Aa')).toEqual([]);
  expect(sentText({ text: '`hi @Ada`', marks: [{ start: 4, written: '@Ada', meant: '<@3>' }] }, known)).toBe(
    '`hi @Ada`',
  );
});

test('names are completed where one types them: by their beginning, their username, and over a space', () => {
  expect(offered('hello @a')).toEqual(['Ada', 'Ada Lovelace']);
  expect(offered('@love')).toEqual(['Ada Lovelace']);
  expect(offered('@Ada Lo')).toEqual(['Ada Lovelace']);
  expect(offered('@Ada is')).toEqual([]);
  expect(offered('see #')).toEqual(['general']);
  expect(offered('a:party')).toBeUndefined();
  expect(offered(':par')?.[0]).toBe(':party:');
  expect(offered(':thumbsu')).toEqual([':thumbsup:']);
  expect(offered(':p')).toBeUndefined();
  expect(offered('mail@')).toBeUndefined();
  expect(offered('`@a')).toBeUndefined();
});

test('what is chosen takes the place of what was typed, with one space behind it', () => {
  const typed = { sign: '@', name: 'ad', start: 3 } as const;

  expect(insertAt('hi @ad', 6, typed, { written: '@Ada' })).toEqual({ text: 'hi @Ada ', caret: 8, start: 3 });
  expect(insertAt('hi @ad there', 6, typed, { written: '@Ada' })).toMatchObject({ text: 'hi @Ada there', caret: 8 });
});

test('a format is put around what is selected, and taken away again', () => {
  const bold = toggleFormat({ text: 'so it is', start: 3, end: 5 }, '**');
  expect(bold).toEqual({ text: 'so **it** is', start: 5, end: 7 });
  expect(toggleFormat(bold, '**')).toEqual({ text: 'so it is', start: 3, end: 5 });
  expect(toggleFormat(bold, '*')).toMatchObject({ text: 'so ***it*** is' });
  expect(toggleFormat({ text: 'so **it** is', start: 3, end: 9 }, '**')).toEqual({
    text: 'so it is',
    start: 3,
    end: 5,
  });
});

test('a text knows whether its end is in code', () => {
  expect(['```js\na', '```a```', '`a'].map(isInFence)).toEqual([true, false, false]);
  expect(['```js\na', '`a', '`a` b', '`a\nb'].map(isInCode)).toEqual([true, true, false, false]);
});

test('emoji are found by any of their names, those of the server among them; without a name they stand in groups', () => {
  const found = (query: string) =>
    emojiChoices({ own: [party], often: ['🎉'], query }).flatMap(({ choices }) =>
      choices.map(({ emoji }) => emoji.name),
    );

  expect(found(':party')).toEqual(['party', '🥳']);
  expect(found('+1')).toEqual(['👍']);
  expect(found('no such')).toEqual([]);
  const titles = emojiChoices({ own: [party], often: ['🎉'], query: '' }).map(({ title }) => title);
  expect(titles.slice(0, 3)).toEqual(['Often used', 'Of this server', 'Faces']);
});
