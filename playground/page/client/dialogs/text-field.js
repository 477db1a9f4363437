/** @import { Component } from '../types.ts' */
/** @import { Control } from './modal-fields.js' */
import { element } from '../dom.js';

const PARAGRAPH = 2;
const MAX_LENGTH = 4_000;

/**
 * A text of one line, or of several. What is too long can be typed, so that it can be cut by hand.
 *
 * @param {Component} component
 * @param {{ id: string, isRequired: boolean }} about
 * @returns {Control}
 */
export function textField({ style, value, placeholder, min_length: min, max_length: max }, { id, isRequired }) {
  const attributes = {
    id,
    placeholder: placeholder ?? undefined,
    autocomplete: 'off',
    'aria-required': String(isRequired),
  };
  const input =
    style === PARAGRAPH
      ? element('textarea', { ...attributes, rows: 4 })
      : element('input', { ...attributes, type: 'text' });
  input.value = value ?? '';
  const room = element('span', { class: 'room' });
  input.addEventListener('input', count);
  count();

  function count() {
    const { length } = input.value;
    room.textContent = max ? `${length} / ${max}` : '';
    room.classList.toggle('too-long', length > (max ?? MAX_LENGTH));
  }

  return {
    root: input,
    note: room,
    focus: () => input.focus(),
    read: () => input.value,
    problem() {
      const text = input.value;
      if (text === '' && !isRequired) return undefined;
      if (text.trim() === '') return 'This field is required.';
      if (text.length < (min ?? 0)) return `Must be at least ${min} ${min === 1 ? 'character' : 'characters'}.`;
      return text.length > (max ?? MAX_LENGTH) ? `Must be ${max ?? MAX_LENGTH} characters or fewer.` : undefined;
    },
  };
}
