import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const KEPT_CHARACTERS = 64 * 1024;
const STOP_BOUND_MS = 20_000;

export interface ProgramOptions {
  /** Its environment, beside the PATH. */
  settings?: Readonly<Record<string, string>>;
  /** For Node, before the script. */
  nodeArguments?: readonly string[];
  /** For the script. */
  argument?: object;
}

/** A process of Node's that runs one of the project's scripts. */
export interface Program {
  readonly pid: number;
  readonly child: ChildProcess;
  /** The end of what it has printed. */
  output(): string;
  /** Waits until this is printed, and answers with the match. */
  until(pattern: RegExp, timeoutMs?: number): Promise<RegExpExecArray>;
  /** Asks it to stop, and kills it when it does not; does nothing when it has ended. */
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();

/** Starts a script in a process of its own that does not outlive this one. */
export function startProgram(script: string, options: ProgramOptions = {}): Program {
  const { settings = {}, nodeArguments = [], argument } = options;
  const child = spawn(
    process.execPath,
    [...nodeArguments, script, ...(argument === undefined ? [] : [JSON.stringify(argument)])],
    { cwd: root, env: { PATH: process.env['PATH'], ...settings }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  );
  if (running.size === 0) process.once('exit', killAll);
  running.add(child);
  child.once('exit', () => running.delete(child));
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      output = `${output}${String(chunk)}`.slice(-KEPT_CHARACTERS);
      for (const listener of listeners) listener();
    });
  child.on('exit', () => {
    for (const listener of listeners) listener();
  });

  async function stop(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_BOUND_MS);
    await exited;
    clearTimeout(timer);
  }

  return {
    pid: child.pid ?? 0,
    child,
    output: () => output,
    stop,
    until: (pattern, timeoutMs = 60_000) =>
      new Promise((resolve, reject) => {
        const end = (settle: () => void) => {
          listeners.delete(look);
          clearTimeout(timer);
          settle();
        };
        const fail = (why: string) => end(() => reject(new Error(`${script} ${why} ${pattern}:\n${output}`)));
        const timer = setTimeout(() => fail('did not print in time'), timeoutMs);
        function look(): void {
          const match = pattern.exec(output);
          if (match) end(() => resolve(match));
          else if (child.exitCode !== null || child.signalCode !== null) fail('ended without printing');
        }
        listeners.add(look);
        look();
      }),
  };
}

function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}
