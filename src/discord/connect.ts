import { setTimeout as delay } from 'node:timers/promises';
import { type Client, DiscordAPIError, Events, GatewayCloseCodes, HTTPError, Routes } from 'discord.js';
import type { Logger } from 'pino';
import { OperatorError } from '../errors.ts';

export interface ConnectOptions {
  token: string;
  log: Logger;
  signal: AbortSignal;
  /** Discord closed the connection for a reason that trying again does not mend; also after a good start. */
  onFatal: (error: OperatorError) => void;
  sleep?: typeof delay;
}

const WRONG_TOKEN =
  'Discord does not accept DISCORD_TOKEN. Copy the token again from https://discord.com/developers/applications → your application → Bot → Reset Token.';
const NO_MESSAGE_CONTENT =
  'Discord refuses the Message Content intent. Switch on "Message Content Intent" at https://discord.com/developers/applications → your application → Bot → Privileged Gateway Intents.';
const MAX_WAIT_MS = 30_000;
/** Each refused login is one of the 1000 that Discord allows a day; after those it takes the token away. */
const REFUSED_PAUSE_MS = 120_000;

/**
 * Logs in and resolves when Discord has told of every server. Waits for a Discord that is not reachable, however long.
 * @throws {OperatorError} for a wrong token, an intent that is switched off or an address that is not Discord's.
 */
export async function connect(client: Client, options: ConnectOptions): Promise<Client<true>> {
  const { token, signal, onFatal } = options;
  const ready = Promise.withResolvers<Client<true>>();
  client.once(Events.ClientReady, ready.resolve);
  client.on(Events.ShardDisconnect, ({ code }) => {
    const error = new OperatorError(explainClose(code), { pauseMs: REFUSED_PAUSE_MS });
    ready.reject(error);
    onFatal(error);
  });
  logConnection(client, options);
  const stop = () => ready.reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  client.token = token;
  client.rest.setToken(token);
  untilConnecting(client, options).catch(ready.reject);
  try {
    return await ready.promise;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/**
 * Resolves when discord.js has a connection or, having failed with the first, goes on trying by itself. This is not
 * `client.login`, because that tears the client down after a first connection that failed, and goes on all the same.
 */
async function untilConnecting(client: Client, { log, signal, sleep = delay }: ConnectOptions): Promise<void> {
  for (let waitMs = 1_000; ; waitMs = Math.min(waitMs * 2, MAX_WAIT_MS)) {
    try {
      checkAnswer(client, await client.rest.get(Routes.gatewayBot(), { signal }));
      await client.ws['connect']();
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (client.ws.shards.size > 0) return; // it got as far as the gateway; the connection's own events tell the rest
      const mistake = explainRefusal(client, error);
      if (mistake) throw mistake;
      log.warn({ err: error, waitMs }, 'discord is not reachable, trying again');
      await sleep(waitMs, undefined, { signal });
    }
  }
}

/** Once for each time that the connection is away: discord.js tries twice a second. */
function logConnection(client: Client, { log, signal }: ConnectOptions): void {
  let isAway = false;
  client.on(Events.Error, (error) => log.error({ err: error }, 'discord client failed'));
  client.on(Events.ShardError, (error) =>
    log[isAway ? 'debug' : 'warn']({ err: error }, 'discord connection failed, trying again'),
  );
  client.on(Events.ShardReconnecting, () => {
    if (!isAway && !signal.aborted) log.info('discord connection lost, reconnecting');
    isAway = true;
  });
  const onBack = () => {
    if (isAway) log.info('discord connection is back');
    isAway = false;
  };
  client.on(Events.ShardResume, onBack);
  client.on(Events.ShardReady, onBack);
}

/** A proxy or another server may answer anything, also with 200. */
function checkAnswer(client: Client, answer: unknown): void {
  if (typeof (answer as { url?: unknown } | null)?.url === 'string') return;
  throw notDiscord(client, 'what it answers is something else');
}

/** What the operator has to mend; nothing when it may pass by itself. */
function explainRefusal(client: Client, error: unknown): OperatorError | undefined {
  if (error instanceof OperatorError) return error;
  if (!(error instanceof DiscordAPIError || error instanceof HTTPError)) return undefined;
  const { status } = error;
  if (status === 401) return new OperatorError(WRONG_TOKEN, { cause: error });
  return status < 500 && status !== 429 ? notDiscord(client, `it answers with ${status}`, error) : undefined;
}

function notDiscord(client: Client, why: string, cause?: unknown): OperatorError {
  return new OperatorError(
    `There is no Discord at DISCORD_API_URL ${client.rest.options.api}: ${why}. Correct it, or leave it out for Discord itself.`,
    { cause },
  );
}

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
function explainClose(code: number): string {
  if (code === GatewayCloseCodes.DisallowedIntents) return NO_MESSAGE_CONTENT;
  if (code === GatewayCloseCodes.AuthenticationFailed) return WRONG_TOKEN;
  return `Discord closed the connection for good (${code}: ${GatewayCloseCodes[code] ?? 'unknown'}).`;
}
