import { expect, test } from 'vitest';
import {
  beginCommand,
  enterCommand,
  leaveCommand,
  nextPlace,
} from '../../../playground/page/client/composer/commands/command-mode.ts';
import { readCommand } from '../../../playground/page/client/composer/commands/command-text.ts';
import { checkCommand } from '../../../playground/page/client/composer/commands/command-use.ts';
import {
  suggestCommands,
  unknownCommand,
  usableCommands,
} from '../../../playground/page/client/composer/commands/commands.ts';
import { backOutOf, typeInField } from '../../../playground/page/client/composer/commands/field-typing.ts';
import {
  limitsOf,
  readOption,
  suggestValues,
} from '../../../playground/page/client/composer/commands/option-values.ts';
import type { Nameable, Naming } from '../../../playground/page/client/composer/text/naming.ts';
import type { Draft } from '../../../playground/page/client/state/writing.ts';
import type { Command, CommandOption } from '../../../playground/page/client/types.ts';

const option = (type: number, name: string, more: Partial<CommandOption> = {}): CommandOption => ({
  type,
  name,
  description: name,
  ...more,
});
const command = (name: string, options: CommandOption[] = [], type = 1): Command => ({
  id: name,
  type,
  name,
  description: name,
  options,
});

const commands = usableCommands([
  command('help'),
  command('ask', [option(3, 'question', { required: true }), option(3, 'style'), option(11, 'file')]),
  command('assistant', [
    option(1, 'list'),
    option(2, 'own', { options: [option(1, 'switch', { options: [option(3, 'name')] })] }),
  ]),
  command('Quote', [], 3),
]);
const ask = readCommand('/ask', commands)?.command ?? expect.fail('There is no /ask.');

const nameable = (id: string, name: string): Nameable => ({
  id,
  written: `@${name}`,
  meant: `<@${id}>`,
  label: name,
  names: [name],
  picture: { kind: 'sign', text: '@' },
});
const bobbin = { id: '9', username: 'bobbin', global_name: 'Bobbin', bot: true };
const naming: Naming = {
  users: [nameable('1', 'Ada')],
  roles: [nameable('2', 'Tutor')],
  channels: [
    { ...nameable('3', 'general'), type: 0 },
    { ...nameable('4', 'questions'), type: 15 },
  ],
  mentionable: [],
  emojis: [],
  emojiUrl: () => '',
};

function draftOf(text: string, more: Partial<Draft> = {}): Draft {
  const draft: Draft = { text, marks: [], files: [], ...more };
  return { ...draft, ...enterCommand(draft, commands) };
}

test('commands are offered one by one with their subcommands: those that begin so first', () => {
  const names = (text: string) => suggestCommands(text, commands, bobbin).map(({ label }) => label);

  expect(names('/')).toEqual(['/help', '/ask', '/assistant list', '/assistant own switch']);
  expect(names('/as')).toEqual(['/ask', '/assistant list', '/assistant own switch']);
  expect(names('/switch')).toEqual(['/assistant own switch']);
  expect(names('/x')).toEqual([]);
  expect(suggestCommands('/ask', commands, bobbin)[0]).toMatchObject({
    group: 'Bobbin',
    detail: 'question  style?  file?',
  });
});

test('what is no command is told', () => {
  expect(unknownCommand('/nothing at all', commands)).toBe('There is no command /nothing here.');
  expect(unknownCommand('/assistant', commands)).toBe('/assistant needs one of: list, own.');
  expect(unknownCommand('/assistant own x', commands)).toBe('/assistant own needs one of: switch.');
});

test('a text becomes the fields of its command; text that names no option is for the first one', () => {
  const fields = (text: string) => draftOf(text).command?.fields;

  expect(fields('/ask question:why: so? style:very short')).toEqual([
    { name: 'question', text: 'why: so?' },
    { name: 'style', text: 'very short' },
  ]);
  expect(fields('/ask why so? style:short')).toMatchObject([{ text: 'why so?' }, { text: 'short' }]);
  expect(fields('/ask ')).toEqual([{ name: 'question', text: '' }]);
  expect(fields('/ask')).toBeUndefined();
  expect(fields('/asking ')).toBeUndefined();
  expect(draftOf('/ask ', { isPlain: true }).command).toBeUndefined();
});

test('the fields become a text again, which stays one; files of options stay, too', () => {
  const file = { id: 1, file: new File([], 'a.txt'), option: 'file' };
  const left = { ...leaveCommand({ ...draftOf('/ask question:why? style:short'), files: [file] }) };

  expect(left).toMatchObject({ text: '/ask question:why? style:short', command: undefined, isPlain: true });
  expect(left.files).toEqual([{ id: 1, file: file.file }]);
});

test('one writes in what is needed and empty first, then behind the fields; files go to their options', () => {
  const file = { id: 1, file: new File([], 'a.txt') };
  const draft = draftOf('/ask ', { files: [file] });

  expect(nextPlace(ask, draft)).toBe('question');
  expect(draft.files).toEqual([{ ...file, option: 'file' }]);
  expect(nextPlace(ask, draftOf('/ask question:why?'))).toBeUndefined();
  expect(beginCommand(ask, { files: [] }).command?.fields).toEqual([{ name: 'question', text: '' }]);
});

