import type { setTimeout as delay } from 'node:timers/promises';
import { APIError, type OpenAI, toFile } from 'openai';
import type { Logger } from 'pino';
import { ask, hasId, isPage, mayPass, ONE_TRY, orRubbish, RubbishError } from '../assistants/server-call.ts';
import { patiently } from '../patiently.ts';
import { uploadsOf } from './brought-file.ts';
import type { Ledger } from './ledger.ts';
import { StoreAwayError } from './store-away.ts';
import type { TurnUnderWay } from './turn.ts';

export interface UploadOptions {
  client: OpenAI;
  ledger: Pick<Ledger, 'read'>;
  log: Logger;
  sleep?: typeof delay;
}

export interface Upload {
  readonly bytes: Uint8Array;
  /** The server goes by its ending. */
  readonly name: string;
  /** No other file has this name: after an unclear failure the file is looked for by it. */
  readonly isNameUnique: boolean;
  readonly purpose: 'vision' | 'assistants';
  /** Writes the file down with the turn. */
  readonly keep: (fileId: string) => Promise<void>;
}

const TIMEOUT_MS = 60_000;
/** Among so many files it is looked for. */
const NEWEST = 100;
const FIRST_WAIT_MS = 200;
const MAX_WAIT_MS = 2_000;

/** Puts files of posts onto the Assistants server. */
export function createUpload({ client, ledger, log, sleep }: UploadOptions) {
  /**
   * The file's id, once it is written down; `refused` when the server clearly does not take it, `failed` when it did not
   * in all tries. One that is there already, because a process died over it or its answer was lost, is not uploaded
   * again, if it can be told from others. What nobody wants any more, or nobody has written down, is deleted as soon as it is there. Rejects with the
   * signal's reason and as `keep` does.
   */
  return async function upload(
    { conversationId, isNew }: TurnUnderWay,
    { bytes, name, isNameUnique, purpose, keep }: Upload,
    signal: AbortSignal,
  ): Promise<{ fileId: string } | 'refused' | 'failed'> {
    const file = await toFile(bytes, name);
    let mayExist = !isNew;
    const create = async () => {
      const there = mayExist && isNameUnique ? await find(conversationId, name, purpose, signal) : undefined;
      if (there) return there;
      mayExist = true;
      const creating = client.files.create({ file, purpose }, { maxRetries: 0, timeout: TIMEOUT_MS });
      return untilAborted(creating, signal).catch((error: unknown) => {
        if (signal.aborted) void creating.then(({ id }) => client.files.delete(id)).catch(() => undefined);
        throw error;
      });
    };
    let fileId: string;
    try {
      fileId = (await ask(create, hasId, { signal, ...(sleep && { sleep }) })).id;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof APIError || error instanceof RubbishError)) throw error;
      log.warn({ purpose, err: error }, 'the Assistants server does not take a file');
      return mayPass(error) ? 'failed' : 'refused';
    }
    try {
      await patiently(() => keep(fileId), {
        mayPass: (error) => error instanceof StoreAwayError,
        firstWaitMs: FIRST_WAIT_MS,
        maxWaitMs: MAX_WAIT_MS,
        signal,
        sleep,
      });
    } catch (error) {
      void takeBack(conversationId, fileId).catch(() => undefined);
      signal.throwIfAborted();
      throw error;
    }
    return { fileId };
  };

  /** What waits to be deleted does not count. */
  async function find(conversationId: string, name: string, purpose: string, signal: AbortSignal) {
    const { turn, inbox } = await ledger.read(conversationId);
    const stale = [...(turn?.staleFiles ?? []), ...(inbox.staleFiles ?? [])];
    const list = () => client.files.list({ purpose, order: 'desc', limit: NEWEST }, { signal, ...ONE_TRY });
    try {
      const { data } = await orRubbish(list, isPage);
      return data.find(({ id, filename }) => filename === name && !stale.includes(id));
    } catch (error) {
      if (!(error instanceof APIError) || mayPass(error)) throw error;
      return undefined; // a server that does not list files
    }
  }

  /** What could not be written down for certain may be all the same: then whoever goes on with the turn needs it. */
  async function takeBack(conversationId: string, fileId: string): Promise<void> {
    const { turn } = await ledger.read(conversationId);
    if (!uploadsOf(turn?.files).includes(fileId)) await client.files.delete(fileId, ONE_TRY);
  }
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
