import type { Message } from '../types.ts';
import { isThinking } from './kinds.ts';

const MAX_LENGTH = 300;

/** A message in one line, for a screen reader. */
export function spokenText(message: Message): string {
  const { content, attachments, embeds } = message;
  if (isThinking(message)) return 'is thinking';
  const parts = [
    content.replaceAll(/\s+/g, ' '),
    ...embeds.map(({ title, description }) => title ?? description ?? ''),
    ...attachments.map(({ filename }) => filename),
  ].filter((part) => part !== '');
  const text = parts.join(', ');
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)} …` : text;
}
