import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

interface Props {
  isOn: boolean;
  children: ComponentChildren;
}

/** Hides what is in it until it is pressed. */
export function Spoiler({ isOn, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  if (!isOn || isOpen) return children;
  return (
    <div class="cover">
      <div class="covered" inert>
        {children}
      </div>
      <button type="button" class="cover-button" onClick={() => setOpen(true)}>
        <span>Spoiler</span>
      </button>
    </div>
  );
}
