import type { setTimeout as delay } from 'node:timers/promises';
import { NotFoundError, type OpenAI } from 'openai';
import type { DefaultAssistant } from '../assistants/default-assistant.ts';
import type { ExportedConversation, ExportedMessage } from '../markdown/export.ts';
import { timeOf } from '../snowflake.ts';
import { WRITTEN_AT } from './copy-thread.ts';
import type { Ledger } from './ledger.ts';
import { filesOfMessage, messagesOf, textOfMessage, type ThreadMessage } from './thread-messages.ts';

export interface ExportOptions {
  client: OpenAI;
  ledger: Ledger;
  defaultAssistant: DefaultAssistant;
  sleep?: typeof delay;
}

/** So many messages are exported, the newest ones. */
const MAX_MESSAGES = 5_000;

/** Reads a conversation back from its Assistants thread. */
export function createExport({ client, ledger, defaultAssistant, sleep }: ExportOptions) {
  async function assistantOf(id: string): Promise<ExportedConversation['assistant']> {
    try {
      const { name } = await client.beta.assistants.retrieve(id);
      return { id, name };
    } catch (error) {
      if (error instanceof NotFoundError) return undefined;
      throw error;
    }
  }

  /**
   * What was said, with nothing in it when nothing was; `undefined` when there is no conversation. What waits or is under
   * way is not part of it. Rejects with the client's error.
   */
  return async function exportConversation(
    conversationId: string,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<ExportedConversation | undefined> {
    const record = await ledger.get(conversationId);
    if (record === undefined) return undefined;
    const newest: ExportedMessage[] = [];
    let isCut = false;
    try {
      const { threadId } = record;
      const messages = threadId === undefined ? [] : messagesOf(client, threadId, { order: 'desc', signal, sleep });
      for await (const message of messages) {
        isCut = newest.length === MAX_MESSAGES;
        if (isCut) break;
        newest.push(exported(message));
      }
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error; // a thread that is gone holds nothing
    }
    const assistant = await assistantOf(record.assistantId ?? (await defaultAssistant.id()));
    return { conversationId, ...(assistant && { assistant }), messages: newest.toReversed(), isCut };
  };
}

function exported(message: ThreadMessage): ExportedMessage {
  const { role, metadata, created_at: createdAt } = message;
  const { discord_author_id: authorId, discord_message_id: postId, [WRITTEN_AT]: writtenAt } = metadata ?? {};
  const atMs = postId !== undefined && /^\d+$/.test(postId) ? timeOf(postId) : Number(writtenAt ?? createdAt) * 1_000;
  const files = filesOfMessage(message);
  const { name, text } = authorId === undefined ? { text: textOfMessage(message) } : spoken(textOfMessage(message));
  return {
    role,
    ...(authorId !== undefined && { author: { id: authorId, name: name ?? authorId } }),
    createdAt: new Date(Number.isFinite(atMs) ? atMs : createdAt * 1_000).toISOString(),
    text,
    ...(files.length > 0 && { files }),
  };
}

/** Takes apart what `spokenText` has put together. */
function spoken(text: string): { name?: string; text: string } {
  const end = text.indexOf(': ');
  return end < 1 ? { text } : { name: text.slice(0, end), text: text.slice(end + 2) };
}
