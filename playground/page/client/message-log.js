/** @import { Row } from './message-rows.js' */
/** @import { Pressed } from './log-presses.js' */
import { element, reconcile } from './dom.js';
import { followPresses } from './log-presses.js';

/** So near to the end counts as being there. */
const NEAR_PX = 48;

/**
 * The part of a pane that scrolls. It stays at the newest message when it was there, and where it was otherwise.
 *
 * @param {object} options
 * @param {() => void} options.onOlder
 * @param {() => void} options.onScroll
 * @param {(what: Pressed) => boolean} options.onMenu A right click or the like; whether there is a menu.
 * @param {(what: Pressed) => void} options.onPress A click on something.
 */
export function createMessageLog({ onOlder, onScroll, onMenu, onPress }) {
  /** @type {WeakMap<HTMLElement, string>} */
  const signatures = new WeakMap();
  let isAtEnd = true;

  const older = element('button', { type: 'button', class: 'older', onclick: onOlder }, 'Show older messages');
  const intro = element('div', { class: 'intro' });
  const rows = element('ol');
  const scroller = element('div', { class: 'log', role: 'log', tabindex: 0 }, older, intro, rows);
  const toEnd = element(
    'button',
    { type: 'button', class: 'to-end', hidden: true, onclick: goToEnd },
    'To the newest ↓',
  );
  const root = element('div', { class: 'log-frame' }, scroller, toEnd);

  scroller.addEventListener('scroll', () => {
    isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_PX;
    toEnd.hidden = isAtEnd;
    onScroll();
  });
  // Pictures load, the composer grows, the window turns.
  const watcher = new ResizeObserver(() => isAtEnd && goToEnd());
  watcher.observe(scroller);
  watcher.observe(rows);

  followPresses({ scroller, rows, onMenu, onPress });

  function goToEnd() {
    isAtEnd = true;
    toEnd.hidden = true;
    scroller.scrollTop = scroller.scrollHeight;
  }

  /** The first row in sight, and how far it is from the top. */
  function place() {
    const top = scroller.getBoundingClientRect().top;
    const row = [...rows.children].find((child) => child.getBoundingClientRect().bottom > top);
    return row && { row, distance: row.getBoundingClientRect().top };
  }

  return {
    root,
    intro,
    isAtEnd: () => isAtEnd,
    goToEnd,
    /** @param {string} label */
    setLabel: (label) => scroller.setAttribute('aria-label', label),
    /** Another channel: nothing of the old one stays. */
    clear() {
      rows.replaceChildren();
      goToEnd();
    },

    /**
     * @param {readonly Row[]} wanted
     * @param {{ hasOlder: boolean, isBusy: boolean }} about
     */
    show(wanted, { hasOlder, isBusy }) {
      const before = isAtEnd ? undefined : place();
      scroller.setAttribute('aria-busy', String(isBusy));
      older.hidden = !hasOlder;
      reconcile(rows, wanted, {
        key: ({ key }) => key,
        create: () => element('li', { tabindex: -1 }),
        update(item, { className, signature, build }) {
          if (item.className !== className) item.className = className;
          if (signatures.get(item) === signature) return;
          signatures.set(item, signature);
          const focused = item.contains(document.activeElement) ? document.activeElement : null;
          item.replaceChildren(...build());
          const name = focused instanceof HTMLElement ? focused.dataset['focus'] : undefined;
          if (name !== undefined) findFocus(item, name)?.focus();
        },
      });
      if (isAtEnd) goToEnd();
      else if (before) scroller.scrollTop += before.row.getBoundingClientRect().top - before.distance;
    },
  };
}

/**
 * @param {HTMLElement} item
 * @param {string} name
 */
function findFocus(item, name) {
  const all = /** @type {NodeListOf<HTMLElement>} */ (item.querySelectorAll('[data-focus]'));
  return [...all].find((one) => one.dataset['focus'] === name);
}
