import { type APIMessage, DiscordAPIError, type REST, Routes } from 'discord.js';
import type { PostFile, ReadPostFile } from '../conversation/post.ts';
import { UserError } from '../errors.ts';
import type { Download } from './download.ts';

export interface ReadPostFileOptions {
  download: Download;
  rest: Pick<REST, 'get'>;
  now?: () => number;
}

const DOWNLOAD_MS = 120_000;

/** Gets the files of posts from Discord, also long after they were posted. */
export function createReadPostFile({ download, rest, now = Date.now }: ReadPostFileOptions): ReadPostFile {
  /** A URL that works again. */
  async function renewed(file: PostFile, { channelId, messageId }: Source, signal: AbortSignal): Promise<string> {
    const message = await find(channelId, messageId, signal);
    const messages = [message, ...(message.message_snapshots ?? []).map((snapshot) => snapshot.message)];
    const found = messages.flatMap(({ attachments }) => attachments).find(({ id }) => id === file.id);
    if (!found) throw new UserError('download.gone');
    return found.url;
  }

  async function find(channelId: string, messageId: string, signal: AbortSignal): Promise<APIMessage> {
    try {
      return (await rest.get(Routes.channelMessage(channelId, messageId), { signal })) as APIMessage;
    } catch (error) {
      const isGone = error instanceof DiscordAPIError && (error.status === 403 || error.status === 404);
      throw isGone ? new UserError('download.gone', {}, { cause: error }) : error;
    }
  }

  return async (file, { id: messageId, channelId }, { maxBytes, signal }) => {
    const limits = { maxBytes, signal, timeoutMs: DOWNLOAD_MS };
    const source = file.source ?? { channelId, messageId };
    if (file.bytes > maxBytes) throw new UserError('download.tooLarge', { limit: Math.floor(maxBytes / 1024) });
    try {
      if (!hasRunOut(file.url, now())) {
        try {
          return await download(file.url, limits);
        } catch (error) {
          if (!isGone(error)) throw error;
        }
      }
      return await download(await renewed(file, source, signal), limits);
    } catch (error) {
      // Another try may succeed.
      if (error instanceof UserError && error.key === 'download.failed') throw error.cause;
      throw error;
    }
  };
}

type Source = NonNullable<PostFile['source']>;

function isGone(error: unknown): boolean {
  return error instanceof UserError && error.key === 'download.gone';
}

/** https://docs.discord.com/developers/reference#signed-attachment-cdn-urls */
function hasRunOut(url: string, nowMs: number): boolean {
  const runsOut = URL.parse(url)?.searchParams.get('ex') ?? '';
  return /^[\da-f]+$/i.test(runsOut) && Number.parseInt(runsOut, 16) * 1_000 <= nowMs;
}
