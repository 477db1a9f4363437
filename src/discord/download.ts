import { UserError } from '../errors.ts';

export interface DownloadOptions {
  /** Where this Discord keeps files, if it is not Discord itself. */
  cdnUrl: string;
  fetch?: typeof fetch;
}

export interface DownloadLimits {
  maxBytes: number;
  /** @default 10 seconds */
  timeoutMs?: number;
  /** Ends it, with its reason. */
  signal?: AbortSignal;
}

/** Gets what people have attached. */
export type Download = ReturnType<typeof createDownload>;

/** https://docs.discord.com/developers/reference#signed-attachment-cdn-urls */
const DISCORDS_OWN = ['https://cdn.discordapp.com', 'https://media.discordapp.net'];
const TIMEOUT_MS = 10_000;

/**
 * Downloads attachments, from Discord's own hosts and the configured one and from nowhere else, wherever a URL or a
 * redirect points.
 */
export function createDownload({ cdnUrl, fetch: request = fetch }: DownloadOptions) {
  const origins = new Set([...DISCORDS_OWN, new URL(cdnUrl).origin]);

  /**
   * @throws {UserError} that says why it cannot be had: with the key `download.failed` it may be another time, and the
   * cause is what went wrong.
   */
  return async (url: string, { maxBytes, timeoutMs = TIMEOUT_MS, signal }: DownloadLimits): Promise<Buffer> => {
    const origin = URL.parse(url)?.origin;
    if (origin === undefined || !origins.has(origin)) throw new UserError('download.elsewhere');
    try {
      const ends = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]);
      const response = await request(url, { redirect: 'manual', signal: ends });
      if (!response.ok) await refuse(response);
      return await readWithin(response, maxBytes);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof UserError) throw error;
      throw new UserError('download.failed', {}, { cause: error });
    }
  };
}

async function refuse({ status, body }: Response): Promise<never> {
  await body?.cancel();
  const cause = new Error(`Discord answered with status ${status}.`);
  const mayPass = status >= 500 || status === 429 || status === 408;
  throw mayPass ? cause : new UserError('download.gone', {}, { cause });
}

async function readWithin(response: Response, maxBytes: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop early ends the download.
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > maxBytes) throw new UserError('download.tooLarge', { limit: Math.floor(maxBytes / 1024) });
    parts.push(part);
  }
  return Buffer.concat(parts);
}
