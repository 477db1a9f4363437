import { NotFoundError, type OpenAI } from 'openai';
import type { Logger } from 'pino';

export interface ForgetMessagesOptions {
  client: OpenAI;
  log: Logger;
}

/** How far back a message is looked for. */
const MAX_LOOKED_AT = 1_000;

/** Deletes the messages of deleted posts from an Assistants thread. Rejects with the client's error. */
export function createForgetMessages({ client, log }: ForgetMessagesOptions) {
  const { messages } = client.beta.threads;

  return async function forgetMessages(threadId: string, postIds: readonly string[], signal: AbortSignal) {
    const missing = new Set(postIds);
    let lookedAt = 0;
    try {
      for await (const { id, metadata } of messages.list(threadId, { limit: 100 }, { signal })) {
        const postId = metadata?.['discord_message_id'];
        if (postId !== undefined && missing.delete(postId)) await remove(threadId, id, signal);
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

  async function remove(threadId: string, id: string, signal: AbortSignal): Promise<void> {
    try {
      await messages.delete(id, { thread_id: threadId }, { signal });
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
    }
  }
}
