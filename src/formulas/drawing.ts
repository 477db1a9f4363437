import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { createSlots } from '../slots.ts';
import type { Answer, Numbered, Request } from './drawing-worker.ts';

export interface DrawingOptions {
  /** How long the thread may do nothing before it is ended. */
  idleMs: number;
}

interface Thread {
  readonly worker: Worker;
  readonly ready: Promise<unknown>;
}

/** On a slow machine that has other things to do. */
const START_TIMEOUT_MS = 20_000;
/** What MathJax takes and as much again. The picture's pixels are not among it: picture.ts bounds them. */
const MEMORY = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 4, stackSizeMb: 4 };

/**
 * Sets and draws formulas in a thread that begins with the first one. Whatever is written in them, only the thread suffers: what
 * takes too long or too much ends it, and the next request has a new one.
 */
export function createDrawing({ idleMs }: DrawingOptions) {
  const slots = createSlots(1);
  let thread: Thread | undefined;
  let idle: NodeJS.Timeout | undefined;

  async function ask(request: Request, timeoutMs: number, signal?: AbortSignal): Promise<Answer> {
    return slots.run(async () => {
      signal?.throwIfAborted();
      clearTimeout(idle);
      thread ??= startThread();
      const { worker, ready } = thread;
      try {
        await ready;
        const answered = once(worker, 'message', { signal: AbortSignal.timeout(timeoutMs) });
        worker.postMessage(request, []);
        const [answer] = await answered;
        return answer as Answer;
      } catch (error) {
        await end();
        throw error;
      } finally {
        if (thread) idle = setTimeout(() => void end(), idleMs).unref();
      }
    });
  }

  async function end(): Promise<void> {
    clearTimeout(idle);
    const ending = thread;
    thread = undefined;
    await ending?.worker.terminate();
  }

  return {
    /**
     * How tall a formula is in a picture, in pixels; undefined when it cannot be drawn: because of a mistake in it, of a
     * character without a glyph, or because it is too wide.
     * @throws when it takes longer than that, or too much memory; when the signal aborts before its turn comes
     */
    async measure(latex: string, timeoutMs: number, signal: AbortSignal): Promise<number | undefined> {
      return (await ask({ measure: latex }, timeoutMs, signal)) as number | undefined;
    },

    /**
     * The formulas as a PNG, one under the other with their numbers.
     * @throws when it takes longer than that, or too much memory
     */
    async draw(formulas: readonly Numbered[], timeoutMs: number): Promise<Uint8Array> {
      return (await ask({ draw: formulas }, timeoutMs)) as Uint8Array;
    },

    /** Whether there is a thread at the moment. */
    isRunning: () => thread !== undefined,

    end,
  };
}

function startThread(): Thread {
  const worker = new Worker(new URL('drawing-worker.ts', import.meta.url), { execArgv: [], resourceLimits: MEMORY });
  // Whoever waits for an answer hears of it; what happens while nobody does shows when the next one asks.
  worker.on('error', () => {});
  worker.unref();
  const ready = once(worker, 'message', { signal: AbortSignal.timeout(START_TIMEOUT_MS) });
  ready.catch(() => {});
  return { worker, ready };
}
