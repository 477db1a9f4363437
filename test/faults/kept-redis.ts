import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { freePort } from '../support/redis.ts';

/** A real `redis-server` that has everything on disk before it says so: to be stopped, frozen and started again. */
export async function startKeptRedis(folder: string) {
  const port = await freePort();
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    if (child) return;
    const settings = { port, dir: folder, bind: '127.0.0.1', save: '', appendonly: 'yes', appendfsync: 'always' };
    const options = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, `${value}`]);
    const started = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'ignore'] });
    child = started;
    for await (const chunk of started.stdout) if (String(chunk).includes('Ready to accept connections')) break;
    started.stdout.resume();
  }

  async function stop(): Promise<void> {
    const ending = child;
    child = undefined;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const exited = once(ending, 'exit');
    ending.kill('SIGKILL');
    await exited;
  }

  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    /** `kill -9`. */
    stop,
    /** It takes connections, and says nothing. */
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    /**
     * Gives it a command, `CONFIG SET maxmemory 1`.
     * @throws when it refuses
     */
    async tell(command: string): Promise<void> {
      const socket = createConnection({ port, host: '127.0.0.1' });
      socket.end(`${command}\r\n`);
      const answer = (await socket.toArray()).join('');
      if (!answer.startsWith('+OK')) throw new Error(`redis-server answers ${answer.trim()} to ${command}`);
    },
  };
}
