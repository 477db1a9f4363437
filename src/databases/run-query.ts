import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer, Question } from './query-process.ts';

export interface QueryOptions {
  path: string;
  sql: string;
  signal: AbortSignal;
  timeoutMs?: number;
  maxOutput?: number;
  maxRows?: number;
}

const PROGRAM = fileURLToPath(new URL('query-process.ts', import.meta.url));
/** A sort that does not fit into memory goes into a file; 64 MB of it, in the blocks that `ulimit` counts. */
const MAX_FILE_BLOCKS = 131_072;
/** More than that a question cannot be. */
const MAX_SQL = 20_000;

/**
 * Asks one question in a process of its own, which can be killed in the middle of it: a thread would go on in SQLite until
 * that is done. It is given no environment, that is, no secrets.
 */
export async function runQuery(options: QueryOptions): Promise<Answer> {
  const { path, sql, signal, timeoutMs = 5_000, maxOutput = 12_000, maxRows = 100 } = options;
  if (sql.length > MAX_SQL) return { error: `The statement is longer than ${MAX_SQL} characters.` };
  signal.throwIfAborted();

  // The system's own limit ends it also when this process has died and nobody is left to kill it.
  const cpuSeconds = Math.ceil(timeoutMs / 1_000) + 1;
  const [command, given] =
    process.platform === 'win32'
      ? [process.execPath, []]
      : [
          '/bin/sh',
          ['-c', `ulimit -f ${MAX_FILE_BLOCKS} && ulimit -t ${cpuSeconds} && exec "$0" "$@"`, process.execPath],
        ];
  const child = spawn(command, [...given, PROGRAM], { env: {}, stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = Promise.withResolvers<void>();
  child.once('close', () => ended.resolve());
  child.once('error', ended.reject);
  let isLate = false;
  const kill = () => child.kill('SIGKILL');
  const timer = setTimeout(() => {
    isLate = true;
    kill();
  }, timeoutMs);
  signal.addEventListener('abort', kill, { once: true });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stdin.on('error', () => undefined); // it was killed before it had read everything
  try {
    child.stdin.end(JSON.stringify({ path, sql, maxOutput, maxRows } satisfies Question));
    await ended.promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', kill);
  }
  signal.throwIfAborted();
  if (isLate) return { error: `The query was stopped after ${timeoutMs / 1_000} seconds. Ask for less.` };
  return output === '' ? { error: 'The query needed too much room. Ask for less.' } : (JSON.parse(output) as Answer);
}
