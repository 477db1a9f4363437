import type { Say } from '../texts/texts.ts';
import { SHOWN, type ToMessages } from './cut-answer.ts';
import { addLines } from './parts.ts';
import type { Part, PartFile } from './turn.ts';

/** What is sent instead of a message of whose files some cannot be had. */
export function withoutLost(part: Part, lost: readonly PartFile[], say: Say): Part[] {
  const { files = [], ...rest } = part;
  const kept = files.filter((file) => !lost.includes(file));
  const names = namesOf(lost);
  return addLines([kept.length > 0 ? { ...rest, files: kept } : rest], [], [say('answers.filesLost', { names })]);
}

/** What is sent instead of a message with files that Discord refuses; a whole answer comes as messages then. */
export async function withoutRefused(part: Part, toMessages: ToMessages, say: Say): Promise<Part[]> {
  const { files = [], ...rest } = part;
  const others = files.filter((file) => !('text' in file));
  const lines = others.length > 0 ? [say('answers.filesRefused', { names: namesOf(others) })] : [];
  const whole = files.find((file) => 'text' in file);
  if (!whole) return addLines([rest], [], lines);
  const further = (await toMessages(whole.text)).slice(SHOWN).map((content) => ({ content }));
  // Its first line tells of the file.
  const below = part.content.split('\n').slice(1);
  return addLines(further, [], [...below, ...lines]);
}

function namesOf(files: readonly PartFile[]): string {
  return files.map(({ name }) => `\`${name}\``).join(', ');
}
