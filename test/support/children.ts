import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { onTestFinished } from 'vitest';

/** The processes that are started from now on until the test ends, as Node itself tells of them. */
export function watchChildren(): readonly ChildProcess[] {
  const children: ChildProcess[] = [];
  const hear = (message: unknown) => void children.push((message as { process: ChildProcess }).process);
  subscribe('child_process', hear);
  onTestFinished(() => void unsubscribe('child_process', hear));
  return children;
}
