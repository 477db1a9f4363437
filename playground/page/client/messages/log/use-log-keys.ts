import { useLayoutEffect, useRef } from 'preact/hooks';
import { useVisit } from '../../state/visit.ts';
import type { Row } from './log-rows.ts';
import type { LogView } from './log-view.ts';
import { useMessageKeys } from '../use-message-keys.ts';
import type { LogScroll } from './use-log-scroll.ts';

/** How long a row may take to come into the document. */
const SOON_MS = 1_000;

/** How much of what is in sight a page is. */
const PAGE = 0.9;

interface Options {
  rows: readonly Row[];
  scroll: LogScroll;
  log: LogView;
}

/**
 * The keyboard in a log: the arrows, Home, End, Page Up and Page Down go from message to message, also to those that
 * are not in the document at the moment.
 */
export function useLogKeys({ rows, scroll, log }: Options) {
  const visit = useVisit();
  const onMessageKey = useMessageKeys();
  /** The row that gets the focus when it is in the document. */
  const wanted = useRef<string>(undefined);
  const isMessage = (row: Row | undefined) => row?.kind === 'message';
  const stop = rows.findIndex(({ key }) => key === log.tabStop.value);
  const edited = rows.findIndex(({ key }) => key === visit.writing.editing.value);

  useLayoutEffect(() => {
    if (stop === -1) log.tabStop.value = undefined; // it was deleted
  }, [stop]);

  /** A row that comes into the document is measured first, and cannot have the focus until then. */
  function focusWanted(until = performance.now() + SOON_MS): void {
    const { current: key } = wanted;
    if (key === undefined || performance.now() > until) return;
    const row = scroll.scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`);
    row?.focus({ preventScroll: true });
    if (row && document.activeElement === row) wanted.current = undefined;
    else requestAnimationFrame(() => focusWanted(until));
  }

  function goTo(index: number): void {
    const row = rows[index];
    if (!row) return;
    wanted.current = row.key;
    log.tabStop.value = row.key;
    if (messageFrom(index + 1, 1) === undefined) scroll.goToEnd();
    else scroll.virtualizer.current?.scrollToIndex(index, { align: 'nearest' });
    focusWanted();
  }

  /** The nearest message from a row on, in one direction. */
  function messageFrom(from: number, step: 1 | -1): number | undefined {
    for (let index = from; index >= 0 && index < rows.length; index += step) if (isMessage(rows[index])) return index;
    return undefined;
  }

  /** The row that a key leads to. */
  function target(key: string, from: number): number | undefined {
    const list = scroll.virtualizer.current;
    if (!list) return undefined;
    const page = (step: 1 | -1) => {
      const offset = list.getItemOffset(Math.min(from, rows.length - 1)) + step * list.viewportSize * PAGE;
      const index = list.findItemIndex(offset);
      return messageFrom(index, step) ?? messageFrom(index, step === 1 ? -1 : 1);
    };
    switch (key) {
      case 'ArrowUp':
        return messageFrom(from - 1, -1);
      case 'ArrowDown':
        return messageFrom(from + 1, 1);
      case 'Home':
        return messageFrom(0, 1);
      case 'End':
        return messageFrom(rows.length - 1, -1);
      case 'PageUp':
        return page(-1);
      case 'PageDown':
        return page(1);
      default:
        return undefined;
    }
  }

  return {
    keepMounted: [stop, edited].filter((index) => index !== -1),

    onKeyDown(event: KeyboardEvent): void {
      const { target: element, currentTarget, key } = event;
      if (!(element instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
      const rowKey = element.dataset['row'];
      if (element !== currentTarget && rowKey === undefined) return; // a button or a text in a message
      const index = rows.findIndex((row) => row.key === rowKey);
      const row = rows[index];
      const next = target(key, index === -1 ? rows.length : index);
      if (next !== undefined) {
        event.preventDefault();
        return goTo(next);
      }
      if (row?.kind === 'message' && element.matches(':focus-visible')) onMessageKey(event, row.message, element);
    },

    onFocusIn({ target: element }: FocusEvent): void {
      wanted.current = undefined;
      const key = element instanceof Element ? element.closest<HTMLElement>('[data-row]')?.dataset['row'] : undefined;
      log.focused.value = key;
      if (key !== undefined) log.tabStop.value = key;
    },
    onFocusOut: () => void (log.focused.value = undefined),
  };
}
