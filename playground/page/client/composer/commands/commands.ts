import { nameOf } from '../../names.ts';
import type { Command, CommandOption, User } from '../../types.ts';
import { matching, type Suggestion } from '../suggestion.ts';

/** The kinds of options (`discord.com/developers/docs/interactions/application-commands`). */
export const OPTION = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const;

/** The kind of commands that are typed. */
const TYPED = 1;

/** A command that can be used: with the subcommand, when there are some. */
export interface UsableCommand {
  /** `assistant switch` */
  name: string;
  description: string;
  options: readonly CommandOption[];
}

/** All that one can type, subcommands one by one. */
export function usableCommands(commands: readonly Command[]): UsableCommand[] {
  return commands.filter(({ type }) => type === TYPED).flatMap((command) => withSubcommands(command.name, command));
}

function withSubcommands(name: string, { description, options = [] }: Omit<CommandOption, 'type'>): UsableCommand[] {
  const subcommands = options.filter(({ type }) => type === OPTION.subcommand || type === OPTION.group);
  if (subcommands.length === 0) return [{ name, description, options }];
  return subcommands.flatMap((one) => withSubcommands(`${name} ${one.name}`, one));
}

/** The commands that one may mean by `/as`, under the name of their bot. */
export function suggestCommands(
  text: string,
  commands: readonly UsableCommand[],
  bot: User,
): Suggestion<UsableCommand>[] {
  if (!text.startsWith('/') || text.includes('\n')) return [];
  return matching(commands, text.slice(1), ({ name }) => [name]).map((command) => ({
    key: command.name,
    label: `/${command.name}`,
    description: command.description,
    detail: command.options.map(({ name, required }) => (required ? name : `${name}?`)).join('  '),
    picture: { kind: 'user', user: bot },
    group: nameOf(bot),
    value: command,
  }));
}

/** Why a text that begins with a slash is no command: a sentence. */
export function unknownCommand(text: string, commands: readonly UsableCommand[]): string {
  const words = text.slice(1).trim().split(/\s+/);
  for (let count = words.length; count > 0; count -= 1) {
    const begun = words.slice(0, count).join(' ');
    const further = commands.filter(({ name }) => name.startsWith(`${begun} `));
    const next = new Set(further.map(({ name }) => name.slice(begun.length + 1).split(' ')[0]));
    if (next.size > 0) return `/${begun} needs one of: ${[...next].join(', ')}.`;
  }
  return `There is no command /${words[0]} here.`;
}
