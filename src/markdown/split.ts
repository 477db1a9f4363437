import { sizesOf } from './cut-list.ts';
import { findCuts } from './cuts.ts';
import { createLexer } from './dialect.ts';
import { choosePath } from './shortest-path.ts';

/** Discord's limit for one message, in UTF-16 units: https://docs.discord.com/developers/resources/message#create-message */
const MESSAGE_LIMIT = 2_000;
/** Below it there is no room for what has to be closed and opened again. */
const MIN_LIMIT = 16;

/**
 * Cuts an answer into the fewest messages, or one more where that makes the cuts clearly better: between sections,
 * paragraphs, list items, lines, sentences or words. What is open at a cut (code, quotes, emphasis) is closed and opened
 * again. Nothing is lost but white space at the cuts, and no message is blank. The limit is in UTF-16 units.
 * @throws {RangeError} when the limit is below 16.
 */
export function splitMessage(text: string, limit = MESSAGE_LIMIT): string[] {
  if (!(limit >= MIN_LIMIT)) throw new RangeError(`A message needs room for ${MIN_LIMIT} characters, not ${limit}.`);
  const whole = text.replace(/\r\n?/g, '\n').trim();
  if (whole === '') return [];
  const { start, cuts } = findCuts(createLexer(), whole, sizesOf(limit));
  const messages: string[] = [];
  let from = start;
  let open = '';
  for (const cut of choosePath(cuts, start, limit)) {
    const own = whole.slice(from, cut.end);
    if (own.trim() !== '') messages.push(`${open}${own}${cut.close}`);
    from = cut.start;
    ({ open } = cut);
  }
  return messages;
}
