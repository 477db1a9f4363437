import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished } from 'vitest';
import { type Script, spawnScript } from './spawn-script.ts';

/** One of the project's scripts as its own process, with these settings and no others; killed when the test ends. */
export function startScript(script: Script, settings: Record<string, string>) {
  const child = spawnScript(script, settings, ['ignore', 'pipe', 'pipe']);
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
  return {
    child,
    output: () => output,
    until: (text: string) => expect.poll(() => output, { timeout: 60_000 }).toContain(text),
    exit: () => exitCode(child),
  };
}

/** How a process ends, or has ended. */
async function exitCode(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}
