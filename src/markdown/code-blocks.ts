import type { Block, Line } from './blocks.ts';
import type { Edit } from './edits.ts';

const MARKER = '```';

/**
 * The edits that make a code block one of Discord's: between two lines of three backticks, and with no three within, as it
 * would end there: a space without width parts them. `continued` is what stands before its further lines.
 */
export function codeEdits(text: string, lines: readonly Line[], block: Block, continued: string): Edit[] {
  const [first, last] = [lines[0], lines.at(-1)];
  if (!first || !last) return [];
  const isFenced = block.kind === 'code';
  const edits: Edit[] = [];
  let indentation = '';
  if (isFenced) {
    const [, before = '', info = ''] = /^([ \t]*)(?:`+|~+)(.*)$/.exec(text.slice(first.content, first.end)) ?? [];
    indentation = before;
    const opening = MARKER + info.trim().replaceAll('`', '');
    edits.push({ start: first.content + indentation.length, end: first.end, text: opening });
  } else edits.push({ start: first.content, end: first.content, text: `${MARKER}\n${continued}` });

  for (const line of lines.slice(isFenced ? 1 : 0, block.isClosed ? -1 : undefined)) {
    const code = text.slice(line.content, line.end);
    const removed = isFenced ? 0 : (/^(?: {0,3}\t| {1,4})/.exec(code)?.[0].length ?? 0);
    const shown = code.slice(removed).replace(/``(?=`)/g, '``\u200B');
    if (shown !== code) edits.push({ start: line.content, end: line.end, text: shown });
  }

  if (block.isClosed) {
    const [closing = ''] = /[`~]+[ \t]*$/.exec(text.slice(last.content, last.end)) ?? [];
    edits.push({ start: last.end - closing.length, end: last.end, text: MARKER });
  } else edits.push({ start: last.end, end: last.end, text: `\n${continued}${indentation}${MARKER}` });
  return edits;
}
