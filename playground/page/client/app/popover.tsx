import type { ComponentChildren } from 'preact';
import { keepFocusIn } from '../dialogs/keep-focus.ts';
import { Popup } from '../menus/popup.tsx';

interface Props {
  label: string;
  /** Its class. */
  name: string;
  anchor: HTMLElement;
  onClose: () => void;
  children: ComponentChildren;
}

/** What a button of a conversation opens beside itself: more than a menu. Tab goes round in it. */
export function Popover({ label, name, anchor, onClose, children }: Props) {
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Tab' || !(event.currentTarget instanceof HTMLElement)) return;
    event.stopPropagation(); // a menu would close
    keepFocusIn(event.currentTarget, event);
  }

  return (
    <Popup anchor={anchor} isToggled onClose={onClose}>
      <div class={`popover ${name}`} role="dialog" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
        {children}
      </div>
    </Popup>
  );
}
