import { sizesOf } from './cut-list.ts';
import { findCuts } from './cuts.ts';
import { createLexer } from './dialect.ts';
import { choosePath } from './shortest-path.ts';

/** Discord's limit for one message, in UTF-16 units: https://docs.discord.com/developers/resources/message#create-message */
const MESSAGE_LIMIT = 2_000;

/**
 * Cuts an answer into the fewest messages, or one more where that makes the cuts clearly better: between sections,
 * paragraphs, list items, lines, sentences or words. What is open at a cut (code, quotes, emphasis) is closed and opened
 * again. Nothing is lost but white space at the cuts, and no message is blank.
 */
export function splitMessage(text: string, limit = MESSAGE_LIMIT): string[] {
  const whole = text.replace(/\r\n?/g, '\n').trim();
  if (whole === '') return [];
  const { start, cuts } = findCuts(createLexer(), whole, sizesOf(limit));
  const messages: string[] = [];
  let from = start;
  let open = '';
  for (const cut of choosePath(cuts, start, limit)) {
    messages.push(`${open}${whole.slice(from, cut.end)}${cut.close}`);
    from = cut.start;
    ({ open } = cut);
  }
  return messages;
}
