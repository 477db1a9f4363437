import { useEffect } from 'preact/hooks';
import type { PaneKind } from '../app/channel-pane.tsx';
import type { LogScroll } from './use-log-scroll.ts';

/** What Escape closes first. */
const ABOVE = 'dialog[open], .popup:popover-open';

interface Options {
  kind: PaneKind;
  scroll: LogScroll;
  onEscape: () => void;
}

/** As on Discord, Escape means: I have read all of this. It is for the conversation with the focus, else for the channel. */
export function useEscape({ kind, scroll, onEscape }: Options): void {
  useEffect(() => {
    function onKeyDown({ key, target, defaultPrevented }: KeyboardEvent): void {
      if (key !== 'Escape' || defaultPrevented || document.querySelector(ABOVE)) return;
      const pane = target instanceof Element ? target.closest('.pane') : null;
      const isMeant = pane ? pane.contains(scroll.scroller.current) : kind === 'channel';
      if (isMeant) onEscape();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
}
