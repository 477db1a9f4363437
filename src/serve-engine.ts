import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { passThroughOf } from './engine/models/create-model.ts';
import { createEngine, type Engine, type EngineOptions } from './engine/engine.ts';
import { startEngineServer } from './engine/server.ts';
import { OperatorError } from './errors.ts';
import { isLoopback } from './loopback.ts';
import { readSeed } from './seed.ts';
import type { Store } from './storage/store.ts';

/** The project whose keys see what the bot's engine keeps. */
const BOT_PROJECT = 'bot';
const BOT_NAMESPACE = 'engine';
/** The one project of an engine without keys. */
const ONLY_PROJECT = 'default';

export interface ServeOptions {
  config: Config;
  /** Of every engine that is made here. */
  engine: Omit<EngineOptions, 'namespace'>;
  log: Logger;
  /** The bot's, when it runs in this process. */
  botEngine?: Engine;
}

/** The engine over HTTP: one server, and an engine for each project that has a key. */
export interface ServedEngine {
  readonly url: string;
  readonly projects: readonly string[];
  /** Accepts nothing more, finishes what is under way within the bound or leaves it for the next process. */
  close(boundMs: number): Promise<void>;
}

/** What the configuration says about every engine of this process. */
export function engineOptions({ engine, models, dataDir }: Config): Omit<EngineOptions, 'store' | 'model' | 'log'> {
  const { isStrict, adoptsThreads, modelAliases, contextTokens } = engine;
  const passThrough = passThroughOf(models);
  return {
    filesDir: join(dataDir, 'files'),
    ...(passThrough && { passThrough }),
    strict: isStrict,
    adoptThreads: adoptsThreads,
    modelAliases,
    ...(contextTokens !== undefined && { contextTokens }),
  };
}

/**
 * Serves the engine as the configuration says.
 * @throws {OperatorError} for what the operator has to mend.
 */
export async function serveEngine({ config, engine, log, botEngine }: ServeOptions): Promise<ServedEngine> {
  const { host, port, keys, seedFile } = config.engine;
  refuseSelf(config);
  const seed = seedFile === undefined ? undefined : await readSeed(seedFile);
  const projects = keys.length === 0 ? [ONLY_PROJECT] : [...new Set(keys.map(({ project }) => project))];
  const own = new Map<string, Engine>();
  const engines = new Map<string, Engine>();
  for (const project of projects) {
    const isBot = project === BOT_PROJECT;
    const given = isBot ? botEngine : undefined;
    // What is passed through to the provider is the operator's whole account there, the bot's files included.
    const ownsAccount = isBot || (projects.length === 1 && botEngine === undefined);
    const { passThrough, ...common } = engine;
    const made =
      given ??
      createEngine({
        ...common,
        ...(ownsAccount && passThrough && { passThrough }),
        namespace: isBot ? BOT_NAMESPACE : `project/${project}`,
      });
    if (!given) own.set(project, made);
    engines.set(project, made);
  }

  try {
    for (const each of engines.values()) await seed?.(each);
    const { store } = engine;
    const server = await startEngineServer({ engines, keys, host, port, log, checkHealth: () => reach(store) }).catch(
      (error: unknown) => {
        throw cannotListen(error, host, port);
      },
    );
    return {
      url: server.url,
      projects,
      async close(boundMs) {
        await Promise.all([server.close(boundMs), closeAll(own.values(), boundMs)]);
      },
    };
  } catch (error) {
    await closeAll(own.values(), 0);
    throw error;
  }
}

async function closeAll(engines: Iterable<Engine>, boundMs: number): Promise<void> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), boundMs);
  await Promise.all([...engines].map((engine) => engine.close(deadline.signal)));
  clearTimeout(timer);
}

async function reach(store: Store): Promise<void> {
  await store.get('health');
}

/** The same variable tells clients where this engine is, so the mistake is near, and every run would call the next. */
function refuseSelf({ models, engine }: Config): void {
  if (models.baseUrl === undefined) return;
  const { hostname, port } = new URL(models.baseUrl);
  if (Number(port) !== engine.port || !(isLoopback(hostname) || hostname === engine.host)) return;
  throw new OperatorError(
    `OPENAI_BASE_URL is ${models.baseUrl}, which is this engine itself. Here it says where the models are; the address of the engine is for the programs that use it.`,
  );
}

function cannotListen(error: unknown, host: string, port: number): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return new OperatorError(
      `Port ${port} is taken, perhaps by another engine. Stop that, or set ENGINE_PORT to another.`,
      {
        cause: error,
      },
    );
  }
  if (code === undefined) return error;
  return new OperatorError(`The engine cannot listen on ENGINE_HOST ${host}, ENGINE_PORT ${port}: ${message}`, {
    cause: error,
  });
}
