import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { nextIndex } from '../menus/next-index.ts';
import { isTouch } from '../menus/touch.ts';
import { countText } from './chosen.ts';
import type { Choosable } from './select-choices.tsx';

interface Props {
  id: string;
  label: string;
  choices: readonly Choosable[];
  values: readonly string[];
  min: number;
  max: number;
  isSearched: boolean;
  onPick: (value: string) => void;
  /** Several are chosen, and that is all. */
  onDone: () => void;
}

/** The open list of a menu. The focus is in the search, or on the list itself. */
export function SelectList({ id, label, choices, values, min, max, isSearched, onPick, onDone }: Props) {
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [wanted, setWanted] = useState('');
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      choices.findIndex(({ value }) => values.includes(value)),
    ),
  );
  const found = choices.filter((choice) => isCalled(choice, wanted));
  const isSingle = max === 1;
  const isFull = !isSingle && values.length >= max;
  // A finger needs no keyboard over the list until it taps the search.
  const hasSearchFocus = isSearched && !isTouch();
  const activeId = found[active] && `${id}-${active}`;

  useEffect(() => list.current?.children[active]?.scrollIntoView({ block: 'nearest' }), [active, wanted]);

  function pick({ value }: Choosable) {
    if (!isFull || values.includes(value)) onPick(value);
  }

  function onKeyDown(event: KeyboardEvent) {
    const { key } = event;
    const isTyping = event.target === search.current;
    const choice = found[active];
    if (key === 'Enter' || (key === ' ' && !isTyping)) {
      if (choice) pick(choice);
    } else {
      if (isTyping && key !== 'ArrowDown' && key !== 'ArrowUp') return;
      const next = nextIndex(
        key,
        active,
        found.map((one) => one.label),
      );
      if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      setActive(next);
    }
    event.preventDefault();
  }

  return (
    <div class="select-list" onKeyDown={onKeyDown}>
      <p class="sheet-title" aria-hidden="true">
        {label}
      </p>
      {isSearched && (
        <input
          ref={search}
          type="text"
          class="select-search"
          autofocus={hasSearchFocus}
          role="combobox"
          placeholder="Search"
          autocomplete="off"
          aria-label={`Search in ${label}`}
          aria-expanded
          aria-controls={id}
          aria-activedescendant={activeId}
          value={wanted}
          onInput={({ currentTarget }) => {
            setWanted(currentTarget.value);
            setActive(0);
          }}
        />
      )}
      <ul
        ref={list}
        id={id}
        role="listbox"
        autofocus={!hasSearchFocus}
        tabIndex={-1}
        aria-label={label}
        aria-multiselectable={!isSingle || undefined}
        aria-activedescendant={activeId}
      >
        {found.map((choice, index) => {
          const { value, label: text, description, mark } = choice;
          const isChosen = values.includes(value);
          return (
            <li
              key={value}
              id={`${id}-${index}`}
              role="option"
              class={index === active ? 'active' : undefined}
              aria-selected={isChosen}
              aria-disabled={(isFull && !isChosen) || undefined}
              onPointerDown={(event) => event.preventDefault()} // the focus stays where it is
              onClick={() => pick(choice)}
            >
              {mark}
              <span class="option-text">
                <span>{text}</span>
                {description && <small>{description}</small>}
              </span>
              <span class="tick" aria-hidden="true">
                {isChosen && <Icon name="check" />}
              </span>
            </li>
          );
        })}
      </ul>
      {found.length === 0 && <p class="quiet">Nothing is called so.</p>}
      {!isSingle && (
        <div class="select-foot">
          <span aria-live="polite">{countText(values.length, { min, max: Math.min(max, choices.length) })}</span>
          <button type="button" class="done" tabIndex={-1} onClick={onDone}>
            Done
          </button>
        </div>
      )}
    </div>
  );
}

function isCalled({ label, description }: Choosable, wanted: string): boolean {
  return `${label} ${description ?? ''}`.toLowerCase().includes(wanted.trim().toLowerCase());
}
