import type { CommandOption } from '../types.ts';
import { beginCommand, furtherOptions, nextPlace, openField, setField } from './commands/command-mode.ts';
import { suggestCommands, type UsableCommand } from './commands/commands.ts';
import { complete, type Insertion, insertAt, type Typed, typedAt } from './text/completions.ts';
import { moveMarks } from './text/marks.ts';
import { type Chosen, suggestValues } from './commands/option-values.ts';
import { matching, type Suggestion } from './suggestion.ts';
import { useAutocomplete } from './commands/use-autocomplete.ts';
import type { ComposerModel } from './use-composer.ts';

/** What is offered where one writes. */
export interface Offers {
  suggestions: readonly Suggestion[];
  /** Whether Enter takes the first one. */
  isFirstActive: boolean;
  /** The one that is typed already: Enter sends. */
  doneKey?: string | undefined;
  pick: (suggestion: Suggestion) => void;
  /** What the list is waiting for, or why it is empty. */
  note?: string | undefined;
  /** The option that one fills in. */
  option?: CommandOption | undefined;
}

const NOTHING: Offers = { suggestions: [], isFirstActive: false, pick: () => undefined };

/** What is offered at the place where one writes: commands, options, values, or names in a text. */
export function useOffers(model: ComposerModel): Offers {
  const { draft, command, focused } = model;
  const option = command?.options.find(({ name }) => name === focused?.place);
  const offered = useAutocomplete(model, option);
  if (!focused) return NOTHING;
  if (option) return offerValues(model, option, offered);
  if (command) return offerOptions(model, command);
  return draft.text.startsWith('/') ? offerCommands(model) : offerNames(model);
}

function offer<Value>(
  suggestions: readonly Suggestion<Value>[],
  pick: (value: Value) => void,
  more: Partial<Offers> = {},
): Offers {
  // The list gives back one of those that it was given.
  return { suggestions, isFirstActive: true, pick: ({ value }) => pick(value as Value), ...more };
}

function offerCommands({ draft, caret, commands = [], visit, change, now, goTo }: ComposerModel): Offers {
  const { text, isPlain } = draft;
  if (isPlain || caret !== text.length) return NOTHING;
  const suggestions = suggestCommands(text, commands, visit.state.value.bot);
  const typed = commands.find(({ name }) => text.trim() === `/${name}`);
  const isDone = typed?.options.every(({ required }) => !required);
  return offer<UsableCommand>(
    suggestions,
    (command) => {
      change({ ...beginCommand(command, now()), isPlain: false });
      goTo(nextPlace(command, now()));
    },
    { doneKey: isDone ? typed?.name : undefined },
  );
}

function offerOptions({ draft, change, now, goTo }: ComposerModel, command: UsableCommand): Offers {
  if (!draft.command) return NOTHING;
  const further = furtherOptions(command, draft.command);
  const suggestions = matching(further, draft.text, ({ name }) => [name]).map((option) => ({
    key: option.name,
    label: option.name,
    description: option.description,
    group: 'Optional',
    value: option,
  }));
  const pick = ({ name }: CommandOption) => {
    const { command: written } = now();
    if (!written) return;
    change({ ...openField(written, name), text: '' });
    goTo(name);
  };
  return offer(suggestions, pick, { isFirstActive: draft.text !== '' });
}

function offerValues(
  { draft, command, naming, change, now, goTo }: ComposerModel,
  option: CommandOption,
  offered: ReturnType<typeof useAutocomplete>,
): Offers {
  const field = draft.command?.fields.find(({ name }) => name === option.name);
  const text = field?.value === undefined ? (field?.text ?? '') : '';
  const suggestions = offered
    ? offered.choices.map(({ name, value }, index) => ({
        key: `${index} ${value}`,
        label: name,
        value: { text: name, value },
      }))
    : suggestValues(option, text, naming);
  const isList = offered !== undefined || suggestValues(option, '', naming).length > 0;
  const note =
    offered?.status === 'loading'
      ? 'Loading options …'
      : offered?.status === 'failed'
        ? 'The options could not be loaded.'
        : isList && suggestions.length === 0
          ? 'No options match.'
          : undefined;
  const pick = (chosen: Chosen) => {
    const { command: written } = now();
    if (!written || !command) return;
    change(setField(written, { name: option.name, ...chosen }));
    goTo(nextPlace(command, now()));
  };
  return offer(suggestions, pick, { isFirstActive: field?.value === undefined, note, option });
}

function offerNames({ draft, caret, naming, change, now, text: box }: ComposerModel): Offers {
  const typed = typedAt(draft.text, caret);
  if (!typed) return NOTHING;
  return offer<Insertion>(complete(typed, naming), (insertion) => {
    const { text, marks } = now();
    const completed = insertAt(text, caret, typed, insertion);
    const moved = moveMarks(marks, text, completed.text);
    change({ text: completed.text, marks: [...moved, ...markOf(typed, insertion)] });
    const { current } = box;
    if (!current) return;
    current.value = completed.text; // so that the caret can be there
    current.setSelectionRange(completed.caret, completed.caret);
  });
}

function markOf({ start }: Typed, { written, meant }: Insertion) {
  return meant === undefined ? [] : [{ start, written, meant }];
}
