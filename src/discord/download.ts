import { UserError } from '../errors.ts';

export interface DownloadOptions {
  /** Where the configured Discord keeps files. */
  cdnUrl: string;
  maxBytes: number;
  signal: AbortSignal;
}

/** Where Discord keeps what people attach: https://docs.discord.com/developers/reference#image-formatting */
const DISCORD_HOSTS = ['cdn.discordapp.com', 'media.discordapp.net'];

/**
 * A file that somebody has attached. Only Discord is asked for it, and what it answers with is not followed elsewhere.
 * @throws {UserError} when it is too large, or cannot be had.
 */
export async function download(url: string, { cdnUrl, maxBytes, signal }: DownloadOptions): Promise<Buffer> {
  if (!isDiscords(url, cdnUrl)) throw new UserError('commands.fileNotHad');
  try {
    const response = await fetch(url, { redirect: 'error', signal });
    if (!response.ok || !response.body) throw new UserError('commands.fileNotHad');
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of response.body) {
      length += chunk.byteLength;
      if (length > maxBytes) throw new UserError('commands.fileTooLarge', { limit: megabytes(maxBytes) });
      chunks.push(chunk);
    }
    return Buffer.concat(chunks, length);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError('commands.fileNotHad', {}, { cause: error });
  }
}

function isDiscords(url: string, cdnUrl: string): boolean {
  if (url.startsWith(`${cdnUrl}/`)) return URL.canParse(url) && new URL(url).origin === new URL(cdnUrl).origin;
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' && DISCORD_HOSTS.includes(hostname);
}

function megabytes(bytes: number): string {
  return `${Math.round((bytes / 1_048_576) * 10) / 10} MB`;
}
