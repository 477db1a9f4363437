import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export type Script = 'start.ts' | 'start-engine.ts' | 'doctor.ts' | 'playground/main.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** One of the project's scripts as its own process, with these settings and no others. */
export function spawnScript(
  script: Script,
  settings: Readonly<Record<string, string>>,
  stdio: StdioOptions,
): ChildProcess {
  return spawn(process.execPath, [script], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...settings },
    stdio,
  });
}
