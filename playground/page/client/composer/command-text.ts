import type { CommandField } from '../state/command-draft.ts';
import type { UsableCommand } from './commands.ts';

/** A command as somebody typed it. */
export interface TypedCommand {
  command: UsableCommand;
  fields: CommandField[];
  /** What stands before the first option and belongs to none. */
  rest: string;
}

/** Understands `/assistant switch name:tutor`: an option goes on until the next one begins. */
export function readCommand(text: string, commands: readonly UsableCommand[]): TypedCommand | undefined {
  const command = commands
    .filter(
      ({ name }) => text === `/${name}` || (text.startsWith(`/${name}`) && /\s/.test(text[name.length + 1] ?? '')),
    )
    .toSorted((left, right) => right.name.length - left.name.length)[0];
  if (!command) return undefined;
  return { command, ...readOptions(text.slice(command.name.length + 1), command) };
}

/** The options in a text, and what is before them. The last one given counts. */
export function readOptions(text: string, { options }: UsableCommand): Omit<TypedCommand, 'command'> {
  const names = options.map(({ name }) => RegExp.escape(name)).join('|');
  const starts = names === '' ? [] : [...text.matchAll(new RegExp(`(?:^|\\s)(${names}):`, 'gu'))];
  const fields = new Map<string, CommandField>();
  for (const [index, { index: start, 0: written, 1: name = '' }] of starts.entries()) {
    const value = text.slice(start + written.length, starts[index + 1]?.index).trim();
    fields.set(name, { name, text: value });
  }
  return { fields: [...fields.values()], rest: text.slice(0, starts[0]?.index).trimStart() };
}
