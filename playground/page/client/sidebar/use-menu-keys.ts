import { useRef } from 'preact/hooks';
import type { Point } from '../menus/popup.tsx';

const LONG_PRESS_MS = 500;

/**
 * The ways to the menu of something: right click, the menu key or Shift+F10, and a long press with a finger. To be
 * spread on the element.
 */
export function useMenuKeys(open: (anchor: HTMLElement, at?: Point) => void) {
  const timer = useRef<number>(undefined);
  const hasOpened = useRef(false);
  const stop = () => clearTimeout(timer.current);

  return {
    onContextMenu(event: MouseEvent & { currentTarget: HTMLElement }) {
      event.preventDefault();
      stop();
      if (hasOpened.current) return; // the long press was told of twice
      // By keyboard there is no pointer whose place would mean something.
      const isPointed = event.clientX !== 0 && event.button === 2;
      open(event.currentTarget, isPointed ? { x: event.clientX, y: event.clientY } : undefined);
    },
    onPointerDown({ pointerType, currentTarget, clientX, clientY }: PointerEvent & { currentTarget: HTMLElement }) {
      hasOpened.current = false;
      if (pointerType !== 'touch') return;
      timer.current = setTimeout(() => {
        hasOpened.current = true;
        open(currentTarget, { x: clientX, y: clientY });
      }, LONG_PRESS_MS);
    },
    onPointerMove({ movementX, movementY }: PointerEvent) {
      if (Math.abs(movementX) + Math.abs(movementY) > 4) stop();
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    /** What was pressed for long is not pressed. */
    onClickCapture(event: MouseEvent) {
      if (hasOpened.current) event.stopPropagation();
      hasOpened.current = false;
    },
  };
}
