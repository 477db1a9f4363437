import { useId, useRef, useState } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { Popup } from '../menus/popup.tsx';
import { toggled } from './chosen.ts';
import { Dots } from './dots.tsx';
import type { Choosable } from './select-choices.tsx';
import { SelectList } from './select-list.tsx';

interface Props {
  id?: string;
  /** What it is called, for those who do not see it. */
  label: string;
  placeholder: string;
  choices: readonly Choosable[];
  /** What is chosen. */
  values: readonly string[];
  min: number;
  max: number;
  /** Whether there is a field to search by name. Without one, typing goes to what begins so. */
  isSearched?: boolean;
  isDisabled?: boolean;
  /** Whether it cannot be opened at the moment. */
  isLocked?: boolean;
  isBusy?: boolean;
  isRequired?: boolean;
  isInvalid?: boolean;
  describedBy?: string | undefined;
  /** Hears of a single choice at once, and of several when the list is closed. */
  onChoose: (values: string[]) => void;
}

/** A menu to choose from. */
export function SelectBox(props: Props) {
  const { id, label, placeholder, choices, values, min, max, isSearched = false, onChoose } = props;
  const { isDisabled, isLocked, isBusy, isRequired, isInvalid, describedBy } = props;
  const button = useRef<HTMLButtonElement>(null);
  const listId = useId();
  /** What is chosen while the list is open. */
  const [draft, setDraft] = useState<readonly string[]>();
  const isOpen = draft !== undefined;
  const isSingle = max === 1;
  const shown = (draft ?? values).flatMap((value) => choices.find((choice) => choice.value === value) ?? []);

  function open() {
    if (!isDisabled && !isLocked && !isOpen) setDraft(values);
  }

  function close(chosen: readonly string[]) {
    setDraft(undefined);
    const isOther = chosen.length !== values.length || chosen.some((value) => !values.includes(value));
    if (isOther && chosen.length >= min && chosen.length <= max) onChoose([...chosen]);
  }

  function pick(value: string) {
    const chosen = toggled(draft ?? values, value, { min, max });
    if (isSingle) close(chosen);
    else setDraft(chosen);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    open();
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        id={id}
        class="select-box"
        role="combobox"
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        aria-controls={isOpen ? listId : undefined}
        aria-label={label}
        aria-description={shown.map((choice) => choice.label).join(', ') || placeholder}
        aria-describedby={describedBy}
        aria-required={isRequired}
        aria-invalid={isInvalid || undefined}
        aria-busy={isBusy || undefined}
        aria-disabled={isLocked || undefined}
        disabled={isDisabled}
        onClick={() => (isOpen ? close(draft) : open())}
        onKeyDown={onKeyDown}
      >
        <span class="select-values">
          {shown.length === 0 && <span class="placeholder">{placeholder}</span>}
          {shown.map(({ value, mark, label: text }) => (
            <span key={value} class={isSingle ? 'chosen' : 'chip'}>
              {mark}
              <span>{text}</span>
            </span>
          ))}
        </span>
        {isBusy ? <Dots /> : <Icon name="down" />}
      </button>
      {isOpen && button.current && (
        <Popup anchor={button.current} isWide isToggled onClose={() => close(draft)}>
          <SelectList
            id={listId}
            label={label}
            choices={choices}
            values={draft}
            min={min}
            max={max}
            isSearched={isSearched}
            onPick={pick}
            onDone={() => close(draft)}
          />
        </Popup>
      )}
    </>
  );
}
