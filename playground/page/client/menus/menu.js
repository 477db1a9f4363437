/** @import { Point } from './popup.js' */
import { element } from '../dom.js';
import { openPopup } from './popup.js';

/**
 * One entry. With `isChecked` it is switched on and off, and the menu stays.
 *
 * @typedef {object} MenuItem
 * @property {string} label
 * @property {() => void | Promise<unknown>} run
 * @property {boolean} [isDangerous]
 * @property {boolean} [isChecked]
 */

/**
 * @typedef {object} MenuGroup
 * @property {string} [title]
 * @property {readonly MenuItem[]} items
 */

/**
 * A menu as a right click opens it: arrows, Home and End, letters, Enter, Escape.
 *
 * @param {object} options
 * @param {string} options.label
 * @param {HTMLElement} options.anchor
 * @param {Point | undefined} [options.at]
 * @param {HTMLElement} [options.header]
 * @param {readonly MenuGroup[]} options.groups Those without entries are left out.
 */
export function openMenu({ label, anchor, at, header, groups }) {
  const shown = groups.filter(({ items }) => items.length > 0);
  const menu = element('div', { class: 'entries', role: 'menu', 'aria-label': label }, ...shown.map(groupView));
  const content = element('div', { tabindex: -1 }, header, shown.length > 0 ? menu : undefined);
  const popup = openPopup(content, { anchor, at });
  const buttons = /** @type {HTMLElement[]} */ ([...menu.querySelectorAll('button')]);
  (buttons[0] ?? content).focus();
  menu.addEventListener('keydown', onKey);

  /** @param {MenuGroup} group */
  function groupView({ title, items }) {
    const heading =
      title === undefined ? undefined : element('p', { class: 'entries-title', 'aria-hidden': 'true' }, title);
    return element('div', { role: 'group', 'aria-label': title }, heading, ...items.map(itemView));
  }

  /** @param {MenuItem} item */
  function itemView({ label: text, run, isDangerous, isChecked }) {
    const button = element(
      'button',
      {
        type: 'button',
        role: isChecked === undefined ? 'menuitem' : 'menuitemcheckbox',
        'aria-checked': isChecked === undefined ? undefined : String(isChecked),
        class: isDangerous ? 'dangerous' : undefined,
        tabindex: -1,
        onclick: () => void press(),
        onpointermove: () => button.focus(),
      },
      text,
    );
    async function press() {
      if (isChecked === undefined) {
        popup.close();
        await run();
        return;
      }
      button.setAttribute('aria-checked', String(button.getAttribute('aria-checked') !== 'true'));
      await run();
    }
    return button;
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const { key } = event;
    const index = buttons.findIndex((button) => button === document.activeElement);
    const next = nextIndex(key, index);
    if (next === undefined) return;
    event.preventDefault();
    buttons[next]?.focus();
  }

  /**
   * @param {string} key
   * @param {number} index
   */
  function nextIndex(key, index) {
    const { length } = buttons;
    if (key === 'ArrowDown') return (index + 1) % length;
    if (key === 'ArrowUp') return (index - 1 + length) % length;
    if (key === 'Home') return 0;
    if (key === 'End') return length - 1;
    if (key.length !== 1 || key === ' ') return undefined;
    const begins = buttons.map((button) => button.textContent.toLowerCase().startsWith(key.toLowerCase()));
    const found = begins.indexOf(true, index + 1);
    return found === -1 ? begins.indexOf(true) : found;
  }
}
