/** @import { Store } from '../store.js' */
/** @import { Component, FieldValue } from '../types.ts' */
import { element, setAttributes } from '../dom.js';
import { createSelectBox } from '../components/select-box.js';
import { choicesOf, placeholderOf, presetOf, SELECTS } from '../components/select-choices.js';
import { chooser } from './choice-field.js';
import { fileField } from './file-field.js';
import { textField } from './text-field.js';

const TEXT_INPUT = 4;
const FILE_UPLOAD = 19;

/**
 * What one fills in. `problem` says what does not fit, in a sentence.
 *
 * @typedef {object} Control
 * @property {HTMLElement} root
 * @property {HTMLElement} [note] Stands beside the problem: how much room is left.
 * @property {() => void} focus
 * @property {() => FieldValue | undefined | Promise<FieldValue | undefined>} read
 * @property {() => string | undefined} problem
 */

/**
 * One field of a modal: a text input in a row, or anything in a label.
 *
 * @param {Store} store
 * @param {Component} component
 */
export function createField(store, component) {
  const input = component.component ?? component.components?.[0] ?? component;
  const name = input.custom_id ?? '';
  const id = `field-${name}`;
  const label = component.label ?? input.label ?? '';
  const isRequired = input.required !== false;
  const control = createControl(store, input, { id, label, isRequired });
  const problem = element('span', { class: 'field-problem', role: 'alert' });
  const description = component.description
    ? element('p', { class: 'field-description', id: `${id}-description` }, component.description)
    : undefined;
  const root = element(
    'div',
    { class: 'field' },
    element(
      'label',
      { for: id },
      label,
      isRequired ? element('span', { class: 'needed', title: 'required' }, ' *') : undefined,
    ),
    description,
    control.root,
    element('p', { class: 'field-foot' }, problem, control.note),
  );
  root.addEventListener('input', () => show(undefined));
  if (description) setAttributes(control.root, { 'aria-describedby': description.id });

  /** @param {string | undefined} text */
  function show(text) {
    problem.textContent = text ?? '';
    root.classList.toggle('wrong', text !== undefined);
    setAttributes(control.root, { 'aria-invalid': text === undefined ? undefined : 'true' });
  }

  return {
    root,
    name,
    focus: control.focus,
    read: control.read,
    /** Says what is wrong; answers whether nothing is. */
    check() {
      const text = control.problem();
      show(text);
      return text === undefined;
    },
  };
}

/**
 * @param {Store} store
 * @param {Component} input
 * @param {{ id: string, label: string, isRequired: boolean }} about
 * @returns {Control}
 */
function createControl(store, input, about) {
  if (input.type === TEXT_INPUT) return textField(input, about);
  if (input.type === FILE_UPLOAD) return fileField(input, about);
  return SELECTS.includes(input.type) ? selectField(store, input, about) : chooser(input, about);
}

/**
 * @param {Store} store
 * @param {Component} input
 * @param {{ id: string, label: string, isRequired: boolean }} about
 * @returns {Control}
 */
function selectField(store, input, { id, label, isRequired }) {
  const min = input.min_values ?? 1;
  const box = createSelectBox({
    id,
    label,
    placeholder: placeholderOf(input),
    choices: choicesOf(store, input),
    values: presetOf(input),
    min: isRequired ? Math.min(min, 1) : 0,
    max: input.max_values ?? 1,
    onChoose: () => box.root.dispatchEvent(new Event('input', { bubbles: true })),
  });
  return {
    root: box.root,
    focus: () => box.root.focus(),
    read: box.values,
    problem() {
      const count = box.values().length;
      if (count === 0 && !isRequired) return undefined;
      if (count === 0 && min > 0) return 'This field is required.';
      return count < min ? `Choose at least ${min}.` : undefined;
    },
  };
}
