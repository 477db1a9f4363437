import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

const EDGE_PX = 8;
const GAP_PX = 6;
/** Time for the pointer to reach the tooltip, which stays while it is there. */
const LEAVE_MS = 100;

interface Shown {
  anchor: HTMLElement;
  text: string;
}

/**
 * What a button with only a picture says when the pointer or the keyboard is on it. There is one for the whole page:
 * a button asks for it with an attribute, and needs no component around it.
 *
 * `IconButton` has it. `<a aria-label="Reply" data-tooltip>` shows its label; `data-tooltip="Reply (R)"` shows that. It is for
 * those who see: the label has to say it too. Not for touch. Do not use `title`, which the keyboard does not reach.
 */
export function Tooltips() {
  const root = useRef<HTMLDivElement>(null);
  const [shown, show] = useState<Shown>();

  useEffect(() => {
    const listening = new AbortController();
    const options = { signal: listening.signal, capture: true };
    let timer: number | undefined;
    const hide = () => show(undefined);
    const listen = <Name extends keyof DocumentEventMap>(name: Name, on: (event: DocumentEventMap[Name]) => void) =>
      document.addEventListener(name, on, options);

    listen('pointerover', ({ target, pointerType }) => {
      if (pointerType === 'touch') return;
      clearTimeout(timer);
      const found = tooltipOf(target);
      if (found) show(found);
      else if (target instanceof Node && !root.current?.contains(target)) timer = setTimeout(hide, LEAVE_MS);
    });
    listen('focusin', ({ target }) => {
      if (target instanceof Element && target.matches(':focus-visible')) show(tooltipOf(target));
    });
    listen('focusout', hide);
    listen('pointerdown', hide);
    // What scrolls elsewhere, by itself, leaves it where it is.
    listen('scroll', ({ target }) =>
      show((now) => (now && target instanceof Node && target.contains(now.anchor) ? undefined : now)),
    );
    // Only the tooltip: what it belongs to hears of the key as well.
    listen('keydown', ({ key }) => key === 'Escape' && hide());
    return () => {
      clearTimeout(timer);
      listening.abort();
    };
  }, []);

  useLayoutEffect(() => {
    const tooltip = root.current;
    if (!shown || !tooltip) return undefined;
    tooltip.showPopover(); // anew each time: it has to be above what was opened last
    const box = shown.anchor.getBoundingClientRect();
    const above = box.top - GAP_PX - tooltip.offsetHeight;
    const left = box.left + box.width / 2 - tooltip.offsetWidth / 2;
    tooltip.style.top = `${above >= EDGE_PX ? above : box.bottom + GAP_PX}px`;
    tooltip.style.left = `${Math.max(EDGE_PX, Math.min(left, innerWidth - tooltip.offsetWidth - EDGE_PX))}px`;
    // What it says may be read only when somebody wants to know.
    const watcher = new MutationObserver(() => show(tooltipOf(shown.anchor)));
    watcher.observe(shown.anchor, { attributeFilter: ['data-tooltip'] });
    return () => {
      watcher.disconnect();
      tooltip.hidePopover();
    };
  }, [shown?.anchor, shown?.text]);

  return (
    <div ref={root} class="tooltip" role="tooltip" popover="manual">
      {shown?.text}
    </div>
  );
}

function tooltipOf(target: EventTarget | null): Shown | undefined {
  const anchor = target instanceof Element ? target.closest<HTMLElement>('[data-tooltip]') : null;
  const own = anchor?.dataset['tooltip'];
  // An attribute without a value comes as `true`.
  const text = own && own !== 'true' ? own : anchor?.ariaLabel;
  return anchor && text ? { anchor, text } : undefined;
}
