import { isSubcommand } from '../actions/command-form.ts';
import { DiscordError } from '../discord-error.ts';
import type { CommandOption, CommandRecord } from '../records.ts';

/** A command as somebody typed it: which one, which subcommands, and the text of each option. */
export interface TypedCommand {
  command: CommandRecord;
  /** The subcommand, with its group before it. */
  path: CommandOption[];
  /** The options that can be given here. */
  options: CommandOption[];
  /** In the order in which they were typed. */
  given: [option: CommandOption, text: string][];
}

/**
 * Understands `/assistant switch name:tutor style:very short`: an option goes on until the next one begins.
 * Text that names no option is meant for the first.
 */
export function parseCommandText(text: string, commands: readonly CommandRecord[]): TypedCommand {
  const [first = '', ...rest] = text.trim().replace(/^\//, '').split(/\s+/);
  const command = commands.find(({ data }) => data.type === 1 && data.name === first);
  if (!command) throw new DiscordError(404, 10063, `There is no command /${first} here.`);
  const path: CommandOption[] = [];
  let options = command.data.options;
  while (options.some(isSubcommand)) {
    const name = rest.shift() ?? '';
    const found = options.find((option) => isSubcommand(option) && option.name === name);
    if (!found) {
      const names = options.map((option) => option.name).join(', ');
      throw new DiscordError(
        400,
        50035,
        `/${[first, ...path.map((part) => part.name)].join(' ')} needs one of: ${names}`,
      );
    }
    path.push(found);
    options = found.options ?? [];
  }
  const words = [first, ...path.map((part) => part.name)];
  const pattern = new RegExp(String.raw`^\s*/?\s*${words.map((word) => escape(word)).join(String.raw`\s+`)}\s*`);
  return { command, path, options, given: splitOptions(text.replace(pattern, ''), options) };
}

function splitOptions(text: string, options: readonly CommandOption[]): [CommandOption, string][] {
  if (text.trim() === '') return [];
  const names = options.map((option) => escape(option.name)).join('|');
  const starts = names === '' ? [] : [...text.matchAll(new RegExp(`(?:^|\\s)(${names}):`, 'g'))];
  const [firstOption] = options;
  const [firstStart] = starts;
  const isBare = !firstStart || text.slice(0, firstStart.index).trim() !== '';
  if (isBare && !firstOption) throw new DiscordError(400, 50035, `This command takes no options, but got: ${text}`);
  const given: [CommandOption, string][] = [];
  if (isBare && firstOption) given.push([firstOption, text.slice(0, firstStart?.index).trim()]);
  for (const [index, start] of starts.entries()) {
    const option = options.find(({ name }) => name === start[1]);
    const value = text.slice(start.index + start[0].length, starts[index + 1]?.index).trim();
    if (option) given.push([option, value]);
  }
  return given;
}

function escape(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}
