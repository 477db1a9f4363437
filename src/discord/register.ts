import { setTimeout as delay } from 'node:timers/promises';
import { type Client, Routes } from 'discord.js';
import type { Logger } from 'pino';
import type { Command } from './command.ts';

interface Described {
  name?: unknown;
  description?: unknown;
  type?: unknown;
  required?: boolean;
  autocomplete?: boolean;
  choices?: unknown;
  contexts?: unknown;
  default_member_permissions?: unknown;
  channel_types?: unknown;
  min_value?: unknown;
  max_value?: unknown;
  max_length?: unknown;
  options?: readonly Described[];
}

export interface RegisterOptions {
  log: Logger;
  signal: AbortSignal;
  sleep?: typeof delay;
}

const FIRST_WAIT_MS = 2_000;
const MAX_WAIT_MS = 600_000;

/**
 * Sees to it that Discord knows these commands, however long that takes: the bot answers posts without them.
 * Never rejects; ends early with the signal.
 */
export async function keepCommandsRegistered(
  client: Client<true>,
  commands: readonly Command[],
  { log, signal, sleep = delay }: RegisterOptions,
): Promise<void> {
  for (let waitMs = FIRST_WAIT_MS; !signal.aborted; waitMs = Math.min(waitMs * 2, MAX_WAIT_MS)) {
    try {
      const isNew = await registerCommands(client, commands, signal);
      log.info(isNew ? 'commands registered' : 'commands known already');
      return;
    } catch (error) {
      if (signal.aborted) return;
      log.warn({ err: error, waitMs }, 'commands could not be registered, trying again');
    }
    await sleep(waitMs, undefined, { signal }).catch(() => undefined); // rejects only with the signal
  }
}

/** Tells Discord which commands exist, when it knows others. Answers whether it had to. */
async function registerCommands(
  client: Client<true>,
  commands: readonly Command[],
  signal: AbortSignal,
): Promise<boolean> {
  const route = Routes.applicationCommands(client.application.id);
  const wanted = commands.map(({ data }) => data);
  const known = (await client.rest.get(route, { signal })) as Described[];
  if (fingerprint(wanted as readonly Described[]) === fingerprint(known)) return false;
  await client.rest.put(route, { body: wanted, signal });
  return true;
}

/** What matters of the commands, without the defaults that Discord fills in. */
function fingerprint(commands: readonly Described[]): string {
  return JSON.stringify(commands.map(essence).toSorted((a, b) => String(a.name).localeCompare(String(b.name))));
}

function essence(command: Described): Described {
  return {
    name: command.name,
    description: command.description ?? '', // of a menu's commands there is none
    type: command.type ?? 1,
    required: command.required ?? false,
    autocomplete: command.autocomplete ?? false,
    choices: command.choices ?? [],
    contexts: command.contexts ?? null,
    default_member_permissions: command.default_member_permissions ?? null,
    channel_types: command.channel_types ?? [],
    min_value: command.min_value ?? null,
    max_value: command.max_value ?? null,
    max_length: command.max_length ?? null,
    options: (command.options ?? []).map(essence),
  };
}
