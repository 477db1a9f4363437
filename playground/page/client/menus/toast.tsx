import { useLayoutEffect, useRef } from 'preact/hooks';
import { useVisit } from '../state/visit.ts';

/** What was said with `visit.toasts.say(…)`, at the lower edge. It is read out when there is time. */
export function Toasts() {
  const { toasts } = useVisit();
  const root = useRef<HTMLDivElement>(null);
  const { value: shown } = toasts.shown;
  const newest = shown.at(-1)?.id;

  useLayoutEffect(() => {
    if (newest === undefined) return undefined;
    root.current?.showPopover(); // anew each time: it has to be above what was opened last
    return () => root.current?.hidePopover();
  }, [newest]);

  return (
    <>
      {/* One that comes and goes would not be read out. */}
      <p class="unseen" role="status">
        {shown.at(-1)?.text}
      </p>
      <div ref={root} class="toasts" popover="manual" aria-hidden="true">
        {shown.map(({ id, text }) => (
          <p key={id} class="toast" onClick={() => toasts.drop(id)}>
            {text}
          </p>
        ))}
      </div>
    </>
  );
}
