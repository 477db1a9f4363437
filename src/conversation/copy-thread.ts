import { setTimeout as delay } from 'node:timers/promises';
import { APIError, type OpenAI } from 'openai';
import { MAX_TRIES, ONE_TRY, retryWaitMs } from '../assistants/server-call.ts';
import { filesOfMessage, messagesOf, textOfMessage, type ThreadMessage } from './thread-messages.ts';

export interface CopyThreadOptions {
  client: OpenAI;
  sleep?: typeof delay;
}

type NewMessage = OpenAI.Beta.Threads.MessageCreateParams;

/** When a copied message was written, in seconds since 1970: the API gives a copy the time of the copying. */
export const WRITTEN_AT = 'bobbin_written_at';
const MAX_METADATA = 16;

/** Copies messages from one Assistants thread into another. */
export function createCopyThread({ client, sleep = delay }: CopyThreadOptions) {
  const { messages } = client.beta.threads;

  /**
   * Adds the messages that are wanted, in their order, with role, text, pictures, attachments and metadata; what the API
   * lets nobody set is lost: annotations, runs, times (see `WRITTEN_AT`). Rejects when it is unclear whether a message is
   * there: then the copy is to be thrown away.
   */
  return async function copyThread(
    from: string,
    to: string,
    isWanted: (message: ThreadMessage) => boolean,
    signal: AbortSignal,
  ): Promise<void> {
    for await (const message of messagesOf(client, from, { order: 'asc', signal, sleep })) {
      if (isWanted(message)) await add(to, message, signal);
    }
  };

  async function add(threadId: string, message: ThreadMessage, signal: AbortSignal): Promise<void> {
    const copy = copyOf(message);
    if (copy.content.length === 0) return; // the API has empty answers, and takes none
    try {
      await create(threadId, copy, signal);
    } catch (error) {
      const isRefused = error instanceof APIError && (error.status === 400 || error.status === 404);
      const text = textOfMessage(message);
      if (!isRefused || filesOfMessage(message).length === 0) throw error;
      // One of its files is gone.
      const { attachments: _gone, ...rest } = copy;
      await create(threadId, { ...rest, content: text || '[A file that is gone.]' }, signal);
    }
  }

  /** There is no idempotency key: only a clear refusal is waited out. */
  async function create(threadId: string, message: NewMessage, signal: AbortSignal): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await messages.create(threadId, message, { signal, ...ONE_TRY });
        return;
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof APIError) || error.status !== 429 || tries >= MAX_TRIES) throw error;
        await sleep(retryWaitMs(error, tries), undefined, { signal });
      }
    }
  }
}

function asGiven(part: ThreadMessage['content'][number]): OpenAI.Beta.Threads.MessageContentPartParam[] {
  if (part.type === 'text') return part.text.value === '' ? [] : [{ type: 'text', text: part.text.value }];
  return part.type === 'refusal' ? [{ type: 'text', text: part.refusal }] : [part];
}

function copyOf({ role, content, attachments, metadata, created_at: writtenAt }: ThreadMessage): NewMessage {
  const known = metadata ?? {};
  const hasRoom = known[WRITTEN_AT] === undefined && Object.keys(known).length < MAX_METADATA;
  return {
    role,
    content: content.flatMap(asGiven),
    ...(attachments && attachments.length > 0 && { attachments }),
    metadata: { ...known, ...(hasRoom && { [WRITTEN_AT]: `${writtenAt}` }) },
  };
}
