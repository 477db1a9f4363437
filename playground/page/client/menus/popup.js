import { element } from '../dom.js';

const EDGE_PX = 8;
const GAP_PX = 4;

/** @typedef {{ x: number, y: number }} Point */

/**
 * Shows something above everything else, beside an element or at a point, until it is closed, Escape is pressed or
 * something else is pressed. The focus goes back to where it was.
 *
 * @param {HTMLElement} content
 * @param {{ anchor: HTMLElement, at?: Point | undefined, isWide?: boolean, onClose?: () => void }} options
 */
export function openPopup(content, { anchor, at, isWide = false, onClose }) {
  const { id } = anchor;
  const focused = document.activeElement;
  const root = element('div', { class: 'popup', popover: 'manual' }, content);
  // What is outside of a modal dialog cannot be used while it is open.
  (anchor.closest('dialog') ?? document.body).append(root);
  root.showPopover();
  place();

  const listening = new AbortController();
  const { signal } = listening;
  document.addEventListener('pointerdown', onPointer, { capture: true, signal });
  document.addEventListener('scroll', onScroll, { capture: true, signal });
  addEventListener('resize', place, { signal });
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' && event.key !== 'Tab') return;
    event.preventDefault();
    event.stopPropagation(); // a dialog beneath it stays
    close();
  });

  /** @param {PointerEvent} event */
  function onPointer({ target }) {
    if (target instanceof Node && !root.contains(target)) close(false);
  }

  /** @param {Event} event */
  function onScroll({ target }) {
    if (target instanceof Node && !root.contains(target)) place();
  }

  function place() {
    const box = at ? { left: at.x, right: at.x, top: at.y, bottom: at.y, width: 0 } : now().getBoundingClientRect();
    const { innerWidth, innerHeight } = window;
    root.style.minWidth = isWide ? `${box.width}px` : '';
    root.style.maxHeight = '';
    const below = innerHeight - box.bottom - GAP_PX - EDGE_PX;
    const above = box.top - GAP_PX - EDGE_PX;
    const isBelow = root.offsetHeight <= below || below >= above;
    root.style.maxHeight = `${Math.max(isBelow ? below : above, 120)}px`;
    const top = isBelow ? box.bottom + GAP_PX : box.top - GAP_PX - root.offsetHeight;
    root.style.top = `${Math.max(EDGE_PX, Math.min(top, innerHeight - root.offsetHeight - EDGE_PX))}px`;
    root.style.left = `${Math.max(EDGE_PX, Math.min(box.left, innerWidth - root.offsetWidth - EDGE_PX))}px`;
  }

  /** The message may have been built anew meanwhile. */
  function now() {
    return anchor.isConnected ? anchor : (document.getElementById(id) ?? anchor);
  }

  /** @param {boolean} [goBack] Whether the focus goes back to where it was. */
  function close(goBack = true) {
    if (signal.aborted) return;
    listening.abort();
    root.remove();
    onClose?.();
    if (!goBack) return;
    const target = focused instanceof HTMLElement && focused.isConnected && focused !== document.body ? focused : now();
    target.focus();
  }

  return { root, close, place };
}
