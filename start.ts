/** What `npm start` runs: the bot on Discord, or without a token the bot in the playground. */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from './src/config.ts';
import { OperatorError } from './src/errors.ts';
import type { Bobbin } from './src/main.ts';
import { type ProgramContext, runProgram, STOP_BOUND_MS } from './src/run-program.ts';
import { aborted } from './src/stop-signals.ts';

/** The health check of docker-compose.yml looks at this file's age. */
const ALIVE_FILE = join(tmpdir(), 'bobbin-alive');
const ALIVE_EVERY_MS = 10_000;

await runProgram(async (context) => {
  const place = context.config.discord.token === undefined ? await openPlayground(context.config) : undefined;
  try {
    await runBot(context, place);
  } finally {
    await place?.close();
  }
});

type Playground = Awaited<ReturnType<typeof openPlayground>>;

async function runBot({ config, log, signal, fail }: ProgramContext, place: Playground | undefined): Promise<void> {
  const { introduceBot, introduceServedEngine, whatNext } = await import('./src/introduction.ts');
  console.log(introduceBot(config, place?.url));
  const { startBobbin } = await import('./src/main.ts');
  signal.throwIfAborted();

  const discord = { ...config.discord, token: place?.token ?? config.discord.token ?? '', ...place?.discord };
  const bobbin = await startBobbin({ config: { ...config, discord }, log, signal, onFatal: fail });
  try {
    if (!place) showSignsOfLife(bobbin, log);
    if (bobbin.engine) console.log(introduceServedEngine(config, bobbin.engine));
    console.log(whatNext(bobbin, place?.url));
    await aborted(signal);
  } finally {
    await bobbin.close(STOP_BOUND_MS);
  }
}

/** The local Discord and its page. Loaded only when it is wanted: the bot itself does without it. */
async function openPlayground(config: Config) {
  const { createDiscord, createPages } = await loadPlayground();
  const { makeFolder } = await import('./src/storage/make-folder.ts');
  makeFolder(config.dataDir);
  try {
    const discord = await createDiscord({
      port: config.port,
      file: join(config.dataDir, 'playground.sqlite'),
      application: { name: 'Bobbin' },
      seed: { forums: [{ name: 'questions', tags: ['question', 'idea', 'bug', 'solved'] }] },
      pages: createPages(),
    });
    return {
      url: discord.url.replace('127.0.0.1', 'localhost'),
      token: discord.token,
      discord: { apiUrl: discord.apiUrl, cdnUrl: `${discord.url}/cdn` },
      close: () => discord.close(),
    };
  } catch (error) {
    const message =
      (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
        ? `Port ${config.port} is taken, perhaps by another playground. Stop that, or set PORT to another number.`
        : `The playground cannot start in DATA_DIR ${config.dataDir}: ${(error as Error).message}`;
    throw new OperatorError(message, { cause: error });
  }
}

async function loadPlayground() {
  try {
    const { createDiscord } = await import('./playground/discord/discord.ts');
    const { createPages } = await import('./playground/page/pages.ts');
    return { createDiscord, createPages };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new OperatorError('Set DISCORD_TOKEN: the playground is not part of this installation.', { cause: error });
  }
}

function showSignsOfLife(bobbin: Bobbin, log: Logger): void {
  const timer = setInterval(() => {
    if (!bobbin.isConnected()) return;
    writeFile(ALIVE_FILE, '').catch((error: unknown) =>
      log.warn({ err: error }, 'no sign of life for the health check'),
    );
  }, ALIVE_EVERY_MS);
  timer.unref();
}
