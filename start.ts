/** What `npm start` runs: the bot on Discord, or without a token the bot in the playground. */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { OperatorError } from './src/errors.ts';
import type { Bobbin } from './src/main.ts';
import { type ProgramContext, runProgram, STOP_BOUND_MS } from './src/run-program.ts';
import { aborted } from './src/stop-signals.ts';

/** The health check of docker-compose.yml looks at this file's age. */
const ALIVE_FILE = join(tmpdir(), 'bobbin-alive');
const ALIVE_EVERY_MS = 10_000;

await runProgram(async (context) => {
  const { token } = context.config.discord;
  if (token !== undefined) return runBot(context, token);
  const { runInPlayground } = await loadPlayground();
  await runInPlayground(context);
});

/** Loaded only when it is wanted: the bot itself does without it. */
async function loadPlayground() {
  try {
    return await import('./start-playground.ts');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new OperatorError('Set DISCORD_TOKEN: the playground is not part of this installation.', { cause: error });
  }
}

async function runBot({ config, log, signal, fail }: ProgramContext, token: string): Promise<void> {
  const { introduceBot, introduceServedEngine, whatNext } = await import('./src/introduction.ts');
  console.log(introduceBot(config));
  const { startBobbin } = await import('./src/main.ts');
  signal.throwIfAborted();

  const discord = { ...config.discord, token };
  const bobbin = await startBobbin({ config: { ...config, discord }, log, signal, onFatal: fail });
  try {
    showSignsOfLife(bobbin, log);
    if (bobbin.engine) console.log(introduceServedEngine(config, bobbin.engine));
    console.log(whatNext(bobbin));
    await aborted(signal);
  } finally {
    await bobbin.close(STOP_BOUND_MS);
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
