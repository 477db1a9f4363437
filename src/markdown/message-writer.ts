import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { cutOnly, writeMessages, type Writing, type Written } from './write-messages.ts';

export interface MessageWriterOptions {
  /** Up to so many UTF-16 units an answer is written at once; longer ones are by a thread. @default 100_000 */
  maxInline?: number;
  /** How long an answer may take in the thread, rendered, and then once more only cut. @default 10_000 */
  timeoutMs?: number;
  /** The thread ends when there has been nothing to do for so long. @default 30_000 */
  idleMs?: number;
  /** What the thread runs. */
  thread?: URL;
}

/** Writes an answer as messages that Discord takes and shows well. */
export interface MessageWriter {
  /**
   * Never rejects: an answer that cannot be rendered is cut as it stands, and `onFailure` is told why. Messages are at most
   * 2,000 UTF-16 units long, and none is blank.
   */
  write(
    markdown: string,
    options?: Omit<Writing, 'markdown'> & { onFailure?: (error: unknown) => void },
  ): Promise<string[]>;
  /** Ends the thread. What it is at is cut as it stands. */
  close(): Promise<void>;
}

/** Renders answers and cuts them into messages, long ones in a thread that is there only while it is needed. */
export function createMessageWriter(options: MessageWriterOptions = {}): MessageWriter {
  const { maxInline = 100_000, timeoutMs = 10_000, idleMs = 30_000 } = options;
  const { thread = new URL('write-messages-thread.ts', import.meta.url) } = options;
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  /** One at a time, so that none takes another's time. */
  let last: Promise<unknown> = Promise.resolve();
  const closing = new AbortController();

  async function ask(writing: Writing, isRendered: boolean): Promise<Written> {
    closing.signal.throwIfAborted();
    clearTimeout(idle);
    const asked = (worker ??= start());
    asked.ref();
    const done = new AbortController();
    const timer = setTimeout(() => done.abort(new Error(`It took more than ${timeoutMs} ms.`)), timeoutMs);
    try {
      const signal = AbortSignal.any([done.signal, closing.signal]);
      const answer = once(asked, 'message', { signal });
      const exit = once(asked, 'exit', { signal });
      asked.postMessage({ writing, isRendered }, []);
      const [outcome] = await Promise.race([answer, exit.then(() => Promise.reject(new Error('The thread ended.')))]);
      asked.unref();
      idle = setTimeout(() => void drop(asked), idleMs).unref();
      return outcome as Written;
    } catch (error) {
      await drop(asked);
      throw error;
    } finally {
      clearTimeout(timer);
      done.abort();
    }
  }

  function start(): Worker {
    const started = new Worker(thread, { execArgv: [] });
    started.on('error', () => undefined); // who waits for it hears of it; while nobody does, it may end
    started.once('exit', () => {
      if (worker === started) worker = undefined;
    });
    return started;
  }

  async function drop(ended: Worker): Promise<void> {
    if (worker === ended) worker = undefined;
    await ended.terminate();
  }

  async function writeInThread(writing: Writing): Promise<Written> {
    try {
      return await ask(writing, true);
    } catch (error) {
      const { messages } = await ask(writing, false).catch(() => ({ messages: cutOnly(writing) }));
      return { messages, error };
    }
  }

  return {
    async write(markdown, { onFailure, ...around } = {}) {
      const writing = { ...around, markdown };
      const isLong = markdown.length > maxInline;
      const writingDown = isLong ? last.then(() => writeInThread(writing)) : writeMessages(writing);
      if (isLong) last = Promise.resolve(writingDown);
      const { messages, error } = await writingDown;
      if (error !== undefined) onFailure?.(error);
      return [...messages];
    },

    async close() {
      closing.abort(new Error('The bot is ending.'));
      clearTimeout(idle);
      if (worker) await drop(worker);
    },
  };
}
