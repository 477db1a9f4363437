import type { Edit } from './edits.ts';

/** GitHub's marks for boxes: https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts */
const MARK = /^\[!(note|tip|important|warning|caution)\][ \t]*(?=(\n|$)?)/i;

/** The edits in the text of a quote that is a box with a title: the title becomes bold. */
export function alertEdits(content: string): Edit[] {
  const [mark, name, isAlone] = MARK.exec(content) ?? [];
  if (mark === undefined || name === undefined) return [];
  const title = `**${name.charAt(0).toUpperCase()}${name.slice(1).toLowerCase()}**`;
  return [{ start: 0, end: mark.length, text: isAlone === undefined ? `${title} ` : title }];
}
