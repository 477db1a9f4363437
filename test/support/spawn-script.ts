import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Script = 'start.ts' | 'start-engine.ts' | 'doctor.ts' | 'playground/main.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** One of the project's scripts as its own process, as npm starts it, with these settings and no others. */
export function spawnScript(
  script: Script,
  settings: Readonly<Record<string, string>>,
  stdio: StdioOptions,
): ChildProcess {
  return spawn(process.execPath, argumentsFor(script), {
    cwd: root,
    env: { PATH: process.env['PATH'], ...settings },
    stdio,
  });
}

/** What package.json's script for it gives Node: with a compile cache a start takes half of the time. */
function argumentsFor(script: Script): string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
  const commands = Object.values(scripts).map((command) => String(command).split(' '));
  const [node, ...given] = commands.find((words) => words.at(-1) === script) ?? [];
  if (node !== 'node') throw new Error(`package.json does not say how to start ${script}.`);
  return given;
}
