import type { ComponentChildren } from 'preact';
import { createPortal } from 'preact/compat';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { type Placement, placePopup } from './place-popup.ts';
import { hasLittleRoom, swallowClick } from './touch.ts';

export type { Point } from './place-popup.ts';

interface Props extends Placement {
  /** Whether pressing the anchor is left to the anchor, which opens and closes it. */
  isToggled?: boolean;
  /** Called on Escape, on Tab, and when something else is pressed. */
  onClose: () => void;
  children: ComponentChildren;
}

/**
 * Shows something above everything else, beside an element or at a point. What is in it takes the focus with
 * `autofocus`; when it goes, the focus goes back. Stands in the document inside the dialog or popup of its anchor: what is outside of a
 * modal dialog cannot be used, and what is pressed in a popup's popup is not outside of the first.
 */
export function Popup({ anchor, at, isWide, side, isToggled = false, onClose, children }: Props) {
  const root = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const popup = root.current;
    if (!popup) return undefined;
    const focused = document.activeElement;
    popup.showPopover();
    const place = () => placePopup(popup, { anchor, at, isWide, side });
    place();
    const watcher = new ResizeObserver(place);
    watcher.observe(popup);
    addEventListener('resize', place);
    document.addEventListener('scroll', onScroll, { capture: true });
    return () => {
      watcher.disconnect();
      removeEventListener('resize', place);
      document.removeEventListener('scroll', onScroll, { capture: true });
      // Whoever has pressed something else meanwhile has the focus there.
      const { activeElement } = document;
      if (activeElement !== null && activeElement !== document.body && !popup.contains(activeElement)) return;
      const isThere = focused instanceof HTMLElement && focused.isConnected && focused !== document.body;
      (isThere ? focused : anchor).focus();
    };

    function onScroll({ target }: Event) {
      if (popup && target instanceof Node && !popup.contains(target)) place();
    }
  }, []);

  useEffect(() => {
    const onPointer = ({ target }: PointerEvent) => {
      if (!(target instanceof Node) || root.current?.contains(target)) return;
      if (isToggled && anchor.contains(target)) return;
      if (hasLittleRoom()) swallowClick();
      onClose();
    };
    document.addEventListener('pointerdown', onPointer, { capture: true });
    return () => document.removeEventListener('pointerdown', onPointer, { capture: true });
  });

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' && event.key !== 'Tab') return;
    event.preventDefault();
    event.stopPropagation(); // what is beneath it stays
    onClose();
  }

  return createPortal(
    <div ref={root} class="popup" popover="manual" onKeyDown={onKeyDown}>
      {children}
    </div>,
    anchor.closest('.popup, dialog') ?? document.body,
  );
}
