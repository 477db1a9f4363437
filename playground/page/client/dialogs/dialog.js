/** @import { Child } from '../dom.js' */
import { element } from '../dom.js';

const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), textarea, select, [tabindex="0"]';

/**
 * A dialog over the page. Escape and its ✕ ask to close it; the focus stays in it until then.
 *
 * @param {object} options
 * @param {string} options.id
 * @param {string} options.title
 * @param {Child} [options.mark] What stands before the title.
 * @param {() => void} options.onCancel
 * @param {...Child} children
 */
export function openDialog({ id, title, mark, onCancel }, ...children) {
  const focused = document.activeElement;
  const root = element(
    'dialog',
    { class: 'dialog', 'aria-labelledby': `${id}-title` },
    element(
      'header',
      {},
      mark,
      element('h2', { id: `${id}-title` }, title),
      element('button', { type: 'button', class: 'icon', 'aria-label': 'Close', onclick: onCancel }, '✕'),
    ),
    ...children,
  );
  root.addEventListener('cancel', (event) => {
    if (event.target !== root) return; // a file was not chosen
    event.preventDefault();
    onCancel();
  });
  root.addEventListener('keydown', keepFocus);
  document.body.append(root);
  root.showModal();

  /** @param {KeyboardEvent} event */
  function keepFocus(event) {
    if (event.key !== 'Tab') return;
    const all = [...root.querySelectorAll(FOCUSABLE)].flatMap((one) =>
      one instanceof HTMLElement && one.tabIndex >= 0 && one.offsetParent !== null ? [one] : [],
    );
    const edge = event.shiftKey ? all[0] : all.at(-1);
    if (document.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? all.at(-1) : all[0])?.focus();
  }

  return {
    root,
    close() {
      root.remove();
      // The message with the button may have been built anew meanwhile.
      const target = focused?.isConnected ? focused : document.getElementById(focused?.id ?? '');
      if (target instanceof HTMLElement) target.focus();
    },
  };
}
