import { useLayoutEffect, useRef } from 'preact/hooks';
import { useVisit } from '../../state/visit.ts';
import type { Row } from './log-rows.ts';
import type { LogView } from './log-view.ts';
import { useMessageKeys } from '../use-message-keys.ts';
import type { RowFocus } from './use-row-focus.ts';
import type { LogScroll } from './use-log-scroll.ts';

/** How much of what is in sight a page is. */
const PAGE = 0.9;
/** So long after a key, what comes in above may still push its row away. */
const SETTLING_MS = 1_000;

interface Options {
  rows: readonly Row[];
  scroll: LogScroll;
  log: LogView;
  focus: RowFocus;
}

/**
 * The keyboard in a log: the arrows, Home, End, Page Up and Page Down go from message to message, also to those that
 * are not in the document at the moment.
 */
export function useLogKeys({ rows, scroll, log, focus }: Options) {
  const visit = useVisit();
  const onMessageKey = useMessageKeys();
  const isMessage = (row: Row | undefined) => row?.kind === 'message';
  const stop = rows.findIndex(({ key }) => key === log.tabStop.value);
  const lastStop = useRef(stop);
  const wentAt = useRef(-Infinity);
  const edited = rows.findIndex(({ key }) => key === visit.writing.editing.value);

  useLayoutEffect(() => {
    const { current: before } = lastStop;
    lastStop.current = stop;
    if (stop !== -1 || before === -1) return;
    // It was deleted. Whoever was there goes on beside it.
    log.tabStop.value = undefined;
    const next = messageFrom(before, 1) ?? messageFrom(before - 1, -1);
    if (document.activeElement === document.body && next !== undefined) goTo(next);
  }, [stop, rows]);

  // What is read meanwhile gives the rows other indices, and the list scrolls by those of before.
  useLayoutEffect(() => {
    const isSettling = performance.now() - wentAt.current < SETTLING_MS;
    if (isSettling && stop !== -1) show(stop);
  }, [rows]);

  function goTo(index: number): void {
    const row = rows[index];
    if (!row) return;
    focus.focus(row.key);
    wentAt.current = performance.now();
    show(index);
  }

  function show(index: number): void {
    if (messageFrom(index + 1, 1) === undefined) scroll.goToEnd();
    else scroll.virtualizer.current?.scrollToIndex(index, { align: 'nearest' });
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
      focus.forget();
      const key = element instanceof Element ? element.closest<HTMLElement>('[data-row]')?.dataset['row'] : undefined;
      log.focused.value = key;
      if (key !== undefined) log.tabStop.value = key;
    },
    onFocusOut: () => void (log.focused.value = undefined),
  };
}
