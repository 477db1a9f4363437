const BULLET = /^(?:[-*]|(\d+)\.) +(?=[^\n]|\n *(?:[-*]|\d+\.) )/;
const MAX_NUMBER = 1_000_000_000;

/** A list as it was written: its lines, without bullets and their indentation. */
export interface WrittenList {
  /** The whole, then nothing: what a rule's match answers. */
  capture: [whole: string];
  start?: number;
  items: string[];
}

/**
 * The list that a text begins with. An item goes on in the lines below that begin with a space, however few: a bullet
 * among them is one of a list inside. As much as the bullet is wide is taken away from each, and no more: so bullets
 * that stand further in than that, one below the other, are each inside the one above, as on Discord.
 */
export function takeList(source: string): WrittenList | undefined {
  const first = BULLET.exec(source);
  if (!first) return undefined;
  const number = first[1] === undefined ? undefined : Math.min(Math.max(Number(first[1]), 1), MAX_NUMBER);
  const items: string[] = [];
  let width = 0;
  let length = 0;
  while (length < source.length) {
    const end = source.indexOf('\n', length);
    const line = source.slice(length, end === -1 ? undefined : end);
    const bullet = BULLET.exec(source.slice(length))?.[0];
    if (bullet !== undefined) {
      width = bullet.length;
      items.push(line.slice(width));
    } else if (line.startsWith(' ')) items.push(`${items.pop()}\n${withoutIndent(line, width)}`);
    else break;
    length = end === -1 ? source.length : end + 1;
  }
  return { capture: [source.slice(0, length)], items, ...(number !== undefined && { start: number }) };
}

function withoutIndent(line: string, width: number): string {
  const indent = line.length - line.trimStart().length;
  return line.slice(Math.min(indent, width));
}
