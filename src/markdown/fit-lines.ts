const MAX_LENGTH = 1_800;
/** For the line that says how many more there are. */
const ROOM = 60;

/** As many lines as fit, and how many more there are. By default with room for some words around them in one message. */
export function fitLines(
  lines: readonly string[],
  more: (count: number) => string,
  maxLength: number = MAX_LENGTH,
): string {
  const taken: string[] = [];
  let length = 0;
  for (const [index, line] of lines.entries()) {
    length += line.length + 1;
    const isLast = index === lines.length - 1;
    if (length > maxLength - (isLast ? 0 : ROOM)) break;
    taken.push(line);
  }
  if (taken.length < lines.length) taken.push(more(lines.length - taken.length));
  return taken.join('\n');
}
