/** What `npm run engine` runs: the Assistants API over HTTP, without the bot. */
import type { Logger } from 'pino';
import { type Config, readConfig, readEnvFile } from './src/config.ts';
import { createModel } from './src/engine/models/create-model.ts';
import { OperatorError } from './src/errors.ts';
import { describeModel, describeState, describeUse } from './src/introduction.ts';
import { openLog } from './src/log.ts';
import { engineOptions, serveEngine } from './src/serve-engine.ts';
import { aborted, listenForSignals } from './src/stop-signals.ts';
import { openStore } from './src/storage/open-store.ts';

/** How long runs and requests under way may take when the process is told to stop; Docker kills after ten seconds. */
const STOP_BOUND_MS = 6_000;
/** After this much more the process ends, whatever still waits for a Redis that does not answer. */
const EXIT_AFTER_MS = 3_000;

const stop = new AbortController();

try {
  const config = readConfig(process.env, readEnvFile('.env'));
  // The openai package sends these to whatever server it talks to, and has no option against it.
  delete process.env['OPENAI_CUSTOM_HEADERS'];
  const log = await openLog(config);
  listenForSignals(stop, log);
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise was rejected unheard'));
  await run(config, log).catch((error: unknown) => {
    if (stop.signal.aborted) return; // it was told to stop while it was starting
    if (error instanceof OperatorError) throw error;
    log.fatal({ err: error }, 'the engine cannot go on');
    process.exitCode = 1;
  });
} catch (error) {
  console.error(error instanceof OperatorError ? error.message : error);
  process.exitCode = 1;
}

async function run(config: Config, log: Logger): Promise<void> {
  const store = await openStore({ ...config, log, isShared: true, signal: stop.signal });
  try {
    const engine = { store, log, model: createModel(config.models), ...engineOptions(config) };
    const served = await serveEngine({ config, engine, log });
    console.log(introduction(config, served));
    await aborted(stop.signal);
    setTimeout(() => process.exit(), STOP_BOUND_MS + EXIT_AFTER_MS).unref();
    await served.close(STOP_BOUND_MS);
  } finally {
    await store.close();
  }
  log.info('stopped');
}

function introduction(config: Config, served: { url: string; projects: readonly string[] }): string {
  return [
    `The Assistants API, at ${served.url}/v1`,
    `  State  ${describeState(config)}`,
    `  Model  ${describeModel(config)}`,
    ...describeUse(config, served),
  ].join('\n');
}
