import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createSlots } from '../slots.ts';
import type { DocumentText } from './document.ts';
import type { ExtractOptions } from './extract.ts';
import type { ParsedKind } from './kind.ts';

export interface ParserOptions {
  maxCharacters: number;
  timeoutMs: number;
  idleMs: number;
  maxMemoryMb: number;
}

const BROKEN: DocumentText = { kind: 'unreadable', because: 'broken' };
const PROGRAM = fileURLToPath(new URL('parser-process.ts', import.meta.url));
/** What Node has set aside before it has done anything, as `ulimit -d` counts it: mostly room for compiled code. */
const NODE_MB = 600;

/**
 * Takes documents apart in a process of its own, one after another. It is there while there are documents, and made
 * again when one has killed it. A thread would keep about 45 MB when it ends, and what a PDF inflates to is not
 * within a thread's limits.
 */
export function createParser({ maxCharacters, timeoutMs, idleMs, maxMemoryMb }: ParserOptions) {
  const slots = createSlots(1);
  let child: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  let isClosed = false;

  function startChild(): ChildProcess {
    const started = start(maxMemoryMb);
    started.once('exit', () => {
      if (child === started) child = undefined;
    });
    return started;
  }

  function end(): void {
    child?.kill('SIGKILL');
    child = undefined;
  }

  async function parse(kind: ParsedKind, bytes: Uint8Array, signal: AbortSignal): Promise<DocumentText> {
    signal.throwIfAborted();
    if (isClosed) return BROKEN;
    clearTimeout(idle);
    const current = (child ??= startChild());
    const { promise: answer, resolve } = Promise.withResolvers<DocumentText | undefined>();
    const giveUp = () => resolve(undefined);
    const hear = (message: unknown) => resolve(message as DocumentText);
    const timer = setTimeout(giveUp, timeoutMs);
    current.on('message', hear).on('exit', giveUp).on('error', giveUp);
    signal.addEventListener('abort', giveUp);
    try {
      current.send(
        { kind, bytes, maxCharacters, maxMs: timeoutMs / 2 } satisfies ExtractOptions,
        (error) => error && giveUp(),
      );
      const text = await answer;
      if (text === undefined) end();
      signal.throwIfAborted();
      return text ?? BROKEN;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      current.off('message', hear).off('exit', giveUp).off('error', giveUp);
      idle = setTimeout(end, idleMs).unref();
    }
  }

  return {
    /** Rejects with the signal's reason only. */
    async parse(kind: ParsedKind, bytes: Uint8Array, signal: AbortSignal): Promise<DocumentText> {
      const { promise: aborted, reject } = Promise.withResolvers<never>();
      const abort = () => reject(signal.reason as Error);
      signal.addEventListener('abort', abort);
      try {
        return await Promise.race([slots.run(() => parse(kind, bytes, signal)), aborted]);
      } finally {
        signal.removeEventListener('abort', abort);
      }
    },
    /** Documents that are being read are broken then. */
    close(): void {
      isClosed = true;
      clearTimeout(idle);
      end();
    },
  };
}

/** It has no environment, that is, no secrets, and may not write files, start programs or reach the network. */
function start(maxMemoryMb: number): ChildProcess {
  const node = [
    process.execPath,
    '--permission',
    '--allow-fs-read=*',
    `--max-old-space-size=${maxMemoryMb}`,
    '--max-semi-space-size=8',
    PROGRAM,
  ] as const;
  const limit = `ulimit -c 0; ulimit -d ${(maxMemoryMb + NODE_MB) * 1024}; exec "$0" "$@"`;
  const [command, ...given] = process.platform === 'win32' ? node : (['/bin/sh', '-c', limit, ...node] as const);
  const child = spawn(command, given, {
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
  child.on('error', () => undefined); // that it could not be started shows in its not answering
  child.unref();
  child.channel?.unref();
  return child;
}
