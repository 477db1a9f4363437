import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Asked, ask } from './playground.ts';
import { spawnScript } from './spawn-script.ts';

export type PageProgram = Awaited<ReturnType<typeof startPageProgram>>;

/** `npm start` without any token or key, as a process of its own for all tests of a file. Close it yourself. */
export async function startPageProgram() {
  const dataDir = mkdtempSync(join(tmpdir(), 'bobbin-test-'));
  let { child, url } = await start(dataDir, '0');

  async function end(signal: NodeJS.Signals): Promise<void> {
    child.kill(signal);
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }

  return {
    url,
    request: (method: string, path: string, body?: object): Promise<Asked> => ask({ url }, method, path, body),
    /** Resolves when the process is gone. */
    end,
    /** Once more at the same address, with what it has kept. */
    async startAgain(): Promise<void> {
      ({ child, url } = await start(dataDir, new URL(url).port));
    },
    async close(): Promise<void> {
      await end('SIGKILL');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Resolves when the bot in it answers. */
async function start(dataDir: string, port: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawnScript('start.ts', { PORT: port, DATA_DIR: dataDir }, ['ignore', 'pipe', 'pipe']);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      output += String(chunk);
      const [, url] = /Ready: open (http:\/\/localhost:\d+)/.exec(output) ?? [];
      if (url !== undefined) resolve(url);
    });
  child.once('exit', () => reject(new Error(`It has ended before it was ready:\n${output}`)));
  return { child, url: await promise };
}
