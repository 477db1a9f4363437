/** @import { Component } from '../types.ts' */
/** @import { Control } from './modal-fields.js' */
import { element } from '../dom.js';

const RADIO_GROUP = 21;
const CHECKBOX = 23;

/**
 * Radio buttons, check boxes, or one check box.
 *
 * @param {Component} component
 * @param {{ id: string, label: string, isRequired: boolean }} about
 * @returns {Control}
 */
export function chooser(component, { id, label, isRequired }) {
  if (component.type === CHECKBOX) return checkbox(component, id);
  const { options = [], min_values: min, max_values: max } = component;
  const isRadio = component.type === RADIO_GROUP;
  const inputs = options.map(({ value, default: isChosen }, index) =>
    element('input', {
      type: isRadio ? 'radio' : 'checkbox',
      id: index === 0 ? id : undefined,
      name: id,
      value,
      checked: Boolean(isChosen),
    }),
  );
  const lines = options.map(({ label: text, description }, index) =>
    element(
      'label',
      { class: 'choice' },
      inputs[index],
      element('span', {}, text, description ? element('small', {}, description) : undefined),
    ),
  );
  const root = element('div', { role: isRadio ? 'radiogroup' : 'group', 'aria-label': label }, ...lines);
  const chosen = () => inputs.filter(({ checked }) => checked).map(({ value }) => value);
  return {
    root,
    focus: () => inputs[0]?.focus(),
    read: () => (isRadio ? chosen()[0] : chosen()),
    problem() {
      const { length } = chosen();
      const least = isRadio ? 1 : (min ?? 1);
      if (length === 0 && !isRequired) return undefined;
      if (length < least) return least === 1 ? 'This field is required.' : `Choose at least ${least}.`;
      return !isRadio && length > (max ?? options.length) ? `Choose ${max} at most.` : undefined;
    },
  };
}

/**
 * @param {Component} component
 * @param {string} id
 * @returns {Control}
 */
function checkbox({ default: isChosen }, id) {
  const input = element('input', { type: 'checkbox', id, checked: Boolean(isChosen) });
  return { root: input, focus: () => input.focus(), read: () => input.checked, problem: () => undefined };
}
