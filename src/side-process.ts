import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { basename } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Logger } from 'pino';
import { createSlots } from './slots.ts';
import { startConfined } from './start-confined.ts';

export interface SideProcessOptions {
  /** A TypeScript file that calls `answerRequests`. */
  program: URL;
  /** As `startConfined` takes it. */
  maxMemoryMb: number;
  /** After so long without a request the process is ended. */
  idleMs: number;
  /** Is told that the process cannot be started, once until it can be. */
  log: Logger | undefined;
}

export interface AskOptions {
  /** From when the process has the request. */
  timeoutMs: number;
  signal?: AbortSignal;
}

export interface SideProcess<Request, Answer> {
  /**
   * Rejects with the signal's reason when that aborts, also while others are asked or the process starts.
   * @throws when the process cannot be started, takes longer than that, ends or is closed
   */
  ask(request: Request, options: AskOptions): Promise<Answer>;
  /** Ends the process. What is asked, and whatever will be, is rejected. */
  close(): void;
}

interface Running {
  readonly child: ChildProcess;
  /** Aborted when it has ended. */
  readonly ended: AbortSignal;
  readonly ready: Promise<unknown>;
}

/** On a slow machine that has other things to do. */
const START_TIMEOUT_MS = 20_000;
/** Of the end of what a process says that cannot start. */
const MAX_COMPLAINT = 2_000;
const NEVER = new AbortController().signal;

/**
 * Does work on what strangers have written in a process beside this one, one request after another. It begins with the
 * first. One that takes too long or too much ends it, and the next has a new one. A thread would keep at least 45 MB when it
 * ends, and not all that it needs is within a thread's limits.
 */
export function createSideProcess<Request extends object, Answer>(
  options: SideProcessOptions,
): SideProcess<Request, Answer> {
  const { program, maxMemoryMb, idleMs, log } = options;
  const name = basename(program.pathname);
  const slots = createSlots(1);
  let running: Running | undefined;
  let idle: NodeJS.Timeout | undefined;
  let isFailureKnown = false;
  let isClosed = false;

  function start(): Running {
    const child = startConfined(program, maxMemoryMb);
    const ended = new AbortController();
    child.on('error', (error) => ended.abort(error));
    child.once('exit', (code, signal) => {
      if (running?.child === child) running = undefined;
      ended.abort(new Error(`${name} has ended (${signal ?? code})`));
    });
    return { child, ended: ended.signal, ready: becomeReady(child, ended.signal) };
  }

  function end(): void {
    running?.child.kill('SIGKILL');
    running = undefined;
  }

  /** A start goes on also when the request that it was for is called off: on a slow machine the next is glad of it. */
  async function findProcess(): Promise<Running> {
    try {
      const current = (running ??= start());
      setHolding(current.child, true);
      await current.ready;
      isFailureKnown = false;
      return current;
    } catch (error) {
      end();
      if (!isFailureKnown && !isClosed) log?.error({ err: error, program: name }, 'side process cannot start');
      isFailureKnown = true;
      throw error;
    }
  }

  async function work(request: Request, timeoutMs: number, signal: AbortSignal): Promise<Answer> {
    signal.throwIfAborted();
    if (isClosed) throw new Error(`${name} is closed`);
    clearTimeout(idle);
    try {
      const { child, ended } = await findProcess();
      signal.throwIfAborted();
      try {
        child.send(request);
        const stop = AbortSignal.any([ended, AbortSignal.timeout(timeoutMs), signal]);
        const [{ answer }] = (await once(child, 'message', { signal: stop })) as [{ answer: Answer }];
        return answer;
      } catch (error) {
        end();
        throw error;
      }
    } finally {
      if (running) setHolding(running.child, false);
      if (!isClosed) idle = setTimeout(end, idleMs).unref();
    }
  }

  return {
    async ask(request, { timeoutMs, signal = NEVER }) {
      signal.throwIfAborted();
      const { promise: aborted, reject } = Promise.withResolvers<never>();
      const abort = () => reject(signal.reason as Error);
      signal.addEventListener('abort', abort);
      try {
        return await Promise.race([slots.run(() => work(request, timeoutMs, signal)), aborted]);
      } finally {
        signal.removeEventListener('abort', abort);
      }
    },

    close() {
      isClosed = true;
      clearTimeout(idle);
      end();
    },
  };
}

/** What a program does that `createSideProcess` starts, until nobody is there to ask. A mistake of its own ends it. */
export function answerRequests(answer: (request: never) => Promise<unknown>): void {
  process.on('message', (request) => {
    void answer(request as never).then((answered) => process.send?.({ answer: answered }));
  });
  // A terminal and systemd tell them to every process; when this one ends, its program decides.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
  process.send?.('ready');
}

/** What it says before it is ready cannot be of what it is asked; afterwards it could, and is not kept. */
async function becomeReady(child: ChildProcess, ended: AbortSignal): Promise<void> {
  let said = '';
  const keep = (text: string) => (said = (said + text).slice(-MAX_COMPLAINT));
  child.stderr?.setEncoding('utf8').on('data', keep);
  try {
    await once(child, 'message', { signal: AbortSignal.any([ended, AbortSignal.timeout(START_TIMEOUT_MS)]) });
    child.stderr?.off('data', keep).resume();
  } catch (error) {
    child.kill('SIGKILL');
    if (child.stderr) await finished(child.stderr).catch(() => undefined);
    throw new Error(said.trim() || 'It says nothing', { cause: error });
  }
}

/** Whether the program that it belongs to stays for it: only while somebody waits for an answer. */
function setHolding(child: ChildProcess, isHolding: boolean): void {
  for (const part of [child, child.channel, child.stderr as Socket | null]) {
    if (isHolding) part?.ref();
    else part?.unref();
  }
}
