import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Dialog } from './dialog.tsx';

interface Props {
  title: string;
  /** What the button says. */
  button: string;
  /** Closes the dialog when it resolves; shows why when it rejects. */
  onSubmit: (form: FormData) => Promise<unknown>;
  onClose: () => void;
  children: ComponentChildren;
}

/** A dialog of the page's own with some fields and a button. */
export function FormDialog({ title, button, onSubmit, onClose, children }: Props) {
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);

  function submit(event: SubmitEvent) {
    event.preventDefault();
    if (isBusy || !(event.currentTarget instanceof HTMLFormElement)) return;
    const empty = event.currentTarget.querySelector<HTMLInputElement>(':invalid');
    if (empty) {
      setProblem(`${empty.labels?.[0]?.textContent} is missing.`);
      return empty.focus();
    }
    setBusy(true);
    setProblem('');
    onSubmit(new FormData(event.currentTarget))
      .then(onClose, (error: Error) => setProblem(error.message))
      .finally(() => setBusy(false));
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <form noValidate onSubmit={submit}>
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
          <button type="submit" class="button primary" aria-busy={isBusy || undefined}>
            {button}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
