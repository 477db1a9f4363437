import { useShell } from '../app/shell.ts';

const STEP_PX = 24;
const MIN_PX = 180;
/** What is left of the page at least. */
const REST_PX = { bottom: 180, right: 420 } as const;

/** The edge of the drawer: dragged, or moved with the arrows. */
export function Resizer() {
  const { drawer } = useShell();
  const side = drawer.side.value;
  const kept = side === 'bottom' ? drawer.height : drawer.width;
  const size = kept.value;
  const max = Math.max(MIN_PX, (side === 'bottom' ? innerHeight : innerWidth) - REST_PX[side]);

  const setSize = (wanted: number) => void (kept.value = Math.round(Math.min(Math.max(wanted, MIN_PX), max)));

  function onPointerMove(event: PointerEvent & { currentTarget: HTMLElement }) {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    setSize(side === 'bottom' ? innerHeight - event.clientY : innerWidth - event.clientX);
  }

  function onKeyDown(event: KeyboardEvent) {
    const next = sizeAfter(event.key, size, max);
    if (next === undefined) return;
    event.preventDefault();
    setSize(next);
  }

  return (
    <div
      class="drawer-edge"
      role="separator"
      tabIndex={0}
      aria-label="Size of the developer tools"
      aria-orientation={side === 'bottom' ? 'horizontal' : 'vertical'}
      aria-valuenow={size}
      aria-valuemin={MIN_PX}
      aria-valuemax={max}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    />
  );
}

function sizeAfter(key: string, size: number, max: number): number | undefined {
  if (key === 'ArrowUp' || key === 'ArrowLeft') return size + STEP_PX;
  if (key === 'ArrowDown' || key === 'ArrowRight') return size - STEP_PX;
  if (key === 'Home') return MIN_PX;
  if (key === 'End') return max;
  return undefined;
}
