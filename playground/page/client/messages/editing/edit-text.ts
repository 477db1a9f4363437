import type { Mark } from '../../composer/text/marks.ts';
import type { Name } from '../../composer/text/sent-text.ts';

const CODE = /```[\s\S]*?```|`[^`\n]+`/g;
const MENTION = /<(?:@!?|@&|#|a?:\w+:)\d+>/g;

/** What is sent, as one reads and changes it: with the names of those who are mentioned, as they were when it was written. */
export function editableText(content: string, names: readonly Name[]): { text: string; marks: readonly Mark[] } {
  const written = new Map(names.map((name) => [name.meant, name.written]));
  const isCode = codeRanges(content);
  const marks: Mark[] = [];
  let text = '';
  let position = 0;
  for (const { 0: meant, index } of content.matchAll(MENTION)) {
    const name = written.get(meant.replace('@!', '@'));
    if (name === undefined || isCode(index)) continue;
    text += content.slice(position, index);
    marks.push({ start: text.length, written: name, meant });
    text += name;
    position = index + meant.length;
  }
  return { text: text + content.slice(position), marks };
}

/** Nothing is a mention in code. */
function codeRanges(content: string): (index: number) => boolean {
  const ranges = [...content.matchAll(CODE)].map(({ index, 0: code }) => [index, index + code.length] as const);
  return (index) => ranges.some(([start, end]) => index >= start && index < end);
}
