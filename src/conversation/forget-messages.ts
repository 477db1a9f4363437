import { NotFoundError, type OpenAI } from 'openai';
import type { Logger } from 'pino';
import { createDropThread } from './drop-thread.ts';

export interface ForgetMessagesOptions {
  client: OpenAI;
  log: Logger;
}

/** How far back a message is looked for. */
const MAX_LOOKED_AT = 1_000;

/** Deletes the messages of deleted posts, and their files, from an Assistants thread. Rejects with the client's error. */
export function createForgetMessages({ client, log }: ForgetMessagesOptions) {
  const { messages } = client.beta.threads;
  const { dropMessage } = createDropThread({ client, log });

  return async function forgetMessages(threadId: string, postIds: readonly string[], signal: AbortSignal) {
    const missing = new Set(postIds);
    let lookedAt = 0;
    try {
      for await (const message of messages.list(threadId, { limit: 100 }, { signal })) {
        const postId = message.metadata?.['discord_message_id'];
        if (postId !== undefined && missing.delete(postId)) await dropMessage(threadId, message, signal);
        lookedAt += 1;
        if (missing.size === 0 || lookedAt >= MAX_LOOKED_AT) break;
      }
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error; // a thread that is gone holds nothing
      return;
    }
    if (missing.size > 0) {
      log.warn({ threadId, posts: [...missing], lookedAt }, 'the messages of deleted posts were not found');
    }
  };
}
