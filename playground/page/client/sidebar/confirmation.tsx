import { ConfirmDialog } from '../dialogs/confirm-dialog.tsx';
import type { Visit } from '../state/visit.ts';

interface Confirmation {
  title: string;
  text: string;
  button: string;
  run: () => Promise<unknown>;
}

/** Asks before something is done that cannot be undone. */
export function openConfirmation(visit: Visit, { title, text, button, run }: Confirmation): void {
  visit.layers.show((close) => (
    <ConfirmDialog title={title} label={button} isDangerous onConfirm={run} onClose={close}>
      <p>{text}</p>
    </ConfirmDialog>
  ));
}
