import type { MarkdownNames } from '../markdown/markdown-names.ts';
import { plainText } from '../markdown/plain-text.ts';
import { nameAmong } from '../names.ts';
import type { Message } from '../types.ts';
import { nameOfFile } from './attachments/kinds.ts';
import { isThinking, MESSAGE_TYPES } from './kinds.ts';
import { STARTER_GONE, systemText } from './system-text.ts';

const MAX_LENGTH = 1_000;

/** Who says what in a message, for those who listen: `Ada: Hello!` */
export function spokenText(message: Message, names: MarkdownNames): string {
  const told = systemText(message, names);
  if (told !== undefined) return told;
  const { type, referenced_message: starter } = message;
  if (type === MESSAGE_TYPES.threadStarter) return starter ? spokenText(starter, names) : STARTER_GONE;
  const name = nameAmong(names, message.author);
  if (isThinking(message)) return `${name} is thinking`;
  const words = [...wordsOf(message, names)].filter((part) => part !== '').join(', ');
  return `${name}: ${words.length > MAX_LENGTH ? `${words.slice(0, MAX_LENGTH)} …` : words}`;
}

function* wordsOf(message: Message, names: MarkdownNames): Generator<string> {
  const {
    content,
    attachments,
    embeds,
    poll,
    sticker_items: stickers = [],
    message_snapshots: snapshots = [],
  } = message;
  yield plainText(content, names);
  for (const { message: forwarded } of snapshots) yield `forwarded: ${plainText(forwarded.content, names)}`;
  for (const { title = '', description = '' } of embeds) yield plainText(`${title}\n${description}`, names);
  if (poll) yield `poll: ${poll.question.text ?? ''}`;
  for (const file of attachments) yield file.description ?? nameOfFile(file);
  for (const { name } of stickers) yield `sticker: ${name}`;
}
