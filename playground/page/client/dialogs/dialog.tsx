import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { IconButton } from '../icon-button.tsx';
import { keepFocusIn } from './keep-focus.ts';

interface Props {
  title: string;
  /** What stands before the title. */
  mark?: ComponentChildren;
  /** For questions that one cannot pass over. Default: `dialog`. */
  role?: 'alertdialog';
  /** Called on Escape, by the button in the corner, and when the page beneath it is pressed. */
  onClose: () => void;
  children: ComponentChildren;
}

/**
 * A window in the middle that has to be closed first; on a small screen it rises from the lower edge. What is in it
 * can take the focus with `autofocus`. When it goes, the focus goes back.
 */
export function Dialog({ title, mark, role, onClose, children }: Props) {
  const root = useRef<HTMLDialogElement>(null);
  const id = useId();
  // At once: the next key belongs to it.
  useLayoutEffect(() => {
    const dialog = root.current;
    const focused = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (focused instanceof HTMLElement && focused.isConnected) focused.focus();
    };
  }, []);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Tab') keepFocusIn(event.currentTarget as HTMLElement, event);
    if (event.key !== 'Escape') return;
    // Left to the browser, a second Escape would close it without asking.
    event.preventDefault();
    event.stopPropagation();
    onClose();
  }

  function onCancel(event: Event) {
    if (event.target !== root.current) return; // a file was not chosen
    event.preventDefault();
    onClose();
  }

  return (
    <dialog
      ref={root}
      class="dialog"
      role={role}
      aria-labelledby={id}
      onKeyDown={onKeyDown}
      onCancel={onCancel}
      // Its own area is covered by what is in it: what is pressed of the dialog itself is around it.
      onPointerDown={({ target, currentTarget }) => target === currentTarget && onClose()}
    >
      <header>
        {mark}
        <h2 id={id}>{title}</h2>
        <IconButton icon="close" label="Close" onClick={onClose} />
      </header>
      {children}
    </dialog>
  );
}
