import type { Entries, Entry } from './entries.ts';
import type { Kind } from './entry.ts';
import { summaryOf } from './summary.ts';

/** At most ten a second. */
const BATCH_MS = 100;
const KEEP_ALIVE_MS = 15_000;

interface EntryStreamOptions {
  entries: Entries;
  /** Begins with what came after this one. */
  after: number;
  isWanted: (kind: Kind) => boolean;
}

/** What is seen from now on, as server-sent events: `data: {"entries":[…]}`, or `data: {"cleared":true}`. */
export function createEntryStream({ entries, after, isWanted }: EntryStreamOptions): Response {
  const encoder = new TextEncoder();
  let stop: (() => void) | undefined;

  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      let waiting: Entry[] = [];
      let timer: NodeJS.Timeout | undefined;

      function clear(): void {
        controller.enqueue(encoder.encode('data: {"cleared":true}\n\n'));
      }

      function send(batch: readonly Entry[]): void {
        const summaries = batch.map(summaryOf);
        const id = summaries.at(-1)?.id ?? Math.min(after, entries.lastId());
        controller.enqueue(encoder.encode(`id: ${id}\ndata: ${JSON.stringify({ entries: summaries })}\n\n`));
      }

      function flush(): void {
        timer = undefined;
        // One who does not read is told later, and more at once.
        if ((controller.desiredSize ?? 0) <= 0) return wait();
        send(waiting);
        waiting = [];
      }

      function wait(): void {
        timer ??= setTimeout(flush, BATCH_MS).unref();
      }

      // Of another process, whose entries are gone.
      const isLost = after > entries.lastId();
      if (isLost) clear();
      send(entries.after(isLost ? 0 : after).filter(({ kind }) => isWanted(kind)));
      const stopListening = entries.listen((entry) => {
        if (entry === 'cleared') {
          waiting = [];
          clear();
        } else if (isWanted(entry.kind)) {
          waiting.push(entry);
          wait();
        }
      });
      const keepAlive = setInterval(() => controller.enqueue(encoder.encode(': still here\n\n')), KEEP_ALIVE_MS);
      keepAlive.unref();
      stop = () => {
        stopListening();
        clearInterval(keepAlive);
        clearTimeout(timer);
      };
    },
    cancel: () => stop?.(),
  });
  return new Response(stream, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' } });
}
