/** @import { Point } from './menus/popup.js' */

const LONG_PRESS_MS = 500;
const FINGER_PX = 10;

/**
 * What was pressed, and where.
 *
 * @typedef {object} Pressed
 * @property {string} key The row's.
 * @property {HTMLElement} row
 * @property {HTMLElement} target
 * @property {Point | undefined} at Absent with the keyboard.
 */

/**
 * Clicks, right clicks, long presses and keys in the rows of a log: the arrows go from message to message, Enter opens
 * the menu of one.
 *
 * @param {object} options
 * @param {HTMLElement} options.scroller
 * @param {HTMLElement} options.rows
 * @param {(what: Pressed) => boolean} options.onMenu
 * @param {(what: Pressed) => void} options.onPress
 */
export function followPresses({ scroller, rows, onMenu, onPress }) {
  let timer = 0;
  /** Until when a click belongs to a long press. */
  let pressedUntil = 0;

  /**
   * @param {EventTarget | null} target
   * @param {Point} [at]
   * @returns {Pressed | undefined}
   */
  function pressed(target, at) {
    if (!(target instanceof HTMLElement)) return undefined;
    const row = [...rows.children].find((one) => one.contains(target));
    return row instanceof HTMLElement ? { key: row.dataset['key'] ?? '', row, target, at } : undefined;
  }

  rows.addEventListener('contextmenu', (event) => {
    const { target, clientX, clientY } = event;
    clearTimeout(timer);
    if (performance.now() < pressedUntil) return event.preventDefault();
    // Links, pictures and marked text have menus of the browser.
    if (target instanceof HTMLElement && target.closest('a, img')) return;
    if (getSelection()?.toString()) return;
    const what = pressed(target, { x: clientX, y: clientY });
    if (what && onMenu(what)) event.preventDefault();
  });

  rows.addEventListener('pointerdown', ({ pointerType, target, clientX, clientY }) => {
    clearTimeout(timer);
    if (pointerType !== 'touch') return;
    timer = setTimeout(() => {
      const what = pressed(target, { x: clientX, y: clientY });
      if (what && onMenu(what)) pressedUntil = performance.now() + 2 * LONG_PRESS_MS;
    }, LONG_PRESS_MS);
    const stop = new AbortController();
    const { signal } = stop;
    const end = () => {
      clearTimeout(timer);
      stop.abort();
    };
    for (const type of ['pointerup', 'pointercancel']) addEventListener(type, end, { signal });
    addEventListener(
      'pointermove',
      (event) => Math.hypot(event.clientX - clientX, event.clientY - clientY) > FINGER_PX && end(),
      { signal },
    );
  });

  rows.addEventListener(
    'click',
    (event) => {
      if (performance.now() < pressedUntil) {
        event.preventDefault();
        event.stopPropagation();
        return;
      }
      const what = pressed(event.target);
      if (what) onPress(what);
    },
    { capture: true },
  );

  scroller.addEventListener('keydown', (event) => {
    const { key, target } = event;
    const row = [...rows.children].find((one) => one === target);
    if (target !== scroller && !row) return;
    if (key === 'Enter' && row) {
      const what = pressed(row);
      if (what && onMenu(what)) event.preventDefault();
    }
    if (key !== 'ArrowUp' && key !== 'ArrowDown') return;
    const next = row
      ? key === 'ArrowUp'
        ? row.previousElementSibling
        : row.nextElementSibling
      : rows.lastElementChild;
    event.preventDefault();
    if (next instanceof HTMLElement) next.focus();
  });
}