test('when the commands become known while one types, one writes on where the text ends', () => {
  const enter = (text: string) => enterCommand({ text, marks: [], files: [] }, commands, true);

  expect(enter('/ask question:why ')).toMatchObject({ place: 'question', command: { fields: [{ text: 'why ' }] } });
  expect(enter('/ask wh')).toMatchObject({ place: 'question', command: { fields: [{ text: 'wh' }] } });
  expect(enter('/ask ')).toMatchObject({ place: 'question', command: { fields: [{ text: '' }] } });
});

test('whoever types all by hand comes from field to field, and back when that was not meant', () => {
  const { command: begun } = draftOf('/ask ');
  if (!begun) return expect.fail('There are no fields.');
  const type = (text: string) => typeInField(begun, 'question', text, ask.options);

  expect(type('question:')).toMatchObject({ place: 'question', changes: { command: { fields: [{ text: '' }] } } });
  expect(type('a question:')).toMatchObject({
    place: 'question',
    changes: { command: { fields: [{ text: 'a question:' }] } },
  });
  expect(type('why: file')).toMatchObject({ place: 'question' });
  const opened = type('look at the file:');
  expect(opened).toMatchObject({
    place: 'file',
    changes: { command: { fields: [{ text: 'look at the' }, { name: 'file' }] } },
  });

  const draft: Draft = { text: '', marks: [], files: [], ...opened.changes };
  const field = draft.command?.fields[1] ?? expect.fail('The field is missing.');
  expect(backOutOf(draft, field).command?.fields).toEqual([{ name: 'question', text: 'look at the file:' }]);
});

test.each([
  { kind: option(4, 'n', { min_value: 1, max_value: 10 }), text: '7', read: { value: 7 } },
  { kind: option(4, 'n'), text: '1.5', read: { problem: 'Must be a whole number.' } },
  { kind: option(4, 'n', { min_value: 1 }), text: '0', read: { problem: 'Must be at least 1.' } },
  { kind: option(10, 'n', { max_value: 10 }), text: '10,5', read: { problem: 'Must be at most 10.' } },
  { kind: option(10, 'n'), text: 'x', read: { problem: 'Must be a number.' } },
  { kind: option(5, 'b'), text: 'TRUE', read: { value: true } },
  { kind: option(5, 'b'), text: 'yes', read: { problem: 'Choose true or false.' } },
  { kind: option(3, 's', { min_length: 3 }), text: 'ab', read: { problem: 'Must be at least 3 characters.' } },
  { kind: option(3, 's', { max_length: 1 }), text: 'ab', read: { problem: 'Must be 1 character or fewer.' } },
  { kind: option(3, 's', { choices: [{ name: 'Kind', value: 'k' }] }), text: 'kind', read: { value: 'k' } },
  {
    kind: option(3, 's', { choices: [{ name: 'Kind', value: 'k' }] }),
    text: 'rude',
    read: { problem: 'Choose one of the list.' },
  },
  { kind: option(6, 'u'), text: '@ada', read: { value: '1' } },
  { kind: option(6, 'u'), text: '<@1>', read: { value: '1' } },
  { kind: option(8, 'r'), text: 'Ada', read: { problem: '“Ada” is not a role here.' } },
  { kind: option(9, 'm'), text: 'Tutor', read: { value: '2' } },
  {
    kind: option(7, 'c', { channel_types: [15] }),
    text: '#general',
    read: { problem: '“#general” is not a channel here.' },
  },
])('a value of type $kind.type: $text', ({ kind, text, read }) => {
  expect(readOption(kind, { text }, naming)).toEqual(read);
});

test('values are offered where there is a list of them, and the limits are told', () => {
  const labels = (kind: CommandOption, text = '') => suggestValues(kind, text, naming).map(({ label }) => label);

  expect(labels(option(5, 'b'))).toEqual(['True', 'False']);
  expect(labels(option(9, 'm'))).toEqual(['Ada', 'Tutor']);
  expect(labels(option(7, 'c', { channel_types: [0] }))).toEqual(['general']);
  expect(
    labels(
      option(3, 's', {
        choices: [
          { name: 'Very kind', value: 1 },
          { name: 'Kind', value: 2 },
        ],
      }),
      'ki',
    ),
  ).toEqual(['Kind', 'Very kind']);
  expect(limitsOf(option(4, 'n', { min_value: 1, max_value: 9 }))).toBe('1 to 9');
  expect(limitsOf(option(3, 's', { max_length: 100 }))).toBe('At most 100 characters');
  expect(limitsOf(option(6, 'u', { min_value: 1 }))).toBe('');
});

test('a command is ready with the values of its fields; what is missing is told at its field', () => {
  const ready = checkCommand(ask, draftOf('/ask question:a style:b style:'), naming);
  const missing = checkCommand(ask, draftOf('/ask style:b'), naming);

  expect(ready).toMatchObject({ isReady: true, use: { command: 'ask', options: { question: 'a' } } });
  expect(missing).toMatchObject({ isReady: false, draft: { fields: [{ problem: 'This option is required.' }, {}] } });
});
