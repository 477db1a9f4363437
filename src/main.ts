import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createAssistantsClient } from './assistants/client.ts';
import { createDefaultAssistant } from './assistants/default-assistant.ts';
import { createAssistantDirectory } from './assistants/directory.ts';
import { createKnowledge } from './assistants/knowledge.ts';
import { createWorkshop } from './assistants/workshop.ts';
import { updateFunctions } from './assistants/update-functions.ts';
import { createBudgets } from './budgets/budgets.ts';
import type { Config } from './config.ts';
import { createConversations } from './conversation/conversations.ts';
import { createRetention } from './conversation/retention.ts';
import { openDatabases } from './databases/databases.ts';
import { createDiscordClient } from './discord/client.ts';
import { loadCommands } from './discord/command.ts';
import type { Keepers } from './discord/command-context.ts';
import { connect } from './discord/connect.ts';
import { createDownload } from './discord/download.ts';
import { createGateway } from './discord/gateway.ts';
import { inviteUrl } from './discord/invite.ts';
import { leave } from './discord/leave.ts';
import { createLogChannel } from './discord/log-channel.ts';
import { keepCommandsRegistered } from './discord/register.ts';
import { createQuotes } from './discord/quotes.ts';
import { createReadPostFile } from './discord/read-post-file.ts';
import { createRights } from './discord/rights.ts';
import { createSurface } from './discord/surface.ts';
import { createEngine } from './engine/engine.ts';
import { createModel, DEFAULT_RESPONSES_MODEL, passThroughOf } from './engine/models/create-model.ts';
import { type ModelCall, watchModel } from './engine/models/watched-model.ts';
import { createDocumentReader } from './documents/document-reader.ts';
import type { OperatorError } from './errors.ts';
import { createFormulas } from './formulas/formulas.ts';
import { NO_OPERATOR_SETTINGS, readOperatorFile } from './server-settings/operator-file.ts';
import { createPendingImports } from './server-settings/pending-imports.ts';
import { createServerSettings } from './server-settings/server-settings.ts';
import { engineOptions, serveEngine, type ServedEngine } from './serve-engine.ts';
import { openStore } from './storage/open-store.ts';
import type { Store } from './storage/store.ts';
import { loadTools } from './tools/tool.ts';
import { createToolbox } from './tools/toolbox.ts';

/** The commands are found by their files, so that one is added by adding a file. */
const COMMANDS = new URL('../commands/', import.meta.url);
/** So are the functions that assistants may call. */
const TOOLS = new URL('../tools/', import.meta.url);
/** On the embedded engine: whatever the engine's default model is at the time. */
const ENGINE_MODEL = 'default';
/** At its end Bobbin waits so long for posts to be stored; what is not by then is read from Discord at the next start. */
const STORING_MS = 1_000;
/** A connection that was lost is back within it, and can be closed. */
const LEAVING_MS = 2_000;
/** Where models are that are not said to be elsewhere. */
const OPENAI = 'https://api.openai.com';

/** Sees what the bot asks of others. Neither may throw, nor change what is seen. */
export interface Observer {
  /** The same fetch: requests to the Assistants API go through it. */
  fetch(fetch: typeof globalThis.fetch): typeof globalThis.fetch;
  /** A question to a model of the embedded engine. */
  model(call: ModelCall): void;
}

export interface BobbinOptions {
  config: Config & { discord: { token: string } };
  log: Logger;
  /** Ends a start that is still waiting for Redis or Discord, and what is tried again in the background. */
  signal: AbortSignal;
  /** Discord ended the connection in a way that only the operator can mend. */
  onFatal: (error: OperatorError) => void;
  /** How waits between tries are spent. */
  sleep?: typeof delay;
  /** How long a model may say nothing before it counts as failed; by default two minutes. */
  modelIdleTimeoutMs?: number;
  /** How long the demo pauses before each piece of an answer; by default hardly. */
  demoPauseMs?: number;
  observer?: Observer;
}

