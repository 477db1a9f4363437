import type { CommandField } from '../../state/command-draft.ts';
import type { CommandOption } from '../../types.ts';
import { leaveCommand } from './command-mode.ts';
import { backOutOf } from './field-typing.ts';
import type { Submit } from '../submit.ts';
import type { ComposerModel, Field } from '../use-composer.ts';

interface Options {
  model: ComposerModel;
  option: CommandOption;
  field: CommandField;
  submit: Submit;
}

export type FieldKeyEvent = KeyboardEvent & { currentTarget: Field };

/** What the keys mean in the field of an option. The function answers whether one means something there. */
export function createFieldKeys({ model, option, field, submit }: Options) {
  const { now, change, goTo } = model;

  function neighbour(step: 1 | -1): string | undefined {
    const fields = now().command?.fields ?? [];
    return fields[fields.findIndex(({ name }) => name === option.name) + step]?.name;
  }

  function leave(): void {
    change(leaveCommand(now()));
    goTo(undefined);
  }

  /** Out of an empty field. */
  function goBack(): void {
    const before = neighbour(-1);
    if (option.required !== true) {
      change(backOutOf(now(), field));
      goTo(field.typedIn?.name ?? before);
    } else if (before === undefined) leave();
    else goTo(before);
  }

  function removeFile(): void {
    change({ files: now().files.filter((file) => file.option !== option.name) });
  }

  return (event: FieldKeyEvent): boolean => {
    const { key, shiftKey, ctrlKey, altKey, metaKey, currentTarget } = event;
    if (ctrlKey || altKey || metaKey || (shiftKey && key !== 'Escape')) return false;
    const button = currentTarget instanceof HTMLButtonElement;
    const isFilled = button ? now().files.some((file) => file.option === option.name) : currentTarget.value !== '';
    const isAtStart = button || (currentTarget.selectionStart === 0 && currentTarget.selectionEnd === 0);
    const isAtEnd = button || currentTarget.selectionStart === currentTarget.value.length;
    switch (key) {
      case 'Enter':
        if (button && !isFilled) return false; // it asks for a file
        submit.submit();
        return true;
      case 'Escape':
        leave();
        return true;
      case 'Backspace':
        if (button && isFilled) removeFile();
        else if (isFilled) return false;
        else goBack();
        return true;
      case 'ArrowLeft':
        if (!isAtStart || neighbour(-1) === undefined) return false;
        goTo(neighbour(-1));
        return true;
      case 'ArrowRight':
        if (!isAtEnd) return false;
        goTo(neighbour(1), true);
        return true;
      default:
        return false;
    }
  };
}
