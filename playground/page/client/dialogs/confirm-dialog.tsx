import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Dialog } from './dialog.tsx';

interface Props {
  /** The question: “Delete message?” */
  title: string;
  /** What is on the button that does it: “Delete”. */
  label: string;
  isDangerous?: boolean;
  /** While it goes on the button is busy; what it rejects with is shown, and the question stays. */
  onConfirm: () => void | Promise<unknown>;
  /** Called when it is answered either way. */
  onClose: () => void;
  /** What it is about: a sentence, the message itself. */
  children?: ComponentChildren;
}

/** Asks before something is done that cannot be undone. Shown with `visit.layers.show`, or by another dialog. */
export function ConfirmDialog({ title, label, isDangerous = false, onConfirm, onClose, children }: Props) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');

  async function confirm() {
    if (isBusy) return;
    setBusy(true);
    setProblem('');
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setBusy(false);
      setProblem((error as Error).message);
    }
  }

  return (
    <Dialog title={title} role="alertdialog" onClose={onClose}>
      <div class="dialog-body">
        {children}
        <p class="problem" role="alert">
          {problem}
        </p>
      </div>
      <footer>
        <button type="button" class="button secondary" onClick={onClose}>
          Cancel
        </button>
        <button
          type="button"
          class={`button ${isDangerous ? 'danger' : 'primary'}`}
          autofocus
          aria-busy={isBusy}
          onClick={() => void confirm()}
        >
          <span>{label}</span>
        </button>
      </footer>
    </Dialog>
  );
}
