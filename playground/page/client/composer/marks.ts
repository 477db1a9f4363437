/** A mention in a text: what one reads there, and what is sent instead. */
export interface Mark {
  start: number;
  /** `@Ada` */
  written: string;
  /** `<@1234>` */
  meant: string;
}

/** The marks of a text after it was changed; a mention that was changed itself is none any more. */
export function moveMarks(marks: readonly Mark[], before: string, after: string): readonly Mark[] {
  if (marks.length === 0 || before === after) return marks;
  const shortest = Math.min(before.length, after.length);
  let head = 0;
  while (head < shortest && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shortest - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const changedTo = before.length - tail;
  return marks.flatMap((mark) => {
    if (mark.start + mark.written.length <= head) return [mark];
    return mark.start >= changedTo ? [{ ...mark, start: mark.start + after.length - before.length }] : [];
  });
}
