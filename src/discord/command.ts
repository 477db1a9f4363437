import { readdir } from 'node:fs/promises';
import type {
  AnySelectMenuInteraction,
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js';
import { z } from 'zod';
import { OperatorError } from '../errors.ts';
import type { Choice, CommandResult } from './command-result.ts';
import type { CommandContext } from './command-context.ts';

/** A click on a button or a choice from a menu. */
export type ComponentInteraction = ButtonInteraction | AnySelectMenuInteraction;

/** What every command may have besides what starts it. `parts` are those of the custom id, without the command's name. */
interface WithControls {
  /** A button was clicked or a menu chosen from, whose custom id was made by `customId` with this command's name. */
  component?(
    interaction: ComponentInteraction,
    parts: readonly string[],
    context: CommandContext,
  ): Promise<CommandResult>;
  /** A modal was sent in, whose custom id was made the same way. */
  submit?(
    interaction: ModalSubmitInteraction,
    parts: readonly string[],
    context: CommandContext,
  ): Promise<CommandResult>;
}

/** A slash command. A `UserError` that anything of it throws is shown to the person; Discord is told in time. */
export interface SlashCommand extends WithControls {
  readonly data: RESTPostAPIChatInputApplicationCommandsJSONBody;
  run(interaction: ChatInputCommandInteraction, context: CommandContext): Promise<CommandResult>;
  /** At most 25 choices for what has been typed so far. */
  autocomplete?(interaction: AutocompleteInteraction, context: CommandContext): Promise<Choice[]>;
}

/** An entry of the menu that a right click on a message opens. */
export interface MessageCommand extends WithControls {
  readonly data: RESTPostAPIContextMenuApplicationCommandsJSONBody;
  runOnMessage(interaction: MessageContextMenuCommandInteraction, context: CommandContext): Promise<CommandResult>;
}

/** One file in `commands/`, its default export; the file of a slash command is named after it. */
export type Command = SlashCommand | MessageCommand;

const callable = z.custom((value) => typeof value === 'function', 'must be a function');
const controls = { component: callable.optional(), submit: callable.optional() };

/** Discord's limits: https://docs.discord.com/developers/interactions/application-commands#application-command-object */
const slashCommand = z.looseObject({
  data: z.looseObject({
    name: z.string().regex(/^[-_\p{Ll}\p{N}]{1,32}$/u, 'must be 1-32 lower-case letters, digits, - or _'),
    description: z.string().min(1).max(100),
  }),
  run: callable,
  autocomplete: callable.optional(),
  ...controls,
});
const messageCommand = z.looseObject({
  data: z.looseObject({ name: z.string().min(1).max(32), type: z.literal(3, 'must be 3, for a message command') }),
  runOnMessage: callable,
  ...controls,
});

/** The commands of a folder, by the names of their files. */
export type Commands = ReadonlyMap<string, Command>;

/**
 * The commands of a folder.
 * @throws {OperatorError} that names every malformed file: a typo must not make a command vanish.
 */
export async function loadCommands(folder: URL): Promise<Map<string, Command>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).toSorted();
  const commands = new Map<string, Command>();
  const mistakes: string[] = [];
  for (const file of files) {
    const name = file.slice(0, -'.ts'.length);
    const { default: loaded } = (await import(new URL(file, folder).href)) as { default?: unknown };
    const isForMessages = typeof loaded === 'object' && loaded !== null && 'runOnMessage' in loaded;
    const parsed = (isForMessages ? messageCommand : slashCommand).safeParse(loaded);
    if (!parsed.success) {
      mistakes.push(
        ...parsed.error.issues.map(({ path, message }) => `  ${file}: ${['default', ...path].join('.')} ${message}`),
      );
    } else if (!isForMessages && parsed.data.data.name !== name) {
      mistakes.push(`  ${file}: must export a command named "${name}"`);
    } else {
      commands.set(name, loaded as Command); // its shape was checked above
    }
  }
  if (mistakes.length > 0) throw new OperatorError(`These commands are malformed:\n${mistakes.join('\n')}`);
  return commands;
}
