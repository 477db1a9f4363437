import { readdir } from 'node:fs/promises';
import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Conversations } from '../conversation/conversations.ts';
import { OperatorError } from '../errors.ts';

export interface CommandContext {
  readonly conversations: Conversations;
  readonly log: Logger;
}

/** What a command says. */
export interface CommandReply {
  readonly content: string;
  /** For all in the channel, because it concerns them all; otherwise only the person who asked sees it. */
  readonly isPublic?: boolean;
}

export interface Choice {
  /** What the person sees, 100 characters at most. */
  readonly name: string;
  /** What the command gets, 100 characters at most. */
  readonly value: string;
}

/** One file in `commands/`, its default export; the file is named after the command. */
export interface Command {
  readonly data: RESTPostAPIChatInputApplicationCommandsJSONBody;
  /** Says what to answer; Discord is told in time by the caller. A `UserError` is shown to the person. */
  run(interaction: ChatInputCommandInteraction, context: CommandContext): Promise<CommandReply>;
  /** At most 25 choices for what has been typed so far. */
  autocomplete?(interaction: AutocompleteInteraction, context: CommandContext): Promise<Choice[]>;
}

/** Discord's limits: https://docs.discord.com/developers/interactions/application-commands#application-command-object */
const commandModule = z.object({
  default: z.looseObject({
    data: z.looseObject({
      name: z.string().regex(/^[-_\p{Ll}\p{N}]{1,32}$/u, 'must be 1-32 lower-case letters, digits, - or _'),
      description: z.string().min(1).max(100),
    }),
    run: z.custom((value) => typeof value === 'function', 'must be a function'),
    autocomplete: z.custom((value) => typeof value === 'function', 'must be a function').optional(),
  }),
});

/**
 * The commands of a folder, by name.
 * @throws {OperatorError} that names every malformed file: a typo must not make a command vanish.
 */
export async function loadCommands(folder: URL): Promise<Map<string, Command>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).toSorted();
  const commands = new Map<string, Command>();
  const mistakes: string[] = [];
  for (const file of files) {
    const name = file.slice(0, -'.ts'.length);
    const loaded = commandModule.safeParse(await import(new URL(file, folder).href));
    if (!loaded.success) {
      mistakes.push(...loaded.error.issues.map(({ path, message }) => `  ${file}: ${path.join('.')} ${message}`));
    } else if (loaded.data.default.data.name !== name) {
      mistakes.push(`  ${file}: must export a command named "${name}"`);
    } else {
      commands.set(name, loaded.data.default as unknown as Command); // its shape was checked above
    }
  }
  if (mistakes.length > 0) throw new OperatorError(`These commands are malformed:\n${mistakes.join('\n')}`);
  return commands;
}
