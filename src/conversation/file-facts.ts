import { APIError, type OpenAI } from 'openai';
import type { Logger } from 'pino';

/** What the Assistants server knows of a file. */
export interface FileFacts {
  readonly name: string;
  readonly bytes: number;
}

const MAX_KEPT = 1_000;
/** An answer does not wait long for a name. */
const OPTIONS = { maxRetries: 0, timeout: 5_000 };

/** Asks for the names and sizes of files, and remembers the newest thousand: files do not change. */
export function createFileFacts({ client, log }: { client: OpenAI; log: Logger }) {
  const kept = new Map<string, FileFacts>();

  /** `undefined` when the server does not tell. */
  return async function factsOf(fileId: string, signal: AbortSignal): Promise<FileFacts | undefined> {
    const known = kept.get(fileId);
    if (known) return known;
    try {
      const { filename: name, bytes } = await client.files.retrieve(fileId, { signal, ...OPTIONS });
      if (typeof name !== 'string' || typeof bytes !== 'number') return undefined;
      const [oldest] = kept.keys();
      if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest);
      kept.set(fileId, { name, bytes });
      return { name, bytes };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof APIError && error.status === 404)) log.warn({ fileId, err: error }, 'file not found out');
      return undefined;
    }
  };
}
