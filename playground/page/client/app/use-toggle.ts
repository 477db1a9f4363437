import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { useVisit } from '../state/visit.ts';

/**
 * Something that a button opens, and closes when it is pressed again. For a `Popup` with `isToggled`, which leaves the
 * presses of its anchor to it.
 */
export function useToggle(create: (close: () => void) => VNode) {
  const visit = useVisit();
  const isOpen = useSignal(false);
  const hide = useRef(() => {});

  function close() {
    isOpen.value = false;
    hide.current();
  }

  function toggle() {
    if (isOpen.peek()) return close();
    isOpen.value = true;
    visit.layers.show((drop) => {
      hide.current = drop;
      return create(close);
    });
  }

  return { isOpen: isOpen.value, toggle };
}
