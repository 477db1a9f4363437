import { APIError, type OpenAI } from 'openai';
import type { Logger } from 'pino';
import { orGone } from '../assistants/or-gone.ts';
import { isPage, mayPass, ONE_TRY, orRubbish } from '../assistants/server-call.ts';
import { createSlots } from '../slots.ts';
import { filesOfMessage, type ThreadMessage } from './thread-messages.ts';

export interface DropThreadOptions {
  client: OpenAI;
  log: Logger;
}

const AT_ONCE = 4;

/**
 * Deletes things from the Assistants server with all that belongs to them. What is not there is as good as deleted; what
 * the server clearly refuses to delete is logged. Rejects with the client's error for what may work later: all of it can
 * be done again, wherever it broke off.
 */
export function createDropThread({ client, log }: DropThreadOptions) {
  const { threads, assistants } = client.beta;

  async function remove(what: object, call: () => PromiseLike<unknown>, signal: AbortSignal): Promise<void> {
    try {
      await orGone(call);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof APIError) || mayPass(error)) throw error;
      log.warn({ ...what, err: error }, 'the server does not let something be deleted');
    }
  }

  async function dropFiles(fileIds: Iterable<string>, signal: AbortSignal): Promise<void> {
    const slots = createSlots(AT_ONCE);
    const drop = (fileId: string) =>
      slots.run(() => remove({ fileId }, () => client.files.delete(fileId, { signal, ...ONE_TRY }), signal));
    await Promise.all([...fileIds].map(drop));
  }

  async function filesOf(threadId: string, signal: AbortSignal): Promise<Set<string>> {
    const files = new Set<string>();
    const list = () => threads.messages.list(threadId, { limit: 100 }, { signal, ...ONE_TRY });
    await orGone(async () => {
      for await (const message of await orRubbish(list, isPage)) {
        for (const fileId of filesOfMessage(message)) files.add(fileId);
      }
    });
    return files;
  }

  /** The server makes one for what is attached to messages; at OpenAI it outlived the thread. */
  async function dropVectorStores(threadId: string, signal: AbortSignal): Promise<void> {
    const thread = await orGone(() => threads.retrieve(threadId, { signal, ...ONE_TRY }));
    const storeIds = new Set(thread?.tool_resources?.file_search?.vector_store_ids);
    if (storeIds.size === 0) return;
    const list = () => assistants.list({ limit: 100 }, { signal, ...ONE_TRY });
    for await (const { tool_resources: resources } of await orRubbish(list, isPage)) {
      for (const id of resources?.file_search?.vector_store_ids ?? []) storeIds.delete(id);
    }
    for (const storeId of storeIds) {
      await remove({ storeId }, () => client.vectorStores.delete(storeId, { signal, ...ONE_TRY }), signal);
    }
  }

  return {
    dropFiles,

    /**
     * Deletes an Assistants thread, first the files of its messages and what the server has made for them. Files that
     * one of the `others`, threads of the same conversation, has as well stay.
     */
    async dropThread(threadId: string, others: Iterable<string>, signal: AbortSignal): Promise<void> {
      const files = await filesOf(threadId, signal);
      for (const other of new Set(others)) {
        if (files.size === 0 || other === threadId) continue;
        for (const fileId of await filesOf(other, signal)) files.delete(fileId);
      }
      await dropFiles(files, signal);
      await dropVectorStores(threadId, signal);
      await orGone(() => threads.delete(threadId, { signal, ...ONE_TRY }));
    },

    dropMessage,

    /** Deletes what the assistant has written in a run, with its files. */
    async dropAnswer(threadId: string, runId: string, signal: AbortSignal): Promise<void> {
      const list = () => threads.messages.list(threadId, { run_id: runId, limit: 100 }, { signal, ...ONE_TRY });
      for await (const message of await orRubbish(list, isPage)) {
        if (message.role === 'assistant') await dropMessage(threadId, message, signal);
      }
    },
  };

  /** Deletes a message and its files. */
  async function dropMessage(threadId: string, message: ThreadMessage, signal: AbortSignal): Promise<void> {
    const files = filesOfMessage(message);
    if (files.length > 0) await withdraw(threadId, new Set(files), signal);
    await dropFiles(files, signal);
    await orGone(() => threads.messages.delete(message.id, { thread_id: threadId }, { signal, ...ONE_TRY }));
  }

  /** No code is to run with files that there are not any more: it would not run at all. */
  async function withdraw(threadId: string, gone: ReadonlySet<string>, signal: AbortSignal): Promise<void> {
    const thread = await orGone(() => threads.retrieve(threadId, { signal, ...ONE_TRY }));
    const before = thread?.tool_resources?.code_interpreter?.file_ids ?? [];
    const left = before.filter((fileId) => !gone.has(fileId));
    if (left.length === before.length) return;
    const resources = { code_interpreter: { file_ids: left } };
    const update = () => threads.update(threadId, { tool_resources: resources }, { signal, ...ONE_TRY });
    await remove({ threadId }, update, signal);
  }
}
