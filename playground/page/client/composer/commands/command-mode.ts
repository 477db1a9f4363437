import type { CommandDraft, CommandField } from '../../state/command-draft.ts';
import { asText, type Draft, type DraftFile } from '../../state/writing.ts';
import type { CommandOption } from '../../types.ts';
import { OPTION, type UsableCommand } from './commands.ts';
import { readCommand, readOptions } from './command-text.ts';

/** What changes in a draft. */
type Change = Partial<Draft>;
type CommandChange = Change & { command: CommandDraft };

/** Where one writes in a command: in the field of an option, or behind all of them. */
export type Place = string | undefined;

/**
 * Turns a text that is a command into its fields, and says where one writes on; undefined when it is none, or shall
 * stay a text.
 *
 * With `isLate` the commands became known while one was typing: one writes on where the text ends.
 */
export function enterCommand(
  draft: Draft,
  commands: readonly UsableCommand[],
  isLate = false,
): (CommandChange & { place: Place }) | undefined {
  if (draft.command || draft.isPlain || !draft.text.startsWith('/')) return undefined;
  const typed = readCommand(draft.text, commands);
  // Without a space behind it, the name may go on.
  if (!typed || draft.text === `/${typed.command.name}`) return undefined;
  const change = beginCommand(typed.command, draft, typed);
  const last = typed.fields.at(-1);
  // Whoever ends with the name of an option goes on with that.
  if (last?.text === '') return { ...change, place: last.name };
  const first = typed.rest.trim() === '' ? undefined : typed.command.options[0]?.name;
  const end = change.command.fields.find(({ name }) => name === (last?.name ?? first));
  if (!isLate || !end) return { ...change, place: nextPlace(typed.command, { ...draft, ...change }) };
  const gap = /\s*$/.exec(draft.text)?.[0] ?? '';
  return { ...change, ...setField(change.command, { ...end, text: end.text + gap }), place: end.name };
}

/** Fills in a command: the fields that it needs, and those that are given. */
export function beginCommand(
  command: UsableCommand,
  { files }: Pick<Draft, 'files'>,
  { fields, rest }: { fields: readonly CommandField[]; rest: string } = { fields: [], rest: '' },
): CommandChange {
  const needed = command.options.filter(({ required }) => required).map(({ name }) => ({ name, text: '' }));
  const filled = merged(needed, fields);
  return {
    ...placeRest({ name: command.name, fields: filled }, rest, command),
    marks: [],
    ...assignFiles(filled, files, command),
  };
}

/** Text that names no option is for the first one. */
function placeRest(draft: CommandDraft, rest: string, { options }: UsableCommand): CommandChange {
  const [first] = options;
  const isTaken = draft.fields.some(({ name, text }) => name === first?.name && text !== '');
  if (rest.trim() === '' || !first || first.type === OPTION.attachment || isTaken)
    return { command: draft, text: rest };
  return { command: { ...draft, fields: merged(draft.fields, [{ name: first.name, text: rest.trim() }]) }, text: '' };
}

/** Reads what was typed behind the fields, when options are in it: one writes on in the last of them. */
export function takeTyped(draft: CommandDraft, text: string, command: UsableCommand): Change & { place?: Place } {
  const { fields, rest } = readOptions(text, command);
  if (fields.length === 0) return { text };
  return {
    command: { ...draft, fields: merged(draft.fields, fields) },
    text: rest.trim(),
    place: fields.at(-1)?.name,
  };
}

/** When all is written, what stands behind the fields goes into the first option. */
export function settleRest(draft: Draft, command: UsableCommand): Change {
  return draft.command ? placeRest(draft.command, draft.text, command) : {};
}

function merged(before: readonly CommandField[], more: readonly CommandField[]): CommandField[] {
  const kept = before.map((field) => more.find(({ name }) => name === field.name) ?? field);
  return [...kept, ...more.filter(({ name }) => !before.some((field) => field.name === name))];
}

/** Files that were there before go to the options that take one. */
function assignFiles(
  fields: readonly CommandField[],
  files: readonly DraftFile[],
  { options }: UsableCommand,
): Pick<Change, 'files'> {
  if (files.length === 0) return {};
  const free = options
    .filter(({ type }) => type === OPTION.attachment)
    .toSorted((left, right) => Number(isIn(fields, right)) - Number(isIn(fields, left)))
    .map(({ name }) => name)
    .filter((name) => !files.some(({ option }) => option === name));
  return {
    files: files.map((file) => {
      const option = file.option ?? free.shift();
      return option === undefined ? file : { ...file, option };
    }),
  };
}

const isIn = (fields: readonly CommandField[], { name }: CommandOption) => fields.some((field) => field.name === name);

/** Opens the field of an option. With `typedIn`, what is written in another field was meant for it. */
export function openField(draft: CommandDraft, name: string, typedIn?: CommandField): CommandChange {
  const isOpen = draft.fields.some((field) => field.name === name);
  const field = { name, text: '', ...(typedIn && { typedIn }) };
  return { command: { ...draft, fields: isOpen ? draft.fields : [...draft.fields, field] } };
}

/** Changes what stands in a field. */
export function setField(draft: CommandDraft, field: CommandField): CommandChange {
  return { command: { ...draft, fields: merged(draft.fields, [field]) } };
}

/** Takes away the field of an option, with its file. */
export function removeField(draft: Draft, name: string): Change {
  if (!draft.command) return {};
  const fields = draft.command.fields.filter((field) => field.name !== name);
  return { command: { ...draft.command, fields }, files: draft.files.filter(({ option }) => option !== name) };
}

/** Makes a text of a command, which it stays; its files stay, too. */
export function leaveCommand(draft: Draft): Change {
  const { text, marks } = asText(draft);
  return {
    text,
    marks,
    command: undefined,
    isPlain: true,
    files: draft.files.map(({ option: _option, ...file }) => file),
  };
}

/** The options that have no field yet. */
export function furtherOptions({ options }: UsableCommand, { fields }: CommandDraft): CommandOption[] {
  return options.filter((option) => !isIn(fields, option));
}

/** The field to write in next: the first one that is needed and empty; else behind them all. */
export function nextPlace(command: UsableCommand, { command: draft, files }: Draft): Place {
  return draft?.fields.find(({ name, text }) => {
    const option = command.options.find((one) => one.name === name);
    if (option?.type === OPTION.attachment) return !files.some((file) => file.option === name);
    return option?.required === true && text === '';
  })?.name;
}
