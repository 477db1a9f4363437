import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

const STOPS = 'button:not(.small), a';

/**
 * Makes a list one stop of the Tab key: the arrow keys, Home and End move in it. The stop is what is open, or what had
 * the focus last. Answers what to do with a key.
 */
export function useArrowKeys(root: RefObject<HTMLElement | null>): (event: KeyboardEvent) => void {
  const stops = () => [...(root.current?.querySelectorAll<HTMLElement>(STOPS) ?? [])];

  useLayoutEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    const choose = (chosen?: HTMLElement) => {
      const all = stops();
      const focused = all.find((one) => one === document.activeElement);
      const stop = chosen ?? focused ?? all.find((one) => one.hasAttribute('aria-current')) ?? all[0];
      for (const one of all) one.tabIndex = one === stop ? 0 : -1;
    };
    const onFocus = ({ target }: FocusEvent) =>
      target instanceof HTMLElement && stops().includes(target) && choose(target);
    const onLeave = ({ relatedTarget }: FocusEvent) =>
      !(relatedTarget instanceof Node && element.contains(relatedTarget)) && choose(undefined);
    choose();
    const watcher = new MutationObserver(() => choose());
    watcher.observe(element, { childList: true, subtree: true, attributeFilter: ['aria-current'] });
    element.addEventListener('focusin', onFocus);
    element.addEventListener('focusout', onLeave);
    return () => {
      watcher.disconnect();
      element.removeEventListener('focusin', onFocus);
      element.removeEventListener('focusout', onLeave);
    };
  }, []);

  return (event) => {
    const { key, altKey, ctrlKey, metaKey } = event;
    if (altKey || ctrlKey || metaKey) return;
    const all = stops().filter((one) => one.offsetParent !== null);
    const index = all.findIndex((one) => one === document.activeElement);
    const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: all.length - 1 }[key];
    if (next === undefined || index === -1) return;
    event.preventDefault();
    all[Math.min(Math.max(next, 0), all.length - 1)]?.focus();
  };
}
