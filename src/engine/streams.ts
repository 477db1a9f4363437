import { setImmediate as nextMacrotask } from 'node:timers/promises';
import { notFound } from './api-error.ts';
import type { Executor } from './executor.ts';
import { catchUp, type Follower, type RunEvent } from './run-events.ts';
import { readView } from './run-view.ts';
import type { State } from './state.ts';

/** How often a run that another process executes is looked at. */
const LOOK_MS = 250;
/** After how long a silence a comment is sent, so that nobody on the way takes the connection for dead. */
const PING_MS = 15_000;

/** Which runs are followed in this process. */
export function createFollowed() {
  const counts = new Map<string, number>();
  return {
    has: (runId: string): boolean => counts.has(runId),
    /** Counts one more who follows the run; call the answer once when that is over. */
    add(runId: string): () => void {
      counts.set(runId, (counts.get(runId) ?? 0) + 1);
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        const left = (counts.get(runId) ?? 1) - 1;
        if (left > 0) counts.set(runId, left);
        else counts.delete(runId);
      };
    },
  };
}

interface StreamOptions {
  threadId: string;
  runId: string;
  follower: Follower;
  /** What is told before the run. */
  before?: readonly RunEvent[];
  isWithResults: boolean;
  /** Called when nobody listens any more. */
  onEnd: () => void;
}

/**
 * Runs as streams of events. A stream has no queue: whenever its reader is ready, it is told the difference between
 * what it knows and what the run is then, from memory while the run is executed here, otherwise from the store. So a
 * slow reader costs nothing and misses nothing, and one that hangs up changes nothing.
 */
export function createStreams({ state, executor, pingMs = PING_MS }: StreamsOptions) {
  return function stream({ threadId, runId, follower, before = [], isWithResults, onEnd }: StreamOptions): Response {
    const gone = new AbortController();
    const encoder = new TextEncoder();
    let waiting = before;
    let lastSentMs = performance.now();

    async function read(): Promise<{ text: string; isLive: boolean }> {
      const live = executor.view(runId);
      const view = live ?? (await readView(state, threadId, runId));
      let text = waiting.map(toText).join('');
      waiting = [];
      if (!view) {
        const { message, code, param } = notFound('run', runId);
        text += toText({ event: 'error', data: { code, message, param, type: 'invalid_request_error' } });
        follower.isDone = true;
      } else {
        const events = catchUp(follower, view, { isLive: live !== undefined, isWithResults });
        for await (const event of events) text += toText(event);
      }
      if (follower.isDone) text += 'event: done\ndata: [DONE]\n\n';
      return { text, isLive: live !== undefined };
    }

    /** What the client is told next; waits until there is something. */
    async function next(): Promise<string> {
      while (!gone.signal.aborted) {
        const asleep = new AbortController();
        // Taken before the run is read: nothing may happen unnoticed in between.
        const isHere = executor.has(runId);
        const changed = state.watch.next(threadId, 'live', isHere ? pingMs : LOOK_MS, asleep.signal);
        const stop = () => asleep.abort();
        gone.signal.addEventListener('abort', stop, { once: true });
        try {
          const { text } = await read();
          if (text !== '') return text;
          if (!isHere) executor.attend(threadId, runId);
          await changed;
        } finally {
          asleep.abort();
          gone.signal.removeEventListener('abort', stop);
        }
        if (performance.now() - lastSentMs >= pingMs) return ': ping\n\n';
      }
      return '';
    }

    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          try {
            await nextMacrotask(); // a model that never pauses must not keep everybody else waiting
            const text = await next();
            if (gone.signal.aborted) return;
            lastSentMs = performance.now();
            controller.enqueue(encoder.encode(text));
            if (!follower.isDone) return;
            controller.close();
            onEnd();
          } catch (error) {
            onEnd();
            throw error;
          }
        },
        cancel() {
          gone.abort();
          onEnd();
        },
      },
      { highWaterMark: 0 },
    );
    return new Response(body, {
      headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' },
    });
  };
}

interface StreamsOptions {
  state: State;
  executor: Pick<Executor, 'view' | 'has' | 'attend'>;
  /** @default 15000 */
  pingMs?: number;
}

function toText({ event, data }: RunEvent): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
