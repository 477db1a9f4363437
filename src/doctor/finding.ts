/** What a check has found out. */
export interface Finding {
  /** `bad` keeps Bobbin from working, `doubtful` may be meant so. */
  readonly verdict: 'good' | 'doubtful' | 'bad';
  /** What it is about, in a word. */
  readonly about: string;
  readonly says: string;
  /** What the operator can do about it, and where. */
  readonly advice?: string;
}

const MARKS = { good: '✓', doubtful: '!', bad: '✗' } as const;
const WIDTH = 10;

/** A finding in one line, the advice in another below it. */
export function format({ verdict, about, says, advice }: Finding): string {
  const indent = ' '.repeat(WIDTH + 3);
  const visible = says.replaceAll(/[^\P{Cc}\n]/gu, '');
  const line = `${MARKS[verdict]} ${about.padEnd(WIDTH)} ${visible.replaceAll('\n', `\n${indent}`)}`;
  return advice === undefined ? line : `${line}\n${indent}→ ${advice}`;
}
