import type { setTimeout as delay } from 'node:timers/promises';
import type OpenAI from 'openai';
import type { Logger } from 'pino';
import { ask, ONE_TRY } from '../assistants/server-call.ts';
import { createSlots } from '../slots.ts';
import type { OutgoingFile } from './surface.ts';
import type { Part, PartFile } from './turn.ts';

export interface LoadFilesOptions {
  client: OpenAI;
  log: Logger;
  sleep?: typeof delay;
}

/** The files of a message, and those that cannot be had. */
export interface LoadedFiles {
  readonly files: readonly OutgoingFile[];
  readonly lost: readonly PartFile[];
}

interface Loaded {
  readonly file: PartFile;
  readonly content?: Uint8Array;
}

/** Messages whose files are fetched at the same time, each one after the other: so none takes the place of all others. */
const AT_ONCE = 4;
/** For the files of one message, however often they are tried. */
const MAX_MS = 60_000;

/** Gets the bytes of the files of a message: from the Assistants server, where they are not stored with it. */
export function createLoadFiles({ client, log, sleep }: LoadFilesOptions) {
  const slots = createSlots(AT_ONCE);

  async function download(fileId: string, maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
    const read = async () => {
      const { body } = await client.files.content(fileId, { signal, ...ONE_TRY });
      const chunks: Uint8Array[] = [];
      let bytes = 0;
      for await (const chunk of body ?? []) {
        bytes += chunk.length;
        if (bytes > maxBytes) throw new Error(`File ${fileId} is larger than ${maxBytes} bytes.`);
        chunks.push(chunk);
      }
      return Buffer.concat(chunks);
    };
    return ask(read, () => true, { signal, ...(sleep && { sleep }) });
  }

  async function contentOf(file: PartFile, maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
    if ('text' in file) return Buffer.from(file.text);
    if ('base64' in file) return Buffer.from(file.base64, 'base64');
    return download(file.fileId, maxBytes, signal);
  }

  async function loadAll(files: readonly PartFile[], maxBytes: number, signal: AbortSignal): Promise<Loaded[]> {
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(MAX_MS)]);
    const loaded: Loaded[] = [];
    for (const file of files) {
      try {
        loaded.push({ file, content: await contentOf(file, maxBytes, inTime) });
      } catch (error) {
        signal.throwIfAborted();
        log.warn({ fileId: 'fileId' in file ? file.fileId : undefined, err: error }, 'file of an answer not loaded');
        loaded.push({ file });
      }
    }
    return loaded;
  }

  /** Rejects with the signal's reason only. A server that is away is waited for, for about half a minute. */
  return async function loadFiles(
    { files = [] }: Pick<Part, 'files'>,
    { maxBytes, signal }: { maxBytes: number; signal: AbortSignal },
  ): Promise<LoadedFiles> {
    if (files.length === 0) return { files: [], lost: [] };
    const loaded = await slots.run(() => loadAll(files, maxBytes, signal));
    return {
      files: loaded.flatMap(({ file: { name, description }, content }) =>
        content ? [{ name, content, ...(description !== undefined && { description }) }] : [],
      ),
      lost: loaded.flatMap(({ file, content }) => (content ? [] : [file])),
    };
  };
}
