const EDGE_PX = 8;
const GAP_PX = 4;
const LEAST_HEIGHT_PX = 120;

export interface Point {
  x: number;
  y: number;
}

/** Where a popup stands. On a small screen the style sheet puts it at the lower edge instead. */
export interface Placement {
  /** What it stands beside; the focus goes back there. */
  anchor: HTMLElement;
  /** Where it stands instead. */
  at?: Point | undefined;
  /** At least as wide as its anchor. */
  isWide?: boolean | undefined;
  /** Default: below, or above when there is more room. */
  side?: 'below' | 'right' | undefined;
}

/** Puts a popup where it belongs, and inside of the window. */
export function placePopup(popup: HTMLElement, { anchor, at, isWide = false, side = 'below' }: Placement): void {
  const box = at ? { left: at.x, right: at.x, top: at.y, bottom: at.y, width: 0 } : anchor.getBoundingClientRect();
  const { innerWidth, innerHeight } = window;
  const { style } = popup;
  style.minWidth = isWide ? `${box.width}px` : '';
  style.maxHeight = '';
  const { offsetWidth: width } = popup;
  if (side === 'right') {
    const isRight = box.right + width + EDGE_PX <= innerWidth;
    style.left = px(isRight ? box.right : Math.max(EDGE_PX, box.left - width));
    style.maxHeight = px(innerHeight - 2 * EDGE_PX);
    style.top = px(Math.max(EDGE_PX, Math.min(box.top - GAP_PX, innerHeight - popup.offsetHeight - EDGE_PX)));
    return;
  }
  const below = innerHeight - box.bottom - GAP_PX - EDGE_PX;
  const above = box.top - GAP_PX - EDGE_PX;
  const isBelow = popup.offsetHeight <= below || below >= above;
  style.maxHeight = px(Math.max(isBelow ? below : above, LEAST_HEIGHT_PX));
  const top = isBelow ? box.bottom + GAP_PX : box.top - GAP_PX - popup.offsetHeight;
  style.top = px(Math.max(EDGE_PX, Math.min(top, innerHeight - popup.offsetHeight - EDGE_PX)));
  style.left = px(Math.max(EDGE_PX, Math.min(box.left, innerWidth - width - EDGE_PX)));
}

function px(length: number): string {
  return `${length}px`;
}
