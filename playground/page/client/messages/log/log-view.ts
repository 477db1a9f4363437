import { type Signal, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';

/** What is going on in a log, for its rows; keys are those of rows. */
export interface LogView {
  /** The one beneath the pointer. */
  hovered: Signal<string | undefined>;
  /** The one with the focus, or with something in it that has the focus. */
  focused: Signal<string | undefined>;
  /** The one that Tab comes to. */
  tabStop: Signal<string | undefined>;
  /** The one that somebody has jumped to, for a moment. */
  highlighted: Signal<string | undefined>;
}

export function useLogView(): LogView {
  const hovered = useSignal<string | undefined>(undefined);
  const focused = useSignal<string | undefined>(undefined);
  const tabStop = useSignal<string | undefined>(undefined);
  const highlighted = useSignal<string | undefined>(undefined);
  return useMemo(() => ({ hovered, focused, tabStop, highlighted }), []);
}
