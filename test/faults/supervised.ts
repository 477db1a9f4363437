import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type Script, spawnScript } from '../support/spawn-script.ts';

export interface SupervisedOptions {
  script: Script;
  settings: Readonly<Record<string, string>>;
  /** Everything it prints goes there, run after run. */
  logFile: string;
  /** What it prints when it is there. */
  readyText: string;
}

export type Supervised = ReturnType<typeof superviseScript>;

/** How long a machine that has much to do may need for a start. */
const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 60_000;
/** As a container's `restart: always` would. */
const RESTART_AFTER_MS = 500;

/** One of the project's scripts, started again when it ends by itself, until it is told to stay down. */
export function superviseScript({ script, settings, logFile, readyText }: SupervisedOptions) {
  let child: ChildProcess | undefined;
  let logStart = 0;
  let isWanted = false;
  let crashes = 0;

  function start(): void {
    isWanted = true;
    if (child) return;
    logStart = readLog().length;
    const log = openSync(logFile, 'a');
    const started = spawnScript(script, settings, ['ignore', log, log]);
    closeSync(log);
    child = started;
    started.once('exit', () => {
      child = undefined;
      if (!isWanted) return;
      crashes += 1;
      setTimeout(() => isWanted && start(), RESTART_AFTER_MS).unref();
    });
  }

  /** The log of all runs. */
  function readLog(): string {
    try {
      return readFileSync(logFile, 'utf8');
    } catch {
      return '';
    }
  }

  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    isWanted = false;
    const ending = child;
    if (!ending) return;
    const exited = once(ending, 'exit');
    ending.kill(signal);
    const timer = setTimeout(() => ending.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await exited;
    clearTimeout(timer);
  }

  return {
    start,
    readLog,
    /**
     * Resolves when this run has said that it is ready.
     * @throws when it has not within a minute
     */
    async untilReady(): Promise<string> {
      for (const start = Date.now(); Date.now() - start < READY_TIMEOUT_MS; await delay(50)) {
        const log = readLog().slice(logStart);
        if (log.includes(readyText)) return log;
      }
      throw new Error(`${script} is not ready after ${READY_TIMEOUT_MS} ms; its log is ${logFile}`);
    },
    /** `kill -9`, and it stays down. */
    kill: () => end('SIGKILL'),
    /** Politely; one that does not go within a minute is killed. */
    stop: () => end('SIGTERM'),
    /** How often it ended without being told to. */
    get crashes() {
      return crashes;
    },
  };
}
