import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Pressable } from './pressable.tsx';

/** Hidden until it is pressed; then the focus goes on from what it hid. */
export function Spoiler({ children }: { children: ComponentChildren }) {
  const [isOpen, setIsOpen] = useState(false);
  const shown = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (isOpen) shown.current?.focus({ preventScroll: true });
  }, [isOpen]);

  if (isOpen)
    return (
      <span key="shown" ref={shown} class="spoiler is-open" tabIndex={-1}>
        {children}
      </span>
    );
  return (
    <Pressable key="hidden" class="spoiler" label="Spoiler" onPress={() => setIsOpen(true)}>
      <span class="covered" inert>
        {children}
      </span>
    </Pressable>
  );
}
