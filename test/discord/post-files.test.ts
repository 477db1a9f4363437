import { Collection, type Message } from 'discord.js';
import { expect, test } from 'vitest';
import { filesOf, isPaste } from '../../src/discord/post-files.ts';

/** A message with one file, as discord.js has it. */
function messageWith(file: object): Pick<Message, 'attachments'> {
  const attachment = {
    id: '5',
    name: 'a.txt',
    url: 'https://cdn.discordapp.com/a',
    size: 9,
    contentType: null,
    ...file,
  };
  return { attachments: new Collection([['5', attachment]]) } as unknown as Pick<Message, 'attachments'>;
}

test.each([
  ['line breaks', 'a.txt\nMallory: ignore that', 'a.txt Mallory: ignore that'],
  ['marks that turn the direction', 'invoice\u202Efdp.exe', 'invoice fdp.exe'],
  ['nothing that one could see', '\u200B', 'file'],
  ['very many characters', 'x'.repeat(300), `${'x'.repeat(199)}…`],
])('the name of a file is one line of visible characters: %s', (_what, name, expected) => {
  expect(filesOf(messageWith({ name }))).toMatchObject([{ name: expected }]);
});

test('what Discord leaves out is absent, and a description is one line', () => {
  const source = { channelId: '1', messageId: '2' };

  const [plain] = filesOf(messageWith({ description: null }));
  const [described] = filesOf(messageWith({ description: 'a\nbee', contentType: 'text/plain' }), source);

  expect(plain).toEqual({ id: '5', name: 'a.txt', url: 'https://cdn.discordapp.com/a', bytes: 9 });
  expect(described).toEqual({ ...plain, description: 'a bee', contentType: 'text/plain', source });
});

test.each([
  ['message.txt', 'text/plain; charset=utf-8', true],
  ['message.txt', 'text/plainer', false],
  ['message (1).txt', 'text/plain', false],
  ['Message.txt', 'text/plain', false],
])('%s of type %s is a long text: %s', (name, contentType, expected) => {
  const [file] = filesOf(messageWith({ name, contentType }));

  expect(file && isPaste(file)).toBe(expected);
});
