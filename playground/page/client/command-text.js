/** @import { Choice, Command, CommandOption } from './types.ts' */

/**
 * A command that can be used: with the subcommand, when there are some.
 *
 * @typedef {object} Usable
 * @property {string} name `assistant switch`
 * @property {string} description
 * @property {CommandOption[]} options
 */

/**
 * A command as far as it is typed.
 *
 * @typedef {object} Typed
 * @property {Usable} command
 * @property {CommandOption | undefined} current The option that is being typed.
 * @property {string} value What is typed for it.
 * @property {number} valueStart Where that begins in the text.
 * @property {CommandOption[]} missing The options that are not given, in their order.
 */

/** @param {readonly Command[]} commands */
export function usableCommands(commands) {
  return commands.filter(({ type }) => type === 1).flatMap((command) => withSubcommands(command.name, command));
}

/**
 * @param {string} name
 * @param {{ description: string, options?: CommandOption[] }} command
 * @returns {Usable[]}
 */
function withSubcommands(name, { description, options = [] }) {
  const subcommands = options.filter(({ type }) => type === 1 || type === 2);
  if (subcommands.length === 0) return [{ name, description, options }];
  return subcommands.flatMap((one) => withSubcommands(`${name} ${one.name}`, one));
}

/**
 * Understands `/assistant switch name:tu`; undefined while the command itself is being typed.
 *
 * @param {string} text
 * @param {readonly Usable[]} commands
 * @returns {Typed | undefined}
 */
export function readCommand(text, commands) {
  const command = commands.find(({ name }) => text.startsWith(`/${name} `));
  if (!command) return undefined;
  const start = command.name.length + 2;
  const rest = text.slice(start);
  const given = [...rest.matchAll(/(?:^|\s)([^\s:]+):/g)].flatMap((match) => {
    const option = command.options.find(({ name }) => name === match[1]);
    return option ? [{ option, valueStart: start + match.index + match[0].length }] : [];
  });
  const last = given.at(-1);
  return {
    command,
    current: last?.option,
    value: last ? text.slice(last.valueStart) : rest,
    valueStart: last?.valueStart ?? start,
    missing: command.options.filter((option) => !given.some((one) => one.option === option)),
  };
}

/**
 * What can be typed for an option without asking the bot.
 *
 * @param {CommandOption} option
 * @returns {Choice[]}
 */
export function knownChoices({ type, choices }) {
  if (choices) return choices;
  return type === 5 ? ['true', 'false'].map((name) => ({ name, value: name })) : [];
}