/** A bot that is logged in and answers. */
export interface Bobbin {
  readonly name: string;
  readonly inviteUrl: string;
  /** Where its engine is served, too, when the configuration asks for that. */
  readonly engine?: Pick<ServedEngine, 'url' | 'projects'>;
  /** Connected to Discord at this moment. */
  isConnected(): boolean;
  /** The Assistants thread of a Discord thread, channel or DM. */
  threadOf(conversationId: string): Promise<string | undefined>;
  /** Reads of the Assistants API, unseen by an observer: `/threads/thread_1/messages`. */
  readAssistants(path: string): Promise<Response>;
  /** Takes no more posts, finishes what is under way within the bound or leaves it in order, and closes everything. */
  close(boundMs: number): Promise<void>;
}

/**
 * Builds every part and starts the bot.
 * @throws {OperatorError} for what the operator has to mend.
 */
export async function startBobbin(options: BobbinOptions): Promise<Bobbin> {
  const { config, log, signal, onFatal, sleep } = options;
  const commands = await loadCommands(COMMANDS);
  const operator = config.serversFile === undefined ? NO_OPERATOR_SETTINGS : readOperatorFile(config.serversFile);
  const databases = openDatabases(config.databaseFiles);
  const toolbox = createToolbox({ tools: await loadTools(TOOLS), databases, log });
  const store = await openStore({ ...config, log, signal });
  const { client: assistants, files, seed, serve, read, close: closeEngine } = createAssistants(options, store);
  const discord = createDiscordClient({ ...config.discord, hasMessageContent: config.hasMessageContent });
  const surface = createSurface(discord, log);
  const defaultModel = config.assistantsServer ? (config.models.model ?? DEFAULT_RESPONSES_MODEL) : ENGINE_MODEL;
  const defaultAssistant = createDefaultAssistant({
    client: assistants,
    model: defaultModel,
    ...(config.assistantId !== undefined && { assistantId: config.assistantId }),
    ...(seed && { seed }),
  });
  const settings = createServerSettings({ store, operator });
  const directory = createAssistantDirectory({ client: assistants });
  const knowledge = createKnowledge({ client: assistants, directory, ...(sleep && { sleep }) });
  const workshop = createWorkshop({ client: assistants, directory, knowledge, defaultModel, log });
  const budgets = createBudgets({ store, now: Date.now });
  const rights = createRights({ client: discord, ownerIds: config.ownerIds });
  const logChannel = createLogChannel({ client: discord, settings, log });
  const download = createDownload(config.discord);
  const documents = createDocumentReader({ log });
  const formulas = createFormulas({ log });
  const conversations = createConversations({
    client: assistants,
    readPostFile: createReadPostFile({ download, rest: discord.rest }),
    readDocument: documents.read,
    formulas,
    ...files,
    assistants: directory,
    settings,
    budgets,
    moderators: logChannel,
    store,
    surface,
    defaultAssistant,
    toolbox,
    runTimeoutMs: config.runTimeoutMs,
    log,
    ...(sleep && { sleep }),
  });
  const retention = createRetention({
    store,
    conversations,
    retentionOf: async (serverId) => (await settings.now(serverId)).retentionDays,
    servers: () => discord.guilds.cache.keys(),
    log,
  });
  const { catchUpHours } = config;
  const services = {
    conversations,
    assistants: directory,
    workshop,
    knowledge,
    toolbox,
    download,
    surface,
    settings,
    budgets,
    imports: createPendingImports({ store }),
    rights,
    logChannel,
    quotes: createQuotes(),
    keepers: keepersOf(config),
    log,
  };
  const gateway = createGateway({
    client: discord,
    conversations,
    surface,
    commands,
    services,
    store,
    log,
    catchUpHours,
  });
  const closing = new AbortController();
  let served: ServedEngine | undefined;
  let preparing: Promise<void> | undefined;

  async function close(boundMs: number): Promise<void> {
    closing.abort();
    await gateway.stopListening(Math.min(boundMs, STORING_MS));
    await Promise.all([conversations.close(boundMs), served?.close(boundMs), retention.stop()]);
    await Promise.all([
      leave(discord, Math.min(boundMs, LEAVING_MS)),
      // It has the store in its hands.
      Promise.race([preparing, delay(STORING_MS, undefined, { ref: false })]),
      documents.close(),
      formulas.close(),
    ]);
    await closeEngine();
    await store.close();
  }

  /** Saves the first post the wait. A server that is not there must not keep the bot away from Discord. */
  async function prepareAssistant(): Promise<void> {
    try {
      await defaultAssistant.id();
      if (!config.assistantsServer) await updateFunctions(assistants, toolbox.definitions());
    } catch (error) {
      if (closing.signal.aborted) return;
      log.warn({ err: error }, 'default assistant is not there yet, looking again with the first post');
    }
  }

  /** What an earlier process has left waits for Discord, as everything is delivered there. */
  async function goOn(): Promise<void> {
    try {
      await conversations.resume();
    } catch (error) {
      if (closing.signal.aborted) return;
      log.error({ err: error }, 'what an earlier process has left could not be looked for');
    }
  }

  try {
    if (config.engine.isServedByBot) served = await serve?.();
    preparing = prepareAssistant();
    gateway.listen();
    const waiting = { log, signal: AbortSignal.any([signal, closing.signal]), ...(sleep && { sleep }) };
    const ready = await connect(discord, { token: config.discord.token, onFatal, ...waiting });
    void goOn();
    retention.start();
    void keepCommandsRegistered(ready, [...commands.values()], waiting);

    return {
      name: ready.user.displayName,
      inviteUrl: inviteUrl(ready.application.id),
      ...(served && { engine: served }),
      isConnected: () => discord.isReady(),
      threadOf: conversations.threadOf,
      readAssistants: read,
      close,
    };
  } catch (error) {
    await close(0);
    throw error;
  }
}

