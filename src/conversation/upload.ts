import type { setTimeout as delay } from 'node:timers/promises';
import { APIError, type OpenAI, toFile } from 'openai';
import type { Logger } from 'pino';
import { ask, hasId, mayPass } from '../assistants/server-call.ts';

export interface UploadOptions {
  client: OpenAI;
  log: Logger;
  sleep?: typeof delay;
}

const TIMEOUT_MS = 60_000;

/** Puts files onto the Assistants server. */
export function createUpload({ client, log, sleep }: UploadOptions) {
  /**
   * The file's id; `undefined` when the server clearly refuses it. When nobody wants the file any more while it is under
   * way, it is deleted as soon as it is there. Rejects as `ask` does.
   */
  return async function upload(
    bytes: Uint8Array,
    name: string,
    purpose: 'vision' | 'assistants',
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const file = await toFile(bytes, name);
    const create = async () => {
      const creating = client.files.create({ file, purpose }, { maxRetries: 0, timeout: TIMEOUT_MS });
      return untilAborted(creating, signal).catch((error: unknown) => {
        if (signal.aborted) void creating.then(({ id }) => client.files.delete(id)).catch(() => undefined);
        throw error;
      });
    };
    try {
      return (await ask(create, hasId, { signal, ...(sleep && { sleep }) })).id;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof APIError) || mayPass(error)) throw error;
      log.warn({ purpose, err: error }, 'the Assistants server refuses a file');
      return undefined;
    }
  };
}

/** Rejects with the signal's reason when it is aborted, whatever becomes of the work. */
async function untilAborted<Result>(work: PromiseLike<Result>, signal: AbortSignal): Promise<Result> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
