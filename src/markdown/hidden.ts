import type { Lexer } from 'marked';
import { readBlocks } from './blocks.ts';
import { applyEdits, type Edit } from './edits.ts';

const OPENING = /^[ \t]*<(?:(think|thinking|thought)>|!--)/i;
const ENDED = /^[ \t]*<\/(?:think|thinking|thought)>[ \t]*$/i;

/** Leaves out what is not for the reader and may go over several blocks: a model's thoughts and HTML comments. */
export function removeHidden(lexer: Lexer, text: string): string {
  const whole = removeFirstThought(text);
  if (!/<\/?th(?:ink|inking|ought)>|<!--/i.test(whole)) return whole;
  const edits: Edit[] = [];
  let end = 0;
  const missing = new Set<string>();
  for (const line of readBlocks(lexer, whole)) {
    if (line.start < end || line.block?.kind === 'code' || line.block?.kind === 'indented') continue;
    const own = whole.slice(line.start, line.end);
    const ended = ENDED.exec(own);
    if (ended) {
      // Where the template has begun the thought, there is only its end.
      if (edits.length === 0) edits.push({ start: 0, end: behind(whole, line.start + ended[0].length), text: '' });
      else edits.push({ start: line.start, end: line.start + ended[0].length, text: '' });
      continue;
    }
    const [opening, name] = OPENING.exec(own) ?? [];
    if (opening === undefined) continue;
    const close = name === undefined ? '-->' : `</${name.toLowerCase()}>`;
    if (missing.has(close)) continue;
    const at = indexOf(whole, close, line.start);
    if (at === -1) missing.add(close);
    else {
      end = behind(whole, at + close.length);
      edits.push({ start: line.start, end, text: '' });
    }
  }
  return applyEdits(whole, edits);
}

/** Thoughts may hold anything, half a code block too; without an end, all is thought, and only the mark is left out. */
function removeFirstThought(text: string): string {
  const [opening, name = ''] = /^\s*<(think|thinking|thought)>\s*/i.exec(text) ?? [];
  if (opening === undefined) return text;
  const close = `</${name.toLowerCase()}>`;
  const at = indexOf(text, close, opening.length);
  const answer = at === -1 ? '' : text.slice(behind(text, at + close.length));
  if (answer.trim() !== '') return answer;
  return text.slice(opening.length, at === -1 ? text.length : at);
}

function indexOf(text: string, close: string, from: number): number {
  const found = new RegExp(close, 'gi');
  found.lastIndex = from;
  return found.exec(text)?.index ?? -1;
}

/** Behind the white space up to the next text, without its indentation. */
function behind(text: string, at: number): number {
  return at + (/^(?:[ \t]*\n)+|^[ \t]+/.exec(text.slice(at, at + 1_000))?.[0].length ?? 0);
}
