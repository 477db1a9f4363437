import type { setTimeout as delay } from 'node:timers/promises';
import type OpenAI from 'openai';
import type { Logger } from 'pino';
import type { DefaultAssistant } from '../assistants/default-assistant.ts';
import type { Store } from '../storage/store.ts';
import { texts } from '../texts.ts';
import { createAnswerer } from './answer.ts';
import { createDelivery } from './delivery.ts';
import type { Post } from './post.ts';
import { createConversationRecords } from './records.ts';
import type { Surface } from './surface.ts';
import { createTyping } from './typing.ts';

export interface ConversationsOptions {
  client: OpenAI;
  store: Store;
  surface: Surface;
  defaultAssistant: DefaultAssistant;
  log: Logger;
  sleep?: typeof delay;
  now?: () => number;
}

export type Conversations = ReturnType<typeof createConversations>;

/** What the bot does with posts: winds each Discord thread onto an Assistants thread, and answers. */
export function createConversations(options: ConversationsOptions) {
  const { client, store, surface, defaultAssistant, log } = options;
  const records = createConversationRecords(store);
  const answerer = createAnswerer({ ...options, records });
  const stop = new AbortController();
  const waiting = new Map<string, Post[]>();
  const working = new Map<string, Promise<void>>();
  let sending = 0;

  const delivery = createDelivery({ ...options, surface: { ...surface, send: countedSend } });
  const typing = createTyping({ ...options, isBusy: () => sending > 0 });

  async function countedSend(message: Parameters<Surface['send']>[0]): Promise<string> {
    sending += 1;
    try {
      return await surface.send(message);
    } finally {
      sending -= 1;
    }
  }

  /** Answers what waits in one conversation, turn after turn, until nothing waits. */
  async function work(conversationId: string): Promise<void> {
    for (let posts = waiting.get(conversationId); isFilled(posts); posts = waiting.get(conversationId)) {
      waiting.delete(conversationId);
      await turn(posts);
    }
    working.delete(conversationId); // in one step with the last look, or a post could fall in between
  }

  /** Never rejects: a turn that fails must not stop the next. */
  async function turn(posts: readonly [Post, ...Post[]]): Promise<void> {
    const newest = posts.at(-1) ?? posts[0];
    const { conversationId } = newest;
    try {
      const answer = await typing.during(conversationId, () => answerer.answer(posts, stop.signal));
      await delivery.deliver(answer, newest, stop.signal);
    } catch (error) {
      if (!stop.signal.aborted) {
        log.error({ conversationId, err: error }, 'answer was not delivered');
        return;
      }
      await say(newest, texts.restarting);
    }
  }

  async function say(post: Post, text: string): Promise<void> {
    const { conversationId, id } = post;
    try {
      await surface.send({ conversationId, content: text, replyTo: id, mayPing: post.author.id, nonce: `bye-${id}` });
    } catch (error) {
      log.warn({ conversationId, err: error }, 'could not say that an answer is missing');
    }
  }

  return {
    /** Whether Bobbin has a conversation in this Discord thread, channel or DM, or had one and was taken out of it. */
    async memoryOf(conversationId: string): Promise<'talking' | 'left' | 'none'> {
      const record = await records.get(conversationId);
      if (record === undefined) return 'none';
      return record.hasLeft ? 'left' : 'talking';
    },

    /** Somebody took Bobbin out of the thread: it is quiet there until it is mentioned. */
    async leave(conversationId: string): Promise<void> {
      await records.update(conversationId, (record) => record && { ...record, hasLeft: true });
    },

    /**
     * Takes a post in; it is answered later, together with those that wait beside it. Calls for one conversation must
     * come one after another: their order is the order of the posts. Rejects when the store fails.
     */
    async take(post: Post): Promise<void> {
      const { conversationId, author, hasHistory } = post;
      await records.update(conversationId, (record) => {
        if (record?.hasLeft) {
          const { hasLeft: _back, ...rest } = record;
          return rest;
        }
        if (record !== undefined) return undefined;
        return { startedBy: author.id, ...(hasHistory && { isForgotten: true }) };
      });
      waiting.set(conversationId, [...(waiting.get(conversationId) ?? []), post]);
      if (!working.has(conversationId)) working.set(conversationId, work(conversationId));
    },

    /** Whether this person may reset or switch here; `undefined` when there is no conversation. */
    async isStarter(conversationId: string, personId: string): Promise<boolean | undefined> {
      const record = await records.get(conversationId);
      return record && record.startedBy === personId;
    },

    /** The conversation starts over with the next post. An answer that is under way still comes. */
    async reset(conversationId: string): Promise<void> {
      let oldThreadId: string | undefined;
      await records.update(conversationId, (record) => {
        oldThreadId = record?.threadId;
        if (record === undefined) return undefined;
        const { threadId: _old, isForgotten: _told, resets = 0, ...rest } = record;
        return { ...rest, resets: resets + 1 };
      });
      // A turn that is under way still needs its thread, and drops it at its end.
      if (oldThreadId !== undefined && !working.has(conversationId)) await deleteThread(oldThreadId);
    },

    /** Talks to another assistant from the next turn on; what was said stays. */
    async switchAssistant(conversationId: string, personId: string, assistantId: string): Promise<void> {
      await records.update(conversationId, (record) => ({ startedBy: personId, ...record, assistantId }));
    },

    /** The assistants one can talk to, oldest first, and which one answers here. */
    async assistants(conversationId?: string) {
      const all: OpenAI.Beta.Assistant[] = [];
      for await (const assistant of client.beta.assistants.list({ order: 'asc', limit: 100 })) all.push(assistant);
      const record = conversationId === undefined ? undefined : await records.get(conversationId);
      const defaultId = await defaultAssistant.id();
      return { all, defaultId, currentId: record?.assistantId ?? defaultId };
    },

    /**
     * Waits for the answers under way; after the bound it leaves them and says so where people wait.
     * No post may be handed in any more.
     */
    async close(boundMs: number): Promise<void> {
      const timer = setTimeout(() => stop.abort(new Error('Bobbin is being stopped')), boundMs);
      while (working.size > 0) await Promise.all(working.values());
      clearTimeout(timer);
    },
  };

  /** Its absence changes nothing for the person, so a failure is only logged. */
  async function deleteThread(threadId: string): Promise<void> {
    try {
      await client.beta.threads.delete(threadId);
    } catch (error) {
      log.warn({ threadId, err: error }, 'assistants thread could not be deleted');
    }
  }
}

function isFilled(posts: Post[] | undefined): posts is [Post, ...Post[]] {
  return posts !== undefined && posts.length > 0;
}
