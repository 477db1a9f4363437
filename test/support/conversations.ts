import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, onTestFinished, vi } from 'vitest';
import { createDefaultAssistant } from '../../src/assistants/default-assistant.ts';
import { createAssistantDirectory } from '../../src/assistants/directory.ts';
import { createBudgets } from '../../src/budgets/budgets.ts';
import type { Formulas } from '../../src/conversation/compose.ts';
import type { ToMessages } from '../../src/conversation/cut-answer.ts';
import { createConversations } from '../../src/conversation/conversations.ts';
import type { Post } from '../../src/conversation/post.ts';
import { type MessageBody, type Outgoing, UndeliverableError } from '../../src/conversation/surface.ts';
import { NO_OPERATOR_SETTINGS } from '../../src/server-settings/operator-file.ts';
import { createServerSettings } from '../../src/server-settings/server-settings.ts';
import { openSqliteStore } from '../../src/storage/sqlite-store.ts';
import { createDatabases } from '../../src/databases/databases.ts';
import type { Tool } from '../../src/tools/tool.ts';
import { createToolbox } from '../../src/tools/toolbox.ts';
import { createDocumentReader } from '../../src/documents/document-reader.ts';
import { attachments } from './post-files.ts';
import { scriptAssistants } from './scripted-assistants.ts';
import { temporaryFolder } from './temporary.ts';

/** For `refusals`: Discord takes the message, and its answer is lost. */
export class UnheardError extends Error {}

/** What was done to a message: an edit says what it is then. */
interface Change extends Partial<MessageBody> {
  readonly id: string;
  readonly isDisarmed?: true;
  readonly isRemoved?: true;
}

/** What stands in Discord, without what guards against repetitions. */
function board(sent: readonly Outgoing[], changes: readonly Change[]) {
  const messages = sent.map(({ nonce: _guard, ...message }, index) => ({ id: `${index + 1}`, ...message }));
  for (const { id, isDisarmed, isRemoved, ...body } of changes) {
    const index = messages.findIndex((message) => message.id === id);
    const message = messages[index];
    if (!message) continue;
    const { content: _content, button: _button, files: _files, ...address } = message;
    if (isRemoved) messages.splice(index, 1);
    else if (!isDisarmed) messages[index] = { ...address, content: '', ...body };
  }
  return messages;
}

/** Conversations on a real store and the real client; the Assistants server is scripted, Discord is a list. */
export function setUpConversations({
  assistants = scriptAssistants(),
  file = join(temporaryFolder(), 'bobbin.sqlite'),
  sent = [] as Outgoing[],
  changes = [] as Change[],
  operator = NO_OPERATOR_SETTINGS,
  /** Waits for signs of life (“typing”, progress) are a thousandth of theirs instead of real. */
  isQuick = false,
  tools = [] as Tool[],
  growEveryMs = 1_200,
  maxFileBytes = 10 * 1024 * 1024,
  formulas = undefined as Formulas | undefined,
  toMessages = undefined as ToMessages | undefined,
  discordFiles = attachments(),
  hasHostedTools = false,
  leaseMs = 5_000,
} = {}) {
  const store = openSqliteStore({ file });
  onTestFinished(() => store.close());
  const refusals: Error[] = [];
  const waits: number[] = [];
  /** What moderators were told. */
  const told: { key: string; values: object | undefined }[] = [];
  const clock = { msPerRequest: 0 };
  const lines: string[] = [];
  const hooks = {
    waited: () => undefined as void,
    sending: (_message: Outgoing) => undefined as void | Promise<void>,
    /** Before a Discord thread is there. */
    threadStarting: () => undefined as void | Promise<void>,
    /** Before a message is edited. */
    edited: (_id: string, _body: MessageBody) => undefined as void | Promise<void>,
    /** After a wait for signs of life. */
    rested: (_ms: number) => undefined as void,
  };
  const log = pino({ level: 'debug' }, { write: (line) => void lines.push(line) });
  const budgets = createBudgets({ store, now: Date.now });
  const documents = createDocumentReader();
  onTestFinished(() => documents.close());
  const conversations = createConversations({
    client: assistants.client,
    store,
    surface: {
      async send(message) {
        await hooks.sending(message);
        const refusal = refusals.shift();
        if (refusal && !(refusal instanceof UnheardError)) throw refusal;
        const known = sent.findIndex(({ nonce }) => nonce === message.nonce);
        if (known !== -1 && !refusal) return `${known + 1}`;
        if (known === -1) sent.push(message);
        if (refusal) throw refusal;
        return `${sent.length}`;
      },
      async edit(_place, id, body) {
        await hooks.edited(id, body);
        const isThere = board(sent, changes).some((message) => message.id === id);
        if (!isThere) throw new UndeliverableError('Unknown Message', { isAboutPlace: false });
        changes.push({ id, ...body });
      },
      maxFileBytes: () => maxFileBytes,
      disarm: async (_place, id) => void changes.push({ id, isDisarmed: true }),
      remove: async (_place, id) => void changes.push({ id, isRemoved: true }),
      showTyping: async () => undefined,
      async startThread() {
        await hooks.threadStarting();
        return 'started';
      },
      // As Discord tells it: without nonces.
      postedSince: async () =>
        board(sent, changes).map(({ id, content, files = [] }) => ({
          id,
          content,
          fileNames: files.map(({ name }) => name),
        })),
    },
    assistants: createAssistantDirectory({ client: assistants.client }),
    settings: createServerSettings({ store, operator }),
    budgets,
    moderators: { tell: (_server, key, values) => void told.push({ key, values }) },
    growEveryMs,
    leaseMs,
    defaultAssistant: createDefaultAssistant({ client: assistants.client, model: 'm' }),
    toolbox: createToolbox({ tools, databases: createDatabases([]), log }),
    ...(formulas && { formulas }),
    ...(toMessages && { toMessages }),
    readPostFile: discordFiles.readPostFile,
    readDocument: documents.read,
    hasHostedTools,
    log,
    now: () => assistants.requests.length * clock.msPerRequest,
    // Waits are written down and cut short; those for “typing” (no ref) last.
    sleep: async (ms, value, options) => {
      if (options?.ref !== false) {
        waits.push(ms ?? 0);
        hooks.waited();
        return delay(0, value, options);
      }
      const rested = await delay(isQuick ? (ms ?? 0) / 1_000 : ms, value, options);
      hooks.rested(ms ?? 0);
      return rested;
    },
  });
  let count = 0;
  const post = (text: string, more: Partial<Post> = {}): Post => ({
    id: `${100 + (count += 1)}`,
    conversationId: '7',
    channelId: '7',
    author: { id: '1', name: 'Ada' },
    text,
    ...more,
  });
  const untilSent = (messages: number) => vi.waitFor(() => expect(sent.length).toBeGreaterThanOrEqual(messages), 5_000);
  const logged = (text: string) => lines.some((line) => line.includes(text));
  return {
    assistants,
    discordFiles,
    file,
    store,
    conversations,
    budgets,
    sent,
    changes,
    /** What stands in Discord. */
    shown: () => board(sent, changes),
    told,
    refusals,
    waits,
    clock,
    hooks,
    logged,
    post,
    untilSent,
  };
}
