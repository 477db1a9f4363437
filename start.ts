/** What `npm start` runs: the bot on Discord, or without a token the bot in the playground. */
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { type Config, readConfig, readEnvFile } from './src/config.ts';
import { OperatorError } from './src/errors.ts';
import { describeModel, describeState, describeUse } from './src/introduction.ts';
import { openLog } from './src/log.ts';
import { type Bobbin, startBobbin } from './src/main.ts';
import { aborted, listenForSignals } from './src/stop-signals.ts';

/** How long answers under way may take when the process is told to stop; Docker kills after ten seconds. */
const STOP_BOUND_MS = 6_000;
/** After this much more the process ends, whatever still waits for a Discord or a Redis that does not answer. */
const EXIT_AFTER_MS = 3_000;
/** The health check of docker-compose.yml looks at this file's age. */
const ALIVE_FILE = join(tmpdir(), 'bobbin-alive');
const ALIVE_EVERY_MS = 10_000;

const stop = new AbortController();
let fail: (error: unknown) => void = () => undefined;

try {
  const config = readConfig(process.env, readEnvFile('.env'));
  // The openai package sends these to whatever server it talks to, and has no option against it.
  delete process.env['OPENAI_CUSTOM_HEADERS'];
  const log = await openLog(config);
  await run(config, log).catch((error: unknown) => {
    if (stop.signal.aborted) return; // it was told to stop while it was starting
    if (error instanceof OperatorError) throw error;
    log.fatal({ err: error }, 'bobbin cannot go on');
    process.exitCode = 1;
  });
} catch (error) {
  console.error(error instanceof OperatorError ? error.message : error);
  process.exitCode = 1;
}

async function run(config: Config, log: Logger): Promise<void> {
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => undefined); // it may come when nobody waits any more
  listenForSignals(stop, log);
  // A malformed packet surfaces here (discord.js has no other place for it); one of them must not stop everybody's bot.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise was rejected unheard'));

  const place = config.discord.token === undefined ? await openPlayground(config) : undefined;
  console.log(introduction(config, place?.url));
  const discord = { ...config.discord, token: place?.token ?? config.discord.token ?? '', ...place?.discord };
  const options = { config: { ...config, discord }, log, signal: stop.signal, onFatal: fail };

  let bobbin: Bobbin | undefined;
  try {
    bobbin = await startBobbin(options);
    if (!place) showSignsOfLife(bobbin, log);
    if (bobbin.engine) console.log(engineIntroduction(config, bobbin.engine));
    console.log(place ? `Ready: open ${place.url} and post a question.` : onDiscord(bobbin));
    await Promise.race([failed, aborted(stop.signal)]);
  } finally {
    setTimeout(() => process.exit(), STOP_BOUND_MS + EXIT_AFTER_MS).unref();
    await bobbin?.close(STOP_BOUND_MS);
    await place?.close();
    log.info('stopped');
  }
}

/** The local Discord and its page. Loaded only when it is wanted: the bot itself does without it. */
async function openPlayground(config: Config) {
  const { createDiscord, createPages } = await loadPlayground();
  try {
    await mkdir(config.dataDir, { recursive: true });
    const discord = await createDiscord({
      port: config.port,
      file: join(config.dataDir, 'playground.sqlite'),
      application: { name: 'Bobbin' },
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

function introduction(config: Config, playgroundUrl: string | undefined): string {
  return [
    playgroundUrl === undefined
      ? `Bobbin, the bot, on ${new URL(config.discord.apiUrl).host}.`
      : 'Bobbin in the playground: a local Discord with the real bot in it. No token and no key needed.',
    `  State  ${describeState(config)}`,
    `  Model  ${modelOf(config)}`,
    ...(playgroundUrl === undefined
      ? ['  Next   connecting; the invite link comes with the connection']
      : [`  Next   open ${playgroundUrl}; to put Bobbin on Discord, set DISCORD_TOKEN (README, “On Discord”)`]),
  ].join('\n');
}

function engineIntroduction(config: Config, served: NonNullable<Bobbin['engine']>): string {
  return [`The Assistants API, at ${served.url}/v1`, ...describeUse(config, served)].join('\n');
}

function modelOf(config: Config): string {
  const { assistantsServer } = config;
  if (!assistantsServer) return describeModel(config);
  return `whatever the Assistants server at ${new URL(assistantsServer.baseUrl).host} runs`;
}

function onDiscord({ name, inviteUrl }: Bobbin): string {
  return `Ready: ${name} is online. Add it to a server: ${inviteUrl}\nThen mention @${name} in a channel there.`;
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
