import type { Logger } from 'pino';
import { OperatorError } from './errors.ts';
import { createInOrder } from './in-order.ts';

/** How what can be restarted is. */
export interface RunStatus {
  bot: 'running' | 'starting' | 'stopped' | 'failed';
  /** Why it could not be started, or has ended. */
  problem?: string;
}

interface Running {
  close(boundMs: number): Promise<void>;
}

export interface RestartsOptions<Bot extends Running> {
  /** Begins once more. The signal ends a start that is not wanted any more. */
  start: (signal: AbortSignal, onFatal: (error: OperatorError) => void) => Promise<Bot>;
  /** Ends everything: nothing is started after it. */
  signal: AbortSignal;
  /** How long what is under way may take before it is left. */
  boundMs: number;
  log: Logger;
}

/** Runs a bot and starts it anew on demand. A start that fails can be tried again: the process lives on. */
export function createRestarts<Bot extends Running>({ start, signal, boundMs, log }: RestartsOptions<Bot>) {
  const inOrder = createInOrder();
  const listeners = new Set<(status: RunStatus) => void>();
  let status: RunStatus = { bot: 'starting' };
  let bot: Bot | undefined;
  let starting = new AbortController();

  function set(now: RunStatus): void {
    if (now.bot === status.bot && now.problem === status.problem) return;
    status = now;
    for (const listener of listeners) listener(now);
  }

  function failed(error: unknown): void {
    log.error({ err: error }, 'the bot does not run');
    const { message } = error as Error;
    set({ bot: 'failed', problem: error instanceof OperatorError ? message : `The bot has failed: ${message}` });
  }

  async function begin(): Promise<void> {
    starting = new AbortController();
    set({ bot: 'starting' });
    bot = await start(AbortSignal.any([signal, starting.signal]), failed);
    set({ bot: 'running' });
  }

  async function end(): Promise<void> {
    const running = bot;
    bot = undefined;
    await running?.close(boundMs);
  }

  return {
    status: () => status,
    onStatus: (listener: (status: RunStatus) => void) => void listeners.add(listener),
    current: () => bot,

    /** The first time. Rejects when it cannot be started. */
    start: () => inOrder.run('', begin),

    /** Stops the bot, does what is to be done while it does not run, and starts it. Resolves when that went well or failed. */
    async restart(between: () => void | Promise<void> = () => undefined): Promise<void> {
      // It may wait for a Discord or a store that does not answer.
      starting.abort(new Error('The bot is started anew.'));
      await inOrder.run('', async () => {
        if (signal.aborted) return;
        set({ bot: 'starting' });
        try {
          await end();
          await between();
          if (!signal.aborted) await begin();
        } catch (error) {
          if (!signal.aborted) failed(error);
        }
      });
    },

    /** Waits for what is under way, and stops the bot. */
    async close(): Promise<void> {
      await inOrder.run('', end);
      set({ bot: 'stopped' });
    },
  };
}
