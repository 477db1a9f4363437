import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

/** Hides something until somebody wants to see it. */
export function Spoiler({ children }: { children: ComponentChildren }) {
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <>{children}</>;
  return (
    <div class="spoiler-cover">
      <div inert>{children}</div>
      <button type="button" onClick={() => setOpen(true)}>
        <span>Spoiler</span>
      </button>
    </div>
  );
}
