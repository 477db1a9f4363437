import { useCallback, useRef } from 'preact/hooks';
import type { LogView } from './log-view.ts';
import type { LogScroll } from './use-log-scroll.ts';

/** How long a row may take to come into the document. */
const SOON_MS = 1_000;

export interface RowFocus {
  /** Gives a row the focus, by its key, as soon as it is in the document. */
  focus: (key: string) => void;
  /** Something has got the focus: nothing else is wanted any more. */
  forget: () => void;
}

/** The focus for rows that are not in the document yet. */
export function useRowFocus({ scroller }: LogScroll, log: LogView): RowFocus {
  const wanted = useRef<string>(undefined);

  /** A row that comes into the document is measured first, and cannot have the focus until then. */
  function attempt(until: number): void {
    const { current: key } = wanted;
    if (key === undefined || performance.now() > until) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`);
    row?.focus({ preventScroll: true });
    if (row && document.activeElement === row) wanted.current = undefined;
    else requestAnimationFrame(() => attempt(until));
  }

  return {
    focus: useCallback((key: string) => {
      wanted.current = key;
      log.tabStop.value = key;
      attempt(performance.now() + SOON_MS);
    }, []),
    forget: useCallback(() => void (wanted.current = undefined), []),
  };
}
