/** @import { Store } from '../store.js' */
/** @import { Component, Message } from '../types.ts' */
/** @import { Interactions } from './interactions.js' */
import { element } from '../dom.js';
import { icon } from '../icons.js';
import { createSelectBox } from './select-box.js';
import { choicesOf, placeholderOf, presetOf, SELECTS } from './select-choices.js';

const ACTION_ROW = 1;
const BUTTON = 2;
const LINK = 5;
/** The classes of buttons by their style. */
const STYLES = ['', 'primary', 'secondary', 'success', 'danger', 'link-button', 'primary'];

/** @typedef {{ store: Store, interactions: Interactions, message: Message }} ComponentContext */

/**
 * A row of buttons, a button or a menu of a message; undefined for any other component.
 *
 * @param {ComponentContext} context
 * @param {Component} component
 * @returns {HTMLElement | undefined}
 */
export function interactiveView(context, component) {
  const { type, components = [] } = component;
  if (type === ACTION_ROW)
    return element('div', { class: 'action-row' }, ...components.map((one) => interactiveView(context, one)));
  if (type === BUTTON) return buttonView(context, component);
  return SELECTS.includes(type) ? selectView(context, component) : undefined;
}

/**
 * What has failed on a message, beneath its buttons and menus.
 *
 * @param {ComponentContext} context
 */
export function problemView({ interactions, message }) {
  const { problem } = interactions.of(message.id);
  return problem === undefined
    ? undefined
    : element('p', { class: 'failed', role: 'alert' }, icon('warning'), ` ${problem}`);
}

/**
 * @param {ComponentContext} context
 * @param {Component} component
 */
function buttonView({ interactions, message }, component) {
  const { style = 2, label, emoji, url, disabled, custom_id: customId } = component;
  const content = [
    emoji?.name ? element('span', { class: 'emoji' }, emoji.name) : undefined,
    label ? element('span', {}, label) : undefined,
  ];
  const name = `button ${STYLES[style] ?? 'secondary'}`;
  if (style === LINK) {
    const arrow = element('span', { 'aria-hidden': 'true' }, '↗');
    if (disabled || !url || !/^https?:/.test(url))
      return element('button', { type: 'button', class: name, disabled: true }, ...content, arrow);
    return element('a', { class: name, href: url, target: '_blank', rel: 'noopener noreferrer' }, ...content, arrow);
  }
  const { busy } = interactions.of(message.id);
  return element(
    'button',
    {
      type: 'button',
      id: `button-${message.id}-${customId}`,
      class: name,
      disabled: Boolean(disabled),
      // Not disabled: it would lose the focus.
      'aria-disabled': busy !== undefined && !disabled ? 'true' : undefined,
      'aria-busy': busy === customId ? 'true' : undefined,
      'data-focus': customId ?? undefined,
      onclick: () => void interactions.press(message, component),
    },
    ...content,
  );
}

/**
 * @param {ComponentContext} context
 * @param {Component} component
 */
function selectView({ store, interactions, message }, component) {
  const { custom_id: customId, disabled, min_values: min, max_values: max } = component;
  const { busy } = interactions.of(message.id);
  const box = createSelectBox({
    id: `select-${message.id}-${customId}`,
    label: placeholderOf(component),
    focusName: customId ?? '',
    placeholder: placeholderOf(component),
    choices: choicesOf(store, component),
    values: interactions.chosen(message.id, component) ?? presetOf(component),
    min: min ?? 1,
    max: max ?? 1,
    isDisabled: Boolean(disabled),
    isBusy: busy !== undefined,
    onChoose: (values) => void interactions.press(message, component, values),
  });
  return box.root;
}
