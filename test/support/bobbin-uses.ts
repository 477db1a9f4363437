import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page, Request } from 'playwright-core';
import type { Command, CommandOption, Modal } from '../../playground/page/client/types.ts';
import type { PageProgram } from './page-program.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the pages of a file of tests have used of the bot, as they told the local Discord. */
export function createUses() {
  const commands = new Set<string>();
  const customIds = new Set<string>();
  /** The ids of those that were sent in. */
  const sentModals = new Set<string>();
  /** The custom ids of those that were opened, by id. */
  const modals = new Map<string, string>();
  const reading: Promise<void>[] = [];

  function onRequest(request: Request): void {
    if (request.method() !== 'POST') return;
    const [, what, id] = /\/(commands|menus|components|modals)(?:\/(\d+))?$/.exec(request.url()) ?? [];
    const { command, customId } = (request.postDataJSON() ?? {}) as { command?: string; customId?: string };
    if (what === 'commands' || what === 'menus') commands.add(command ?? '');
    if (what === 'components') customIds.add(customId ?? '');
    if (what === 'modals') sentModals.add(id ?? '');
    if (what !== undefined) reading.push(readModal(request).catch(() => undefined));
  }

  /** The bot may have answered with a modal: its custom id is known by that alone. */
  async function readModal(request: Request): Promise<void> {
    const response = await request.response();
    const answer = ((await response?.json()) ?? {}) as { modal?: Modal } | undefined;
    if (answer?.modal) modals.set(answer.modal.id, answer.modal.custom_id);
  }

  return {
    follow: (page: Page) => void page.on('request', onRequest),

    /** What the bot has for everybody who may do everything, as far as it `isMeant`, and what was not used of it. */
    async missing(program: PageProgram, isMeant: (name: string) => boolean): Promise<string[]> {
      await Promise.all(reading);
      const offered = await offeredCommands(program);
      const unused = offered.filter(({ id, name }) => !commands.has(name) && !commands.has(id)).map(({ name }) => name);
      const used = [...customIds, ...[...sentModals].map((id) => modals.get(id) ?? '')];
      const isUsed = (kind: string) => used.some((id) => id === kind || id.startsWith(`${kind}:`));
      return [...unused, ...customIdKinds().filter((kind) => !isUsed(kind))].filter(isMeant);
    },
  };
}

/** The commands of the bot, subcommands one by one, and those of the menus of messages and people. */
async function offeredCommands(program: PageProgram): Promise<{ id: string; name: string }[]> {
  const { body: state } = await program.request('GET', '/people/Mia/state');
  const { channels } = state as { channels: { id: string; name: string }[] };
  const general = channels.find(({ name }) => name === 'general')?.id;
  const { body } = await program.request('GET', `/people/Mia/channels/${general}/commands`);
  return (body as Command[]).flatMap(({ id, name, options = [] }) =>
    withSubcommands(name, options).map((whole) => ({ id, name: whole })),
  );
}

function withSubcommands(name: string, options: readonly CommandOption[]): string[] {
  const inner = options.filter(({ type }) => type <= 2);
  return inner.length === 0
    ? [name]
    : inner.flatMap((one) => withSubcommands(`${name} ${one.name}`, one.options ?? []));
}

/** How the ids of the bot's buttons, menus and modals begin, as its source makes them: `reset:yes`, `config:home:go`. */
function customIdKinds(): string[] {
  const kinds = new Set<string>();
  for (const file of ['commands', 'src'].flatMap(sourcesIn)) {
    const source = readFileSync(file, 'utf8');
    for (const [, made, first, second] of source.matchAll(
      /\b(customId|controlId)\(\s*'([\w-]+)'(?:,\s*'([\w-]+)')?/g,
    )) {
      kinds.add([...(made === 'controlId' ? ['config'] : []), first, ...(second ? [second] : [])].join(':'));
    }
    // A button under an answer.
    for (const [, kind] of source.matchAll(/\bkind: '(\w+)', conversationId/g)) kinds.add(kind ?? '');
  }
  return [...kinds].toSorted();
}

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(root, folder, file));
}
