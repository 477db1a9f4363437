/** The bot in the playground: what `start.ts` runs without a token. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from './playground/host.ts';
import { createPlayground, type Playground } from './playground/playground.ts';
import { type Config, secretsOf } from './src/config.ts';
import { OperatorError } from './src/errors.ts';
import { createModelChoices } from './src/model-choices.ts';
import type { Bobbin, Observer } from './src/main.ts';
import { createRestarts } from './src/restarts.ts';
import { type ProgramContext, STOP_BOUND_MS } from './src/run-program.ts';
import { makeFolder } from './src/storage/make-folder.ts';
import { removeStore } from './src/storage/remove-store.ts';
import { aborted } from './src/stop-signals.ts';

/** Slow enough that one sees typing, and can stop a long answer; the longest is there within eight seconds. */
const DEMO_PAUSE_MS = 25;
/** Lies in DATA_DIR from then on until everything is forgotten, so that whatever ends meanwhile is gone on with. */
const STARTING_OVER = 'starting-over';
const LEFT_IN_REDIS = 'What the bot keeps in Redis was left as it is: it may be somebody else’s, too.';

/**
 * Runs the bot in a local Discord until the signal is aborted. The page can restart it, give it another model, and start
 * over.
 * @throws {OperatorError} for what the operator has to mend before it can start.
 */
export async function runInPlayground({ config, log, signal, hide }: ProgramContext): Promise<void> {
  const playground = await openPlayground(config);
  const choices = createModelChoices({ configured: config.models });
  const restarts = createRestarts({ start, signal, boundMs: STOP_BOUND_MS, log });
  const { dataDir, redisUrl, assistantsServer } = config;
  const mark = join(dataDir, STARTING_OVER);

  async function start(starting: AbortSignal, onFatal: (error: OperatorError) => void): Promise<Bobbin> {
    const { introduceServedEngine } = await import('./src/introduction.ts');
    const { startBobbin } = await import('./src/main.ts');
    starting.throwIfAborted();
    if (existsSync(mark)) forgetAll();
    const bobbin = await startBobbin({
      config: { ...config, discord: playground.login, models: choices.current().models },
      log,
      signal: starting,
      onFatal,
      demoPauseMs: DEMO_PAUSE_MS,
      observer: observerOf(playground, () => choices.current().name),
    });
    if (bobbin.engine) console.log(introduceServedEngine(config, bobbin.engine));
    return bobbin;
  }

  /** Also what an earlier try has left. */
  function forgetAll(): void {
    playground.startOver();
    if (redisUrl === undefined) removeStore(dataDir);
    rmSync(mark);
  }

  const host: Host = {
    name: 'Bobbin',
    status: restarts.status,
    onStatus: restarts.onStatus,
    restart: () => restarts.restart(),
    async startOver() {
      await restarts.restart(() => writeFileSync(mark, ''));
      return redisUrl === undefined ? undefined : LEFT_IN_REDIS;
    },
    // Somebody else's Assistants server has models of its own.
    ...(!assistantsServer && {
      models: {
        async list() {
          const { id, name } = choices.current();
          return { current: { id, name }, choices: await choices.list() };
        },
        async choose(choice) {
          if (choice.apiKey !== undefined) hide(choice.apiKey);
          const selection = await choices.check(choice);
          if (typeof selection === 'string') return selection;
          await restarts.restart(() => choices.use(selection));
          return undefined;
        },
      },
    }),
    assistants: {
      async get(path) {
        const bobbin = restarts.current();
        if (!bobbin) return Response.json({ message: 'The bot does not run.', code: 0 }, { status: 503 });
        return bobbin.readAssistants(path);
      },
      threadOf: async (channelId) => restarts.current()?.threadOf(channelId),
    },
  };

  try {
    const { introduceBot, whatNext } = await import('./src/introduction.ts');
    console.log(introduceBot(config, playground.url));
    playground.setHost(host);
    await restarts.start();
    const bobbin = restarts.current();
    if (bobbin) console.log(whatNext(bobbin, playground.url));
    await aborted(signal);
  } finally {
    await restarts.close();
    await playground.close();
  }
}

/** Shows the inspector what the bot asks of others. */
function observerOf({ inspector }: Playground, modelName: () => string): Observer {
  return {
    fetch: (fetch) => inspector.fetch('assistants', fetch),
    model({ request, error, usage, ...call }) {
      const { conversation, model = modelName(), keepFile: _function, ...told } = request;
      inspector.record({
        kind: 'model',
        ...call,
        model,
        request: told,
        // The engine puts its name before it: `engine/thread_1`.
        threadId: conversation?.split('/').at(-1),
        ...(usage && { usage: { ...usage } }),
        ...(error !== undefined && { error: error instanceof Error ? error.message : 'It failed.' }),
      });
    },
  };
}

/** The local Discord and its page, and how the bot logs in to it. */
async function openPlayground(config: Config) {
  makeFolder(config.dataDir);
  try {
    const playground = await createPlayground({
      name: 'Bobbin',
      port: config.port,
      file: join(config.dataDir, 'playground.sqlite'),
      seed: { forums: [{ name: 'questions', tags: ['question', 'idea', 'bug', 'solved'] }] },
      secrets: secretsOf(config),
    });
    const { token, apiUrl, url } = playground.discord;
    return { ...playground, login: { token, apiUrl, cdnUrl: `${url}/cdn` } };
  } catch (error) {
    const message =
      (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
        ? `Port ${config.port} is taken, perhaps by another playground. Stop that, or set PORT to another number.`
        : `The playground cannot start in DATA_DIR ${config.dataDir}: ${(error as Error).message}`;
    throw new OperatorError(message, { cause: error });
  }
}
