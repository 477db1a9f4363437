/** A thread that writes long answers as messages, so that the bot hears Discord meanwhile. */
import { parentPort } from 'node:worker_threads';
import { splitOnly, writeMessages, type Writing } from './write-messages.ts';

parentPort?.on('message', ({ writing, isRendered }: { writing: Writing; isRendered: boolean }) => {
  parentPort?.postMessage(isRendered ? writeMessages(writing) : splitOnly(writing), []);
});
