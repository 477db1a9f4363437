import { type Client, Routes } from 'discord.js';
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
  options?: readonly Described[];
}

/** Tells Discord which commands exist, when it knows others. Answers whether it had to. */
export async function registerCommands(client: Client<true>, commands: Iterable<Command>): Promise<boolean> {
  const route = Routes.applicationCommands(client.application.id);
  const wanted = [...commands].map(({ data }) => data);
  const known = (await client.rest.get(route)) as Described[];
  if (fingerprint(wanted as readonly Described[]) === fingerprint(known)) return false;
  await client.rest.put(route, { body: wanted });
  return true;
}

/** What matters of the commands, without the defaults that Discord fills in. */
function fingerprint(commands: readonly Described[]): string {
  return JSON.stringify(commands.map(essence).toSorted((a, b) => String(a.name).localeCompare(String(b.name))));
}

function essence(command: Described): Described {
  return {
    name: command.name,
    description: command.description,
    type: command.type ?? 1,
    required: command.required ?? false,
    autocomplete: command.autocomplete ?? false,
    choices: command.choices ?? [],
    contexts: command.contexts ?? null,
    default_member_permissions: command.default_member_permissions ?? null,
    options: (command.options ?? []).map(essence),
  };
}
