import type { Say } from '../texts/texts.ts';
import type { ToMessages } from './cut-answer.ts';
import { addLines } from './parts.ts';
import type { Part, PartFile } from './turn.ts';

/** What is sent instead of a message of whose files some cannot be had. */
export function withoutLost(part: Part, lost: readonly PartFile[], say: Say): Part[] {
  const { files = [], ...rest } = part;
  const kept = files.filter((file) => !lost.includes(file));
  const names = namesOf(lost);
  return addLines([kept.length > 0 ? { ...rest, files: kept } : rest], [], [say('answers.filesLost', { names })]);
}

/**
 * What is sent instead of a message with files that Discord refuses, behind those that are shown already; a whole answer
 * comes as messages then.
 */
export async function withoutRefused(
  part: Part,
  shown: readonly Part[],
  toMessages: ToMessages,
  say: Say,
): Promise<Part[]> {
  const { files = [], ...rest } = part;
  const others = files.filter((file) => !('text' in file));
  const lines = others.length > 0 ? [say('answers.filesRefused', { names: namesOf(others) })] : [];
  const whole = files.find((file) => 'text' in file);
  if (!whole) return addLines([rest], [], lines);
  const further = notShown(await toMessages(whole.text), shown).map((content) => ({ content }));
  // Its first line tells of the file.
  const below = part.content.split('\n').slice(1);
  return addLines(further, [], [...below, ...lines]);
}

/** Without the first messages, as far as all of them is shown for certain: the beginning alone may have been cut elsewhere. */
function notShown(messages: readonly string[], parts: readonly Part[]): string[] {
  const shown = letters(parts.map(({ content }) => content));
  const first = messages.findIndex((_, index) => !shown.includes(letters(messages.slice(0, index + 1))));
  return first === -1 ? [] : messages.slice(first);
}

function letters(contents: readonly string[]): string {
  return contents.join('').replace(/\s/g, '');
}

function namesOf(files: readonly PartFile[]): string {
  return files.map(({ name }) => `\`${name}\``).join(', ');
}
