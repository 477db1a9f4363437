import { inspect } from 'node:util';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { OperatorError } from './errors.ts';
import { listenForSignals } from './stop-signals.ts';

/** How long what is under way may take when a program ends; Docker kills after the time in docker-compose.yml. */
export const STOP_BOUND_MS = 6_000;
/** After this much more the process ends, whatever still waits for a server that does not answer. */
const EXIT_AFTER_MS = 3_000;
/** What a library leaves behind when everything is closed (discord.js goes on connecting) gets this much time. */
const LINGER_MS = 300;

export interface ProgramContext {
  readonly config: Config;
  readonly log: Logger;
  /** Aborted when the program is to end: by a signal, or because it failed. */
  readonly signal: AbortSignal;
  /** Ends the program, as a failure. */
  fail(error: unknown): void;
  /** From now on no line of the log holds this text. */
  hide(secret: string): void;
}

/**
 * Runs a program until it returns, and returns when it has; the process ends soon after that.
 * Told to stop it ends with 0, also in the middle of its start; a failure is 1. The program loads its parts itself, so
 * that signals are heard before that.
 */
export async function runProgram(program: (context: ProgramContext) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  let log: Logger | undefined;
  let failure: { error: unknown } | undefined;

  let exitTimer: NodeJS.Timeout | undefined;

  function end(reason: Error): void {
    exitTimer = setTimeout(() => process.exit(), STOP_BOUND_MS + EXIT_AFTER_MS).unref();
    stop.abort(reason);
  }

  function fail(error: unknown): void {
    if (stop.signal.aborted) return; // one reason to end is enough, and a signal is no failure
    failure = { error };
    process.exitCode = 1;
    end(new Error('The program failed', { cause: error }));
  }

  listenForSignals((name) => {
    if (failure) process.exit(); // it has ended, and only waits
    log?.info({ signal: name }, 'stopping');
    end(new Error(`Stopped by ${name}`));
  });
  // A malformed packet surfaces here (discord.js has no other place for it); one of them must not stop everybody's bot.
  process.on('unhandledRejection', (error) => {
    if (log) log.error({ err: error }, 'a promise was rejected unheard');
    else fail(error);
  });

  try {
    const [config, { openLog }, { secretsOf }] = await Promise.all([
      readSettings(),
      import('./log.ts'),
      import('./config.ts'),
    ]);
    const secrets = secretsOf(config);
    log = await openLog(config.logLevel, secrets);
    stop.signal.throwIfAborted();
    await program({ config, log, signal: stop.signal, fail, hide: (secret) => void secrets.push(secret) });
  } catch (error) {
    fail(error);
  }
  if (failure) report(failure.error, log);
  else log?.info('stopped');
  const pauseMs = process.stdout.isTTY ? 0 : pauseAfter(failure?.error);
  if (pauseMs > 0) {
    clearTimeout(exitTimer);
    log?.info({ pauseMs }, 'waiting before the program ends');
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  setTimeout(() => process.exit(), LINGER_MS).unref();
}

/**
 * The settings of the environment and of `.env`.
 * @throws {OperatorError} that lists every mistake.
 */
export async function readSettings(): Promise<Config> {
  const { readConfig, readEnvFile } = await import('./config.ts');
  const config = readConfig(process.env, readEnvFile('.env'));
  // The openai package sends these to whatever server it talks to, and has no option against it.
  delete process.env['OPENAI_CUSTOM_HEADERS'];
  return config;
}

function pauseAfter(error: unknown): number {
  return error instanceof OperatorError ? error.pauseMs : 0;
}

function report(error: unknown, log: Logger | undefined): void {
  if (log && !(error instanceof OperatorError)) log.fatal({ err: error }, 'the program cannot go on');
  else process.stderr.write(`${error instanceof OperatorError ? error.message : inspect(error)}\n`);
}
