import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const READY_WITHIN_MS = 30_000;

/** The real bot with these settings and no others. Answers with what it prints until it is ready. */
export async function startBot(
  settings: Readonly<Record<string, string>>,
): Promise<{ output: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, ['start.ts'], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 10 * 60_000,
  });
  const stop = () => end(child);
  try {
    return { output: await untilReady(child), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function untilReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = () => reject(new Error(`The bot did not start:\n${output}`));
    const timer = setTimeout(fail, READY_WITHIN_MS);
    child.once('exit', fail);
    child.stdout?.on('data', (text) => {
      output += String(text);
      if (!output.includes('Ready')) return;
      clearTimeout(timer);
      resolve(output);
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  child.kill();
  if (child.exitCode === null) await once(child, 'exit');
}