function keepersOf({ redisUrl, assistantsServer, models }: Config): Keepers {
  const store = redisUrl === undefined ? 'sqlite' : 'redis';
  if (assistantsServer) return { store, assistantsServer: new URL(assistantsServer.baseUrl).host };
  const files = passThroughOf(models);
  return {
    store,
    ...(models.api !== 'demo' && { models: new URL(models.baseUrl ?? OPENAI).host }),
    ...(files && { files: new URL(files.baseUrl).host }),
  };
}

/** The client of the embedded engine, or of somebody else's server when the configuration names one. */
function createAssistants(options: BobbinOptions, store: Store) {
  const { config, log, modelIdleTimeoutMs, demoPauseMs, observer } = options;
  if (config.assistantsServer) {
    const files = { hasHostedTools: true };
    const server = { ...config.assistantsServer, ...(observer && { fetch: observer.fetch(fetch) }) };
    const read = readerOf(config.assistantsServer, fetch);
    return { client: createAssistantsClient(server), files, read, close: async () => undefined };
  }
  const plainModel = createModel({
    ...config.models,
    ...(modelIdleTimeoutMs !== undefined && { idleTimeoutMs: modelIdleTimeoutMs }),
    ...(demoPauseMs !== undefined && { demoPauseMs }),
  });
  const model = observer ? watchModel(plainModel, observer.model) : plainModel;
  // The bot has a line for each run itself.
  const engineLog = log.child({}, log.level === 'info' ? { level: 'warn' } : {});
  const common = { store, model, log: engineLog, ...engineOptions(config) };
  const engine = createEngine(common);
  const server = { baseUrl: 'http://engine/v1', apiKey: 'in-process' };
  const client = createAssistantsClient({ ...server, fetch: observer ? observer.fetch(engine.fetch) : engine.fetch });
  const seed = (assistant: Parameters<typeof engine.seed>[0][number]) => engine.seed([assistant]);
  const serve = () => serveEngine({ config, engine: common, log, botEngine: engine });
  const { contextTokens = model.contextTokens } = config.engine;
  const files = {
    // They know no files but those of their own server.
    hasHostedTools: passThroughOf(config.models) !== undefined,
    // Twice that and the marks around it are what the model is given: its tokens have about four characters.
    ...(contextTokens !== undefined && { maxTurnText: Math.floor(1.5 * contextTokens) }),
  };
  const read = readerOf(server, engine.fetch);
  return { client, files, seed, serve, read, close: () => engine.close(AbortSignal.abort()) };
}

function readerOf({ baseUrl, apiKey }: { baseUrl: string; apiKey: string }, fetch: typeof globalThis.fetch) {
  const headers = { authorization: `Bearer ${apiKey}`, 'openai-beta': 'assistants=v2' };
  return (path: string) => fetch(`${baseUrl}${path}`, { headers });
}
