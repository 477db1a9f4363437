import { useId } from 'preact/hooks';
import type { CommandField } from '../state/command-draft.ts';
import type { CommandOption } from '../types.ts';
import { leaveCommand, openField, removeField, setField } from './command-mode.ts';
import { OPTION } from './commands.ts';
import { FileField } from './file-field.tsx';
import type { Submit } from './submit.ts';
import type { ComposerModel, Field } from './use-composer.ts';
import type { SuggestionList } from './use-suggestion-list.ts';

interface Props {
  model: ComposerModel;
  option: CommandOption;
  field: CommandField;
  list: SuggestionList;
  listId: string;
  submit: Submit;
}

/** One option of a command that is being filled in. */
export function CommandFieldView(props: Props) {
  const { model, option, field, list, listId } = props;
  const { setFocused, fields, focused } = model;
  const id = useId();
  const isFocused = focused?.place === option.name;
  const press = createPress(props);
  const common = {
    id,
    ref: (element: Field | null) => void (element ? fields.set(option.name, element) : fields.delete(option.name)),
    'aria-required': option.required === true,
    'aria-invalid': field.problem !== undefined,
    'aria-describedby': [`${listId}-hint`, field.problem === undefined ? '' : `${id}-problem`].join(' ').trim(),
    onFocus: () => setFocused({ place: option.name }),
    onBlur: () => setFocused(undefined),
    onKeyDown: (event: KeyboardEvent & { currentTarget: Field }) => {
      if (event.isComposing || !(list.press(event) || press(event))) return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
  const classes = ['command-field', field.problem !== undefined && 'wrong', field.value !== undefined && 'chosen'];

  return (
    <span class={classes.filter(Boolean).join(' ')}>
      <label for={id}>{option.name}</label>
      {option.type === OPTION.attachment ? (
        <FileField model={model} option={option} common={common} />
      ) : (
        <TextField {...props} common={common} isFocused={isFocused} />
      )}
      {field.problem !== undefined && (
        <span class="field-problem" id={`${id}-problem`} role="alert">
          {field.problem}
        </span>
      )}
    </span>
  );
}

function TextField({
  model,
  option,
  field,
  list,
  listId,
  common,
  isFocused,
}: Props & { common: object; isFocused: boolean }) {
  const { now, change, goTo, command } = model;

  function onInput({ currentTarget: { value } }: { currentTarget: HTMLTextAreaElement | HTMLInputElement }) {
    const { command: draft } = now();
    if (!draft) return;
    const named = namedAtEnd(value, command?.options ?? []);
    if (named === undefined) return change(setField(draft, { name: option.name, text: value }));
    // Somebody types all by hand: `question:why? file:`.
    const before = value.slice(0, -named.length - 1).trim();
    if (named === option.name && before !== '') return change(setField(draft, { name: option.name, text: value }));
    const written = setField(draft, {
      ...field,
      text: before,
      ...(before !== field.text && { value: undefined }),
    }).command;
    if (written) change(openField(written, named));
    goTo(named);
  }

  const shared = { ...common, value: field.text, onInput, autocomplete: 'off', enterkeyhint: 'send' as const };
  const isList = option.type !== OPTION.string && !isNumber(option);
  if (isList || option.autocomplete || option.choices?.length)
    return (
      <input
        {...shared}
        type="text"
        role="combobox"
        aria-autocomplete="list"
        aria-controls={listId}
        aria-expanded={isFocused && list.isOpen}
        aria-activedescendant={isFocused && list.activeIndex >= 0 ? `${listId}-${list.activeIndex}` : undefined}
      />
    );
  if (isNumber(option))
    return <input {...shared} type="text" inputMode={option.type === OPTION.integer ? 'numeric' : 'decimal'} />;
  return <textarea {...shared} rows={1} />;
}

const isNumber = ({ type }: CommandOption) => type === OPTION.integer || type === OPTION.number;

/** The option whose name and colon end the text, standing alone. */
function namedAtEnd(text: string, options: readonly CommandOption[]): string | undefined {
  return options.find(
    ({ name }) => text === `${name}:` || (text.endsWith(`${name}:`) && /\s/.test(text.at(-name.length - 2) ?? '')),
  )?.name;
}

/** What the keys mean in a field, when its list does not take them. The function answers whether they mean something. */
function createPress({ model, option, submit }: Props) {
  const { now, change, goTo, command } = model;

  function neighbour(step: 1 | -1): string | undefined {
    const fields = now().command?.fields ?? [];
    return fields[fields.findIndex(({ name }) => name === option.name) + step]?.name;
  }

  function backspace(): boolean {
    const before = neighbour(-1);
    const isFirst = now().command?.fields[0]?.name === option.name;
    if (option.required !== true) change(removeField(now(), option.name));
    else if (isFirst) change(leaveCommand(now()));
    goTo(before);
    return true;
  }

  return (event: KeyboardEvent & { currentTarget: Field }): boolean => {
    const { key, shiftKey, ctrlKey, altKey, metaKey, currentTarget } = event;
    if (ctrlKey || altKey || metaKey) return false;
    const isButton = currentTarget instanceof HTMLButtonElement;
    const length = isButton ? 0 : currentTarget.value.length;
    const [start, end] = isButton ? [0, 0] : [currentTarget.selectionStart, currentTarget.selectionEnd];
    const isFilled = isButton ? now().files.some((file) => file.option === option.name) : length > 0;
    switch (key) {
      case 'Enter':
        if (shiftKey || (isButton && !isFilled)) return false; // a button is pressed
        submit.submit();
        return true;
      case 'Escape':
        change(leaveCommand(now()));
        goTo(undefined);
        return true;
      case 'Backspace':
        if (isButton && isFilled) {
          change({ files: now().files.filter((file) => file.option !== option.name) });
          return true;
        }
        return !isFilled && backspace();
      case 'ArrowLeft':
        if (start !== 0 || end !== 0 || shiftKey || neighbour(-1) === undefined) return false;
        goTo(neighbour(-1));
        return true;
      case 'ArrowRight':
        if (start !== length || end !== length || shiftKey || !command) return false;
        goTo(neighbour(1), true);
        return true;
      default:
        return false;
    }
  };
}
