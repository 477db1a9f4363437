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

  /** @throws {UserError} that says why it cannot be had. */
  return async (url: string, { maxBytes, timeoutMs = TIMEOUT_MS }: DownloadLimits): Promise<Buffer> => {
    const origin = URL.parse(url)?.origin;
    if (origin === undefined || !origins.has(origin)) throw new UserError('download.elsewhere');
    try {
      const response = await request(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
      if (!response.ok) throw new Error(`Discord answered with status ${response.status}.`);
      return await readWithin(response, maxBytes);
    } catch (error) {
      if (error instanceof UserError) throw error;
      throw new UserError('download.failed', {}, { cause: error });
    }
  };
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
