/** @import { Choosable } from './select-choices.js' */
import { element, setAttributes } from '../dom.js';
import { openPopup } from '../menus/popup.js';

/** So few are seen at a glance: a touch screen needs no keyboard over them. */
const FEW = 8;

/**
 * A menu to choose from, with a list that is searched by typing. `onChoose` hears of a single choice at once, and of
 * several when the list is closed.
 *
 * @param {object} options
 * @param {string} options.id Of the page's own: the list finds its menu again by it.
 * @param {string} options.label What it is called, for those who do not see it.
 * @param {string} [options.focusName] Keeps the focus when the message is built anew.
 * @param {string} options.placeholder
 * @param {readonly Choosable[]} options.choices
 * @param {readonly string[]} options.values What is chosen.
 * @param {number} options.min
 * @param {number} options.max
 * @param {boolean} [options.isDisabled]
 * @param {boolean} [options.isBusy]
 * @param {(values: string[]) => void} options.onChoose
 */
export function createSelectBox(options) {
  const {
    id,
    label,
    focusName,
    placeholder,
    choices,
    min,
    max,
    isDisabled = false,
    isBusy = false,
    onChoose,
  } = options;
  const isSingle = max === 1;
  let values = [...options.values];
  const button = element('button', {
    type: 'button',
    id,
    class: 'select-box',
    role: 'combobox',
    'aria-haspopup': 'listbox',
    'aria-expanded': 'false',
    'aria-label': label,
    disabled: isDisabled,
    'aria-busy': isBusy ? 'true' : undefined,
    'data-focus': focusName,
    onclick: open,
  });
  button.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    open();
  });
  showChosen();

  function showChosen() {
    const chosen = values.flatMap((value) => choices.find((choice) => choice.value === value) ?? []);
    const shown = isSingle
      ? chosen.map(({ mark, label: text }) => element('span', { class: 'chosen' }, mark?.(), element('span', {}, text)))
      : chosen.map(({ mark, label: text }) => element('span', { class: 'chip' }, mark?.(), element('span', {}, text)));
    const empty = element('span', { class: 'placeholder' }, placeholder);
    button.replaceChildren(
      element('span', { class: 'select-values' }, ...(shown.length > 0 ? shown : [empty])),
      element('span', { class: 'chevron', 'aria-hidden': 'true' }, isBusy ? '…' : '▾'),
    );
    setAttributes(button, { 'aria-description': chosen.map(({ label: text }) => text).join(', ') || placeholder });
  }

  function open() {
    if (isDisabled || isBusy || button.getAttribute('aria-expanded') === 'true') return;
    const before = [...values];
    let active = Math.max(
      0,
      choices.findIndex(({ value }) => values.includes(value)),
    );
    /** @type {readonly Choosable[]} */
    let found = choices;
    const listId = `${id}-list`;
    const isTouch = matchMedia('(pointer: coarse)').matches;
    const search = element('input', {
      type: 'text',
      class: 'select-search',
      role: 'combobox',
      placeholder: 'Search',
      autocomplete: 'off',
      inputmode: isTouch && choices.length <= FEW ? 'none' : undefined,
      'aria-label': `Search in ${label}`,
      'aria-expanded': 'true',
      'aria-controls': listId,
    });
    const list = element('ul', {
      id: listId,
      role: 'listbox',
      'aria-label': label,
      'aria-multiselectable': isSingle ? undefined : 'true',
    });
    const hint = element('p', { class: 'select-hint' });
    const content = element('div', { class: 'select-list' }, search, list, hint);
    setAttributes(button, { 'aria-expanded': 'true', 'aria-controls': listId });
    const popup = openPopup(content, { anchor: button, isWide: true, onClose });
    show();
    popup.place();
    search.focus();

    search.addEventListener('input', () => {
      const wanted = search.value.trim().toLowerCase();
      found = choices.filter(({ label: text, description }) =>
        `${text} ${description ?? ''}`.toLowerCase().includes(wanted),
      );
      active = 0;
      show();
    });
    search.addEventListener('keydown', (event) => {
      const { key } = event;
      if (key === 'ArrowDown' || key === 'ArrowUp') {
        active = (active + (key === 'ArrowDown' ? 1 : -1) + found.length) % Math.max(1, found.length);
        show();
      } else if (key === 'Enter') {
        const choice = found[active];
        if (choice) pick(choice);
      } else return;
      event.preventDefault();
    });

    /** @param {Choosable} choice */
    function pick({ value }) {
      const isChosen = values.includes(value);
      if (isSingle) {
        if (isChosen && min > 0) return popup.close();
        values = isChosen ? [] : [value];
        return popup.close();
      }
      if (!isChosen && values.length >= max) return;
      values = isChosen ? values.filter((one) => one !== value) : [...values, value];
      show();
      showChosen();
    }

    function show() {
      const isFull = !isSingle && values.length >= max;
      list.replaceChildren(
        ...found.map((choice, index) => {
          const isChosen = values.includes(choice.value);
          return element(
            'li',
            {
              id: `${listId}-${index}`,
              role: 'option',
              class: index === active ? 'active' : undefined,
              'aria-selected': String(isChosen),
              'aria-disabled': isFull && !isChosen ? 'true' : undefined,
              onpointerdown: (event) => event.preventDefault(), // the focus stays in the search
              onclick: () => pick(choice),
            },
            choice.mark?.(),
            element(
              'span',
              { class: 'option-text' },
              element('span', {}, choice.label),
              choice.description ? element('small', {}, choice.description) : undefined,
            ),
            element('span', { class: 'tick', 'aria-hidden': 'true' }, isChosen ? '✓' : ''),
          );
        }),
        ...(found.length === 0 ? [element('li', { class: 'quiet' }, 'Nothing is called so.')] : []),
      );
      setAttributes(search, { 'aria-activedescendant': found[active] ? `${listId}-${active}` : undefined });
      list.children[active]?.scrollIntoView({ block: 'nearest' });
      const needed = values.length < min ? `Choose at least ${min}. ` : '';
      hint.textContent = isSingle ? '' : `${needed}${values.length} of ${max} chosen`;
    }

    function onClose() {
      setAttributes(button, { 'aria-expanded': 'false', 'aria-controls': undefined });
      const isOther = values.length !== before.length || values.some((value) => !before.includes(value));
      if (values.length < min || values.length > max) values = before;
      else if (isOther) onChoose(values);
      showChosen();
    }
  }

  return { root: button, values: () => values };
}
