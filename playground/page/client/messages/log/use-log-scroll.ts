import { type Signal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { VirtualizerHandle } from 'virtua';
import type { Row } from './log-rows.ts';

/** So near to the end counts as being there. */
const NEAR_PX = 48;
/** The room beneath the last message, as in the style sheet. */
const END_PX = 20;
/** More is read when so much is left. */
const AHEAD_PX = 1_200;
/** So long after the log or what is in it got another size, rows may still move by themselves. */
const SETTLING_MS = 2_000;
/** By these a person scrolls. */
const SCROLLING = ['wheel', 'touchmove', 'pointerdown', 'keydown'];
/** So long after one of them it may still be that. */
const SCROLLING_MS = 500;

interface Options {
  rows: readonly Row[];
  /** Another one has another list in the document. */
  part: number;
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
  /** Whether it has been put where it belongs at first. */
  isPlaced: RefObject<boolean>;
  /** Grows with each change of what is in sight. */
  turn: Signal<number>;
  goToEnd: () => void;
  onScroll: () => void;
  onResize: () => void;
}

/** Where a log stands. It stays at the newest message when it was there; otherwise what is in sight stays in sight. */
export function useLogScroll({ rows, part, hasNewer, onNearStart, onNearEnd }: Options): LogScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useRef<VirtualizerHandle>(null);
  const isAtEnd = useSignal(true);
  const turn = useSignal(0);
  const lastTop = useRef(0);
  const changedMs = useRef(-Infinity);
  const scrolledMs = useRef(-Infinity);
  /** A pointer that is down may hold the bar at the side. */
  const isHeld = useRef(false);
  /** Before it has gone to its end, nothing says where it stands. */
  const isPlaced = useRef(false);

  function goToEnd(): void {
    isAtEnd.value = true;
    const log = scroller.current;
    if (log) log.scrollTop = log.scrollHeight;
  }

  /** How much is above and below of what is in sight. The list knows it: to ask the document would cost a layout. */
  function room(): { above: number; below: number } | undefined {
    const { current: list } = virtualizer;
    if (!list || list.viewportSize === 0) return undefined;
    const below = list.scrollSize + END_PX - list.scrollOffset - list.viewportSize;
    return { above: list.scrollOffset, below };
  }

  /** Asks the document: when the window has grown, the list does not know of it yet. */
  function isOffEnd(): boolean {
    const { current: log } = scroller;
    return log !== null && log.scrollHeight - log.scrollTop - log.clientHeight >= NEAR_PX;
  }

  /** Whether what moves was moved by a person. */
  function isByPerson(): boolean {
    const now = performance.now();
    return isHeld.current || now - scrolledMs.current < SCROLLING_MS || now - changedMs.current > SETTLING_MS;
  }

  function readAhead(): void {
    const now = room();
    if (!now || !isPlaced.current) return;
    if (now.above < AHEAD_PX) onNearStart();
    if (hasNewer && now.below < AHEAD_PX) onNearEnd();
  }

  function onScroll(): void {
    const now = room();
    if (!now) return;
    isPlaced.current = true;
    if (now.below < NEAR_PX) isAtEnd.value = !hasNewer;
    // What grows moves the end away, too; only going up is leaving it.
    else if (isAtEnd.peek() && now.above < lastTop.current && isOffEnd()) {
      if (isByPerson()) isAtEnd.value = false;
      else goToEnd();
    }
    lastTop.current = now.above;
    turn.value += 1;
    readAhead();
  }

  useLayoutEffect(() => {
    changedMs.current = performance.now();
    if (isAtEnd.peek()) goToEnd();
    readAhead();
    turn.value += 1;
  }, [rows]);

  // Rows that have grown stand out of the list until it has its new height: the room beneath is not there before.
  useLayoutEffect(() => {
    const list = scroller.current?.querySelector('ol');
    if (!list) return undefined;
    const observer = new ResizeObserver(() => {
      changedMs.current = performance.now();
      if (isAtEnd.peek()) goToEnd();
    });
    observer.observe(list);
    return () => observer.disconnect();
  }, [part]);

  useLayoutEffect(() => {
    const { current: log } = scroller;
    if (!log) return undefined;
    const observer = new ResizeObserver(() => (changedMs.current = performance.now()));
    observer.observe(log);
    const listening = new AbortController();
    const options = { passive: true, signal: listening.signal };
    for (const type of SCROLLING) {
      log.addEventListener(
        type,
        () => {
          scrolledMs.current = performance.now();
          isHeld.current = type === 'pointerdown';
        },
        options,
      );
    }
    // Browsers do not say when the bar is let go of, but when the pointer moves then.
    for (const type of ['pointermove', 'pointerup', 'pointercancel'] as const)
      addEventListener(type, ({ buttons }) => (isHeld.current &&= buttons !== 0), options);
    return () => {
      observer.disconnect();
      listening.abort();
    };
  }, []);

  return {
    scroller,
    virtualizer,
    isAtEnd,
    isPlaced,
    turn,
    goToEnd,
    onScroll,
    onResize() {
      const now = room();
      if (now && now.above + now.below <= END_PX) isPlaced.current = true;
      if (isAtEnd.peek()) goToEnd();
      readAhead();
      turn.value += 1;
    },
  };
}
