import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, onTestFinished, vi } from 'vitest';
import { createAssistantsClient } from '../../src/assistants/client.ts';
import { createDefaultAssistant } from '../../src/assistants/default-assistant.ts';
import { createAssistantDirectory } from '../../src/assistants/directory.ts';
import { NO_OPERATOR_SETTINGS } from '../../src/server-settings/operator-file.ts';
import { createServerSettings } from '../../src/server-settings/server-settings.ts';
import { createBudgets } from '../../src/budgets/budgets.ts';
import { createDatabases } from '../../src/databases/databases.ts';
import { createToolbox } from '../../src/tools/toolbox.ts';
import { createConversations } from '../../src/conversation/conversations.ts';
import type { Post } from '../../src/conversation/post.ts';
import type { Outgoing } from '../../src/conversation/surface.ts';
import type { Model } from '../../src/engine/models/model.ts';
import type { Store } from '../../src/storage/store.ts';
import { createDocumentReader } from '../../src/documents/document-reader.ts';
import type { ConversationsOptions } from '../../src/conversation/conversations.ts';
import type { EngineOptions } from '../../src/engine/engine.ts';
import { attachments } from './post-files.ts';
import { startEngine, textOf } from './engine-client.ts';
import { temporaryFolder } from './temporary.ts';

/** Ids that only grow, as Discord gives them in these days. */
let nextId = 1_300_000_000_000_000_000n;

interface TalksOptions extends Pick<ConversationsOptions, 'hasHostedTools' | 'maxTurnText' | 'readDocument'> {
  discordFiles: ReturnType<typeof attachments>;
  engine: Partial<Omit<EngineOptions, 'store'>>;
}

/** Conversations over the real engine, both on one store; Discord is a list. */
export async function startTalks(store: Store, model: Model, more: Partial<TalksOptions> = {}) {
  const { discordFiles = attachments(), engine: engineOptions, ...options } = more;
  const filesDir = temporaryFolder();
  const { engine } = await startEngine(store, { model, lockTtlMs: 60_000, filesDir, ...engineOptions });
  /** What the Assistants server does with requests: nothing while it is away. */
  const server = {
    isAway: false,
    before: async (_method: string, _path: string, _signal: AbortSignal) => undefined as void,
  };
  const client = createAssistantsClient({
    baseUrl: 'http://engine/v1',
    apiKey: 'test',
    async fetch(input, init) {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      const signal = init?.signal ?? new AbortController().signal;
      await server.before(init?.method?.toUpperCase() ?? 'GET', pathname, signal);
      signal.throwIfAborted();
      if (server.isAway) throw new TypeError('fetch failed');
      return engine.fetch(input, init);
    },
  });
  const sent: Outgoing[] = [];

  const documents = createDocumentReader();
  onTestFinished(() => documents.close());

  function start() {
    const conversations = createConversations({
      client,
      store,
      surface: {
        send: async (message) => `${sent.push(message)}`,
        edit: async () => undefined,
        maxFileBytes: () => 10 * 1024 * 1024,
        disarm: async () => undefined,
        remove: async () => undefined,
        showTyping: async () => undefined,
        startThread: async () => 'started',
        postedSince: async () => sent.map(({ content }, index) => ({ id: `${index + 1}`, content })),
      },
      assistants: createAssistantDirectory({ client }),
      settings: createServerSettings({ store, operator: NO_OPERATOR_SETTINGS }),
      budgets: createBudgets({ store, now: Date.now }),
      moderators: { tell: () => undefined },
      defaultAssistant: createDefaultAssistant({ client, model: 'm', assistantId: 'asst_test' }),
      toolbox: createToolbox({ tools: [], databases: createDatabases([]), log: pino({ level: 'silent' }) }),
      readPostFile: discordFiles.readPostFile,
      readDocument: documents.read,
      hasHostedTools: false,
      log: pino({ level: 'silent' }),
      leaseMs: 500,
      sleep: (ms, value, options) => delay(options?.ref === false ? ms : 1, value, options),
      ...options,
    });
    onTestFinished(() => conversations.close(0));
    return conversations;
  }

  const conversations = start();
  const post = (conversationId: string, authorId: string, text: string, more: Partial<Post> = {}): Post => ({
    id: `${(nextId += 1n)}`,
    conversationId,
    channelId: conversationId,
    author: { id: authorId, name: `Name${authorId}` },
    text,
    ...more,
  });
  const threadOf = async (conversationId: string) =>
    (await store.get<{ threadId?: string }>(`conversation/${conversationId}`))?.threadId;

  return {
    client,
    discordFiles,
    /** The folder in which the engine keeps the bytes of files. */
    filesDir,
    server,
    sent,
    post,
    conversations,
    /** Another process on the same store. */
    startAnother: start,
    threadOf,
    /** Posts, and waits for the answer. */
    async say(conversationId: string, authorId: string, text: string, more: Partial<Post> = {}): Promise<Post> {
      const before = sent.length;
      const said = post(conversationId, authorId, text, more);
      await conversations.take(said);
      await vi.waitFor(() => expect(sent.length).toBeGreaterThan(before), 10_000);
      return said;
    },
    /** What the assistant's thread of a conversation holds, oldest first. */
    async thread(conversationId: string): Promise<string[]> {
      const threadId = await threadOf(conversationId);
      if (threadId === undefined) return [];
      const page = await client.beta.threads.messages.list(threadId, { order: 'asc', limit: 100 });
      return page.data.map(textOf);
    },
  };
}
