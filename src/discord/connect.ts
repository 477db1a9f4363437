import { setTimeout as delay } from 'node:timers/promises';
import { type Client, DiscordAPIError, Events, GatewayCloseCodes, Routes } from 'discord.js';
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

/**
 * Logs in and resolves when Discord has told of every server. Waits for a Discord that is not reachable.
 * @throws {OperatorError} for a wrong token or an intent that is switched off.
 */
export async function connect(client: Client, options: ConnectOptions): Promise<Client<true>> {
  const { token, signal, onFatal, log } = options;
  client.rest.setToken(token);
  await untilReachable(client, options);

  const ready = Promise.withResolvers<Client<true>>();
  client.once(Events.ClientReady, ready.resolve);
  client.on(Events.ShardDisconnect, ({ code }) => {
    const error = new OperatorError(explainClose(code));
    ready.reject(error);
    onFatal(error);
  });
  client.on(Events.Error, (error) => log.error({ err: error }, 'discord client failed'));
  client.on(Events.ShardError, (error) => log.warn({ err: error }, 'discord connection failed'));
  client.on(Events.ShardReconnecting, () => {
    if (!signal.aborted) log.info('discord connection lost, reconnecting');
  });
  client.on(Events.ShardResume, () => log.info('discord connection resumed'));
  const stop = () => ready.reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  client.login(token).catch(ready.reject);
  try {
    return await ready.promise;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** discord.js cannot log in a second time with one client, so what may pass is waited for before the first. */
async function untilReachable(client: Client, { log, signal, sleep = delay }: ConnectOptions): Promise<void> {
  for (let waitMs = 1_000; ; waitMs = Math.min(waitMs * 2, MAX_WAIT_MS)) {
    try {
      await client.rest.get(Routes.gatewayBot(), { signal });
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof DiscordAPIError && error.status === 401)
        throw new OperatorError(WRONG_TOKEN, { cause: error });
      if (error instanceof DiscordAPIError && error.status < 500) throw error;
      log.warn({ err: error, waitMs }, 'discord is not reachable, trying again');
      await sleep(waitMs, undefined, { signal });
    }
  }
}

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
function explainClose(code: number): string {
  if (code === GatewayCloseCodes.DisallowedIntents) return NO_MESSAGE_CONTENT;
  if (code === GatewayCloseCodes.AuthenticationFailed) return WRONG_TOKEN;
  return `Discord closed the connection for good (${code}: ${GatewayCloseCodes[code] ?? 'unknown'}).`;
}
