import type { CommandUse } from '../api.ts';
import type { CommandDraft } from '../state/command-draft.ts';
import type { Draft, DraftFile } from '../state/writing.ts';
import { OPTION, type UsableCommand } from './commands.ts';
import type { Naming } from './naming.ts';
import { readOption } from './option-values.ts';

/** A command that is ready to be sent, or what is still wrong with it. */
export type Checked =
  | { isReady: true; use: Pick<CommandUse, 'command' | 'options'>; files: ReadonlyMap<string, DraftFile> }
  | { isReady: false; draft: CommandDraft };

/** Reads all the fields of a command. */
export function checkCommand(command: UsableCommand, { command: draft, files }: Draft, naming: Naming): Checked {
  const options: Record<string, string | number | boolean> = {};
  const chosen = new Map<string, DraftFile>();
  const fields = (draft?.fields ?? []).map(({ problem: _problem, ...field }) => {
    const option = command.options.find(({ name }) => name === field.name);
    const file = files.find((one) => one.option === field.name);
    if (option?.type === OPTION.attachment && file) chosen.set(field.name, file);
    else if (field.text.trim() === '')
      return option?.required ? { ...field, problem: 'This option is required.' } : field;
    else if (option) {
      const read = readOption(option, field, naming);
      if ('problem' in read) return { ...field, problem: read.problem };
      options[field.name] = read.value;
    }
    return field;
  });
  if (fields.some((field) => 'problem' in field)) return { isReady: false, draft: { name: command.name, fields } };
  return { isReady: true, use: { command: command.name, options }, files: chosen };
}

/** The options that fit already: what the bot is told when it completes another one. */
export function fittingOptions(
  command: UsableCommand,
  { fields }: CommandDraft,
  naming: Naming,
): CommandUse['options'] {
  const options: Record<string, string | number | boolean> = {};
  for (const field of fields) {
    const option = command.options.find(({ name }) => name === field.name);
    if (!option || option.type === OPTION.attachment || field.text.trim() === '') continue;
    const read = readOption(option, field, naming);
    if ('value' in read) options[field.name] = read.value;
  }
  return options;
}
