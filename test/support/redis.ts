import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';

/** A `redis-server` of the tests' own, on a free port of this machine, that keeps nothing on disk. */
export interface RedisServer {
  readonly url: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** Why there is no Redis to test with, in one line for a person; `undefined` when there is one. */
export const redisIsMissing = findMissing();

function findMissing(): string | undefined {
  if (process.env['REDIS_URL']) return undefined;
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return undefined;
  } catch {
    const hint =
      'REDIS TESTS SKIPPED: no redis-server on the PATH and no REDIS_URL. Get it with "apt install redis-server" or "brew install redis".';
    if (process.env['REQUIRE_EVERY_TEST']) throw new Error(hint);
    process.stderr.write(`\n${hint}\n\n`);
    return hint;
  }
}

/** The server at `REDIS_URL` when that is set (the tests leave their keys there), else one of our own. */
export async function startRedis(): Promise<Pick<RedisServer, 'url' | 'stop'>> {
  const url = process.env['REDIS_URL'];
  return url ? { url, stop: async () => undefined } : startOwnRedis();
}

/** A server that a test may stop, freeze and start again. */
export async function startOwnRedis(
  port?: number,
  more: Readonly<Record<string, string>> = {},
): Promise<RedisServer & { readonly port: number }> {
  const chosen = port ?? (await freePort());
  const settings = { port: `${chosen}`, save: '', appendonly: 'no', bind: '127.0.0.1', ...more };
  const options = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const chunk of child.stdout) if (String(chunk).includes('Ready to accept connections')) break;
  child.stdout.resume();
  return {
    port: chosen,
    url: `redis://127.0.0.1:${chosen}`,
    process: child,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
