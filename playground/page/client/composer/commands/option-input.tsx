import type { CommandField } from '../../state/command-draft.ts';
import type { CommandOption } from '../../types.ts';
import { OPTION } from './commands.ts';
import { typeInField } from './field-typing.ts';
import type { ComposerModel } from '../use-composer.ts';
import type { SuggestionList } from '../use-suggestion-list.ts';

interface Props {
  model: ComposerModel;
  option: CommandOption;
  field: CommandField;
  list: SuggestionList;
  listId: string;
  /** What all fields have. */
  common: object;
}

/** Where the value of an option is written: several lines, a number, or what is completed. */
export function OptionInput({ model, option, field, list, listId, common }: Props) {
  const { now, change, goTo, command, focused } = model;

  function onInput({ currentTarget: { value } }: { currentTarget: HTMLTextAreaElement | HTMLInputElement }) {
    const { command: draft } = now();
    if (!draft) return;
    const { changes, place } = typeInField(draft, option.name, value, command?.options ?? []);
    change({ ...changes, problem: undefined });
    if (place !== option.name) goTo(place);
  }

  const shared = {
    ...common,
    value: field.text,
    onInput,
    autocomplete: 'off',
    enterkeyhint: 'send' as const,
    'aria-required': option.required === true,
    'aria-invalid': field.problem !== undefined,
  };
  if (isCompleted(option)) {
    const isOpen = focused?.place === option.name && list.isOpen;
    return (
      <input
        {...shared}
        type="text"
        role="combobox"
        aria-autocomplete="list"
        aria-controls={listId}
        aria-expanded={isOpen}
        aria-activedescendant={isOpen && list.activeIndex >= 0 ? `${listId}-${list.activeIndex}` : undefined}
      />
    );
  }
  if (option.type === OPTION.string) return <textarea {...shared} rows={1} />;
  return <input {...shared} type="text" inputMode={option.type === OPTION.integer ? 'numeric' : 'decimal'} />;
}

function isCompleted({ type, autocomplete, choices }: CommandOption): boolean {
  const isFree = type === OPTION.string || type === OPTION.integer || type === OPTION.number;
  return !isFree || autocomplete === true || (choices?.length ?? 0) > 0;
}
