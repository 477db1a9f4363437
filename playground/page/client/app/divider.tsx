import { useShell } from './shell.ts';

const LEAST_PX = 320;
const MOST_PX = 900;
const STEP_PX = 24;

/** What stands between the channel and the thread, to be moved by mouse and keyboard. */
export function Divider() {
  const { threadWidth: width } = useShell();
  const set = (px: number) => (width.value = Math.round(Math.min(MOST_PX, Math.max(LEAST_PX, px))));

  function onKeyDown(event: KeyboardEvent) {
    const { key } = event;
    if (key === 'ArrowLeft') set(width.peek() + STEP_PX);
    else if (key === 'ArrowRight') set(width.peek() - STEP_PX);
    else if (key === 'Home') set(LEAST_PX);
    else if (key === 'End') set(MOST_PX);
    else return;
    event.preventDefault();
  }

  function onPointerDown(event: PointerEvent) {
    const { currentTarget, pointerId, clientX } = event;
    if (!(currentTarget instanceof HTMLElement)) return;
    const before = width.peek();
    currentTarget.setPointerCapture(pointerId);
    currentTarget.addEventListener('pointermove', onMove);
    currentTarget.addEventListener(
      'lostpointercapture',
      () => currentTarget.removeEventListener('pointermove', onMove),
      {
        once: true,
      },
    );

    function onMove({ clientX: x }: PointerEvent) {
      set(before + clientX - x);
    }
  }

  return (
    <div
      class="thread-divider"
      role="separator"
      tabIndex={0}
      aria-label="Width of the thread"
      aria-orientation="vertical"
      aria-valuenow={width.value}
      aria-valuemin={LEAST_PX}
      aria-valuemax={MOST_PX}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onDblClick={() => set(400)}
    />
  );
}
