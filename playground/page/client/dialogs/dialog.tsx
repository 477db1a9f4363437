import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

interface Props {
  title: string;
  /** What stands before the title. */
  mark?: ComponentChildren;
  /** Called on Escape and by the button in the corner. */
  onClose: () => void;
  children: ComponentChildren;
}

/** A window in the middle that has to be closed first. */
export function Dialog({ title, mark, onClose, children }: Props) {
  const root = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = root.current;
    const focused = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (focused instanceof HTMLElement && focused.isConnected) focused.focus();
    };
  }, []);

  function onCancel(event: Event) {
    if (event.target !== root.current) return; // a file was not chosen
    event.preventDefault();
    onClose();
  }

  return (
    <dialog ref={root} class="dialog" aria-labelledby={id} onCancel={onCancel}>
      <header>
        {mark}
        <h2 id={id}>{title}</h2>
        <button type="button" class="icon" aria-label="Close" title="Close" onClick={onClose}>
          ✕
        </button>
      </header>
      {children}
    </dialog>
  );
}
