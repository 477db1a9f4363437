import { type Signal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { VirtualizerHandle } from 'virtua';
import type { Row } from './log-rows.ts';

/** So near to the end counts as being there. */
const NEAR_PX = 48;
/** More is read when so much is left. */
const AHEAD_PX = 1_200;

interface Options {
  rows: readonly Row[];
  /** The messages that are there end before the newest. */
  hasNewer: boolean;
  onNearStart: () => void;
  onNearEnd: () => void;
}

export interface LogScroll {
  scroller: RefObject<HTMLDivElement | null>;
  virtualizer: RefObject<VirtualizerHandle | null>;
  /** At the newest message: it stays there, whatever comes and grows. */
  isAtEnd: Signal<boolean>;
  /** Grows with each change of what is in sight. */
  turn: Signal<number>;
  goToEnd: () => void;
  onScroll: () => void;
  onResize: () => void;
}

/** Where a log stands. It stays at the newest message when it was there; otherwise what is in sight stays in sight. */
export function useLogScroll({ rows, hasNewer, onNearStart, onNearEnd }: Options): LogScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useRef<VirtualizerHandle>(null);
  const isAtEnd = useSignal(true);
  const turn = useSignal(0);
  const lastTop = useRef(0);

  function goToEnd(): void {
    isAtEnd.value = true;
    const log = scroller.current;
    if (log) log.scrollTop = log.scrollHeight;
  }

  function readAhead(): void {
    const log = scroller.current;
    if (!log || log.scrollHeight <= log.clientHeight) return;
    const below = log.scrollHeight - log.scrollTop - log.clientHeight;
    if (log.scrollTop < AHEAD_PX) onNearStart();
    if (hasNewer && below < AHEAD_PX) onNearEnd();
  }

  function onScroll(): void {
    const log = scroller.current;
    if (!log) return;
    const below = log.scrollHeight - log.scrollTop - log.clientHeight;
    if (below < NEAR_PX) isAtEnd.value = !hasNewer;
    // What grows moves the end away, too; only going up is leaving it.
    else if (log.scrollTop < lastTop.current) isAtEnd.value = false;
    lastTop.current = log.scrollTop;
    turn.value += 1;
    readAhead();
  }

  useLayoutEffect(() => {
    if (isAtEnd.peek()) goToEnd();
    readAhead();
    turn.value += 1;
  }, [rows]);

  return {
    scroller,
    virtualizer,
    isAtEnd,
    turn,
    goToEnd,
    onScroll,
    onResize() {
      if (isAtEnd.peek()) goToEnd();
      turn.value += 1;
    },
  };
}
