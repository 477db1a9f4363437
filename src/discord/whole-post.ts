import type { Message } from 'discord.js';
import type { Logger } from 'pino';
import type { Conversations } from '../conversation/conversations.ts';
import type { PostFile } from '../conversation/post.ts';
import type { Download } from './download.ts';
import { forwardedText, IN_REPLY_TO_UNKNOWN, inReplyTo } from './quote.ts';
import { inParagraphs, type SeenPost } from './read-post.ts';
import { repliedTo } from './replied-to.ts';

export interface WholePostOptions {
  conversations: Pick<Conversations, 'stateOf'>;
  download: Download;
  log: Logger;
  signal: AbortSignal;
}

/** A post with what it only points at. */
interface WholePost {
  /** Empty, and without files: there is nothing to answer. */
  readonly text: string;
  /** What a thread about it is called after. */
  readonly topic: string;
  readonly length: number;
  /** The person's own first. */
  readonly files: readonly PostFile[];
  /** So many of them the person has attached or passed on. */
  readonly ownFiles: number;
}

export type ReadWholePost = ReturnType<typeof createReadWholePost>;

/** An Assistants message holds 256,000 characters, and there is more in it than this. */
const MAX_PASTE_BYTES = 240 * 1_024;
/** No character of JavaScript's takes more in UTF-8. */
const MOST_BYTES_PER_CHARACTER = 3;
const DOWNLOAD_MS = 5_000;
/** So much is told of a message that the conversation has already, to say which one is meant. */
const REMINDER_LENGTH = 300;
const MAX_REPLIED_TO_LENGTH = 4_000;

/**
 * Reads what a post that is to be answered points at: the text that Discord's client has made a file of, and the message
 * that it replies to. What cannot be had is left out. Rejects with a `StoreAwayError`, or when the signal is aborted.
 */
export function createReadWholePost({ conversations, download, log, signal }: WholePostOptions) {
  async function textOf({ url, id, bytes: size }: PostFile): Promise<string | undefined> {
    if (size > MAX_PASTE_BYTES) return undefined;
    try {
      const bytes = await download(url, { maxBytes: MAX_PASTE_BYTES, timeoutMs: DOWNLOAD_MS, signal });
      return new TextDecoder().decode(bytes).trim();
    } catch (error) {
      signal.throwIfAborted();
      log.warn({ fileId: id, err: error }, 'long text could not be read, taking it as a file');
      return undefined;
    }
  }

  /** Of a message of Bobbin's own in the conversation the assistant needs no reminder. */
  async function quotedBy(message: Message, { repliesTo, isReply }: SeenPost, conversationId: string) {
    const isHere = conversationId === message.channelId;
    if (repliesTo === undefined || (isReply && isHere)) return undefined;
    const quote = await repliedTo(message, repliesTo);
    if (!quote) return 'unknown';
    return { quote, isKnown: isHere && (await conversations.stateOf(conversationId, repliesTo)) !== 'unknown' };
  }

  return async (
    message: Message,
    seen: SeenPost,
    { conversationId, mostFiles = Infinity }: { conversationId: string; mostFiles?: number | undefined },
  ): Promise<WholePost> => {
    const { author, text, forward, paste } = seen;
    const pasted = paste && (await textOf(paste));
    const own = [...seen.files, ...(paste && pasted === undefined ? [{ ...paste, isPaste: true }] : [])];
    const quoted = await quotedBy(message, seen, conversationId);
    const { quote, isKnown } = typeof quoted === 'object' ? quoted : { quote: undefined, isKnown: false };
    const reply = quote && inReplyTo(quote, author, isKnown ? REMINDER_LENGTH : MAX_REPLIED_TO_LENGTH);
    // Nobody is refused for the files of somebody else.
    const others = quote && !isKnown ? quote.files.slice(0, Math.max(0, mostFiles - own.length)) : [];
    const files = [...own, ...others];
    const whole = inParagraphs(text, pasted ?? '', forward ? forwardedText(forward, author) : '', reply ?? '');
    return {
      text: quoted === 'unknown' && whole === '' && files.length === 0 ? IN_REPLY_TO_UNKNOWN : whole,
      topic: text || pasted || forward?.text || quote?.text || files[0]?.name || '',
      // What is not read is that long at least.
      length: seen.length + (pasted?.length ?? Math.ceil((paste?.bytes ?? 0) / MOST_BYTES_PER_CHARACTER)),
      files,
      ownFiles: own.length,
    };
  };
}
