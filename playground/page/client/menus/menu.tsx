import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Point, Popup } from './popup.tsx';

/** One entry. With `isChecked` it is switched on and off, and the menu stays. */
export interface MenuItem {
  label: string;
  run: () => void | Promise<unknown>;
  isDangerous?: boolean;
  isChecked?: boolean;
}

export interface MenuGroup {
  title?: string;
  items: readonly MenuItem[];
}

interface Props {
  label: string;
  anchor: HTMLElement;
  at?: Point | undefined;
  header?: ComponentChildren;
  /** Those without entries are left out. */
  groups: readonly MenuGroup[];
  onClose: () => void;
}

/** A menu as a right click opens it: arrows, Home and End, letters, Enter, Escape. */
export function Menu({ label, anchor, at, header, groups, onClose }: Props) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const first = root.current?.querySelector('button');
    (first ?? root.current)?.focus();
  }, []);

  function onKeyDown(event: KeyboardEvent) {
    const buttons = [...(root.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
    const index = buttons.findIndex((button) => button === document.activeElement);
    const next = nextIndex(event.key, index, buttons);
    if (next === undefined) return;
    event.preventDefault();
    buttons[next]?.focus();
  }

  return (
    <Popup anchor={anchor} at={at} onClose={onClose}>
      <div ref={root} tabIndex={-1}>
        {header}
        <div class="entries" role="menu" aria-label={label} onKeyDown={onKeyDown}>
          {groups
            .filter(({ items }) => items.length > 0)
            .map(({ title, items }) => (
              <div key={title} role="group" aria-label={title}>
                {title !== undefined && (
                  <p class="entries-title" aria-hidden="true">
                    {title}
                  </p>
                )}
                {items.map((item) => (
                  <Entry key={item.label} item={item} onClose={onClose} />
                ))}
              </div>
            ))}
        </div>
      </div>
    </Popup>
  );
}

function Entry({ item, onClose }: { item: MenuItem; onClose: () => void }) {
  const { label, run, isDangerous, isChecked } = item;
  const [isOn, setOn] = useState(isChecked);

  function press() {
    if (isOn === undefined) onClose();
    else setOn(!isOn);
    void run();
  }

  return (
    <button
      type="button"
      role={isOn === undefined ? 'menuitem' : 'menuitemcheckbox'}
      aria-checked={isOn}
      class={isDangerous ? 'dangerous' : undefined}
      tabIndex={-1}
      onClick={press}
      onPointerMove={({ currentTarget }) => currentTarget.focus()}
    >
      {label}
    </button>
  );
}

function nextIndex(key: string, index: number, buttons: readonly HTMLElement[]): number | undefined {
  const { length } = buttons;
  if (key === 'ArrowDown') return (index + 1) % length;
  if (key === 'ArrowUp') return (index - 1 + length) % length;
  if (key === 'Home') return 0;
  if (key === 'End') return length - 1;
  if (key.length !== 1 || key === ' ') return undefined;
  const begins = buttons.map((button) => button.textContent.toLowerCase().startsWith(key.toLowerCase()));
  const found = begins.indexOf(true, index + 1);
  return found === -1 ? begins.indexOf(true) : found;
}
