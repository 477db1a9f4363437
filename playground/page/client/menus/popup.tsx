import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

const EDGE_PX = 8;
const GAP_PX = 4;

export interface Point {
  x: number;
  y: number;
}

interface Props {
  /** What it stands beside; the focus goes back there. */
  anchor: HTMLElement;
  /** Where it stands instead. */
  at?: Point | undefined;
  /** At least as wide as its anchor. */
  isWide?: boolean;
  /** Called on Escape, on Tab, and when something else is pressed. */
  onClose: () => void;
  children: ComponentChildren;
}

/** Shows something above everything else, beside an element or at a point. What is in it takes the focus itself. */
export function Popup({ anchor, at, isWide = false, onClose, children }: Props) {
  const root = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const popup = root.current;
    if (!popup) return undefined;
    const focused = document.activeElement;
    popup.showPopover();
    const place = () => placePopup(popup, { anchor, at, isWide });
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
      const target = focused instanceof HTMLElement && focused.isConnected ? focused : anchor;
      target.focus();
    };

    function onScroll({ target }: Event) {
      if (popup && target instanceof Node && !popup.contains(target)) place();
    }
  }, []);

  useEffect(() => {
    const onPointer = ({ target }: PointerEvent) => {
      if (target instanceof Node && !root.current?.contains(target)) onClose();
    };
    document.addEventListener('pointerdown', onPointer, { capture: true });
    return () => document.removeEventListener('pointerdown', onPointer, { capture: true });
  });

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' && event.key !== 'Tab') return;
    event.preventDefault();
    event.stopPropagation(); // a dialog beneath it stays
    onClose();
  }

  return (
    <div ref={root} class="popup" popover="manual" onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}

function placePopup(popup: HTMLElement, { anchor, at, isWide }: Pick<Props, 'anchor' | 'at' | 'isWide'>): void {
  const box = at ? { left: at.x, top: at.y, bottom: at.y, width: 0 } : anchor.getBoundingClientRect();
  const { innerWidth, innerHeight } = window;
  const { style } = popup;
  style.minWidth = isWide ? `${box.width}px` : '';
  style.maxHeight = '';
  const below = innerHeight - box.bottom - GAP_PX - EDGE_PX;
  const above = box.top - GAP_PX - EDGE_PX;
  const isBelow = popup.offsetHeight <= below || below >= above;
  style.maxHeight = `${Math.max(isBelow ? below : above, 120)}px`;
  const top = isBelow ? box.bottom + GAP_PX : box.top - GAP_PX - popup.offsetHeight;
  style.top = `${Math.max(EDGE_PX, Math.min(top, innerHeight - popup.offsetHeight - EDGE_PX))}px`;
  style.left = `${Math.max(EDGE_PX, Math.min(box.left, innerWidth - popup.offsetWidth - EDGE_PX))}px`;
}
