/** @import { Suggestion } from './types.ts' */
import { element, setAttributes } from './dom.js';

/**
 * The list above the composer, moved in with the arrow keys while the focus stays in the text.
 *
 * @param {{ id: string, input: HTMLElement, onPick: (suggestion: Suggestion) => void }} options
 */
export function createSuggestionList({ id, input, onPick }) {
  /** @type {readonly Suggestion[]} */
  let suggestions = [];
  /** -1: none. */
  let active = -1;
  const root = element('ul', { id, class: 'suggestions', role: 'listbox', 'aria-label': 'Suggestions', hidden: true });
  setAttributes(input, { 'aria-controls': id, 'aria-autocomplete': 'list' });

  /** @param {number} index */
  function activate(index) {
    active = index;
    for (const [position, item] of [...root.children].entries()) {
      item.setAttribute('aria-selected', String(position === active));
      if (position === active) item.scrollIntoView({ block: 'nearest' });
    }
    setAttributes(input, { 'aria-activedescendant': active === -1 ? undefined : `${id}-${active}` });
  }

  return {
    root,
    /** @returns {Suggestion | undefined} */
    active: () => suggestions[active],
    first: () => suggestions[0],
    isOpen: () => suggestions.length > 0,

    /** @param {readonly Suggestion[]} wanted */
    show(wanted) {
      suggestions = wanted;
      root.hidden = wanted.length === 0;
      root.replaceChildren(
        ...wanted.map((suggestion, index) =>
          element(
            'li',
            {
              id: `${id}-${index}`,
              role: 'option',
              // Not on click: the text would lose the focus first.
              onmousedown: (event) => {
                event.preventDefault();
                onPick(suggestion);
              },
            },
            element('strong', {}, suggestion.label),
            element('span', {}, suggestion.description),
          ),
        ),
      );
      activate(wanted.length > 0 && !wanted[0]?.isOptional ? 0 : -1);
    },

    /** @param {1 | -1} step */
    move(step) {
      const count = suggestions.length;
      activate(active === -1 && step === -1 ? count - 1 : (active + step + count) % count);
    },
  };
}
