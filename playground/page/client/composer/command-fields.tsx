import type { CommandOption } from '../types.ts';
import { CommandFieldView } from './command-field.tsx';
import { furtherOptions } from './command-mode.ts';
import type { Submit } from './submit.ts';
import type { ComposerModel } from './use-composer.ts';
import type { SuggestionList } from './use-suggestion-list.ts';

interface Props {
  model: ComposerModel;
  list: SuggestionList;
  listId: string;
  submit: Submit;
}

/** The command that is being filled in, and its options. */
export function CommandFields({ model, list, listId, submit }: Props) {
  const { draft, command } = model;
  if (!draft.command) return null;
  return (
    <>
      <span class="command-chip">/{draft.command.name}</span>
      {draft.command.fields.map((field) => {
        const option = command?.options.find(({ name }) => name === field.name);
        return (
          option && (
            <CommandFieldView
              key={field.name}
              model={model}
              option={option}
              field={field}
              list={list}
              listId={listId}
              submit={submit}
            />
          )
        );
      })}
    </>
  );
}

/** How many options are left, to look at them. */
export function FurtherOptions({ model }: { model: ComposerModel }) {
  const { draft, command, goTo } = model;
  const further: CommandOption[] = command && draft.command ? furtherOptions(command, draft.command) : [];
  if (further.length === 0) return null;
  return (
    <button type="button" class="further-options" tabIndex={-1} onClick={() => goTo(undefined)}>
      +{further.length} optional
    </button>
  );
}
