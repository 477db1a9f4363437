import { useId } from 'preact/hooks';
import type { CommandField } from '../../state/command-draft.ts';
import type { CommandOption } from '../../types.ts';
import { OPTION } from './commands.ts';
import { createFieldKeys, type FieldKeyEvent } from './field-keys.ts';
import { FileField } from './file-field.tsx';
import { OptionInput } from './option-input.tsx';
import type { Submit } from '../submit.ts';
import type { ComposerModel, Field } from '../use-composer.ts';
import type { SuggestionList } from '../use-suggestion-list.ts';

interface Props {
  model: ComposerModel;
  option: CommandOption;
  field: CommandField;
  list: SuggestionList;
  listId: string;
  submit: Submit;
}

/** One option of a command that is being filled in. */
export function CommandFieldView({ model, option, field, list, listId, submit }: Props) {
  const { setFocused, fields, focused } = model;
  const id = useId();
  const { name } = option;
  const press = createFieldKeys({ model, option, field, submit });
  const described = [focused?.place === name && `${listId}-hint`, field.problem !== undefined && `${id}-problem`];
  const common = {
    id,
    ref: (element: Field | null) => void (element ? fields.set(name, element) : fields.delete(name)),
    'aria-describedby': described.filter(Boolean).join(' ') || undefined,
    onFocus: () => setFocused({ place: name }),
    onBlur: () => setFocused(undefined),
    onKeyDown(event: FieldKeyEvent) {
      if (event.isComposing || !(list.press(event) || press(event))) return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
  const classes = ['command-field', field.problem !== undefined && 'wrong', field.value !== undefined && 'chosen'];

  return (
    <span class={classes.filter(Boolean).join(' ')}>
      <label for={id}>{name}</label>
      {option.type === OPTION.attachment ? (
        <FileField model={model} option={option} common={common} />
      ) : (
        <OptionInput model={model} option={option} field={field} list={list} listId={listId} common={common} />
      )}
      {field.problem !== undefined && (
        <span class="option-problem" id={`${id}-problem`} role="alert">
          {field.problem}
        </span>
      )}
    </span>
  );
}
