import { expect, test } from 'vitest';
import { editableText } from '../../../playground/page/client/messages/editing/edit-text.ts';

const names = [
  { written: '@Ada', meant: '<@1>' },
  { written: '@Tutor', meant: '<@&2>' },
  { written: '#help', meant: '<#3>' },
  { written: ':duck:', meant: '<:duck:4>' },
];

test('one reads names where mentions are, and they stay mentions', () => {
  const { text, marks } = editableText('<@1>, ask <@&2> in <#3> <:duck:4>', names);

  expect(text).toBe('@Ada, ask @Tutor in #help :duck:');
  expect(marks.map(({ start, meant }) => [start, meant])).toEqual([
    [0, '<@1>'],
    [10, '<@&2>'],
    [20, '<#3>'],
    [26, '<:duck:4>'],
  ]);
});

test.each(['`<@1>`', '```\n<@1>\n```', 'who is <@99>?', '<t:1:R>'])('%j stays as it is', (content) => {
  expect(editableText(content, names)).toEqual({ text: content, marks: [] });
});
