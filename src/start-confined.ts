import { type ChildProcess, spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What Node has set aside before it has done anything, as `ulimit -d` counts it: mostly room for compiled code. */
const NODE_MB = 600;
/** Data and settings lie beside these. Node looks for packages where they seem to be, and reads them where they are. */
const CODE = ['.', '../node_modules', '../package.json'].map((path) => join(import.meta.dirname, path));

/**
 * Starts a TypeScript file that has no environment, that is, no secrets, and may do nothing but read the project's code and
 * send messages. JavaScript may keep so much memory; what is outside of its heap is bounded too, but not on Windows.
 */
export function startConfined(program: URL, maxMemoryMb: number): ChildProcess {
  const readable = new Set([...CODE, ...CODE.map((path) => realpathSync(path))]);
  const node = [
    process.execPath,
    '--permission',
    ...[...readable].map((path) => `--allow-fs-read=${path}`),
    `--max-old-space-size=${maxMemoryMb}`,
    '--max-semi-space-size=8',
    fileURLToPath(program),
  ] as const;
  const limit = `ulimit -c 0; ulimit -d ${(maxMemoryMb + NODE_MB) * 1024}; exec "$0" "$@"`;
  const [command, ...given] = process.platform === 'win32' ? node : (['/bin/sh', '-c', limit, ...node] as const);
  return spawn(command, given, {
    env: {},
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    windowsHide: true,
  });
}
